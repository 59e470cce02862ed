import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, nextTokenOf } from '../provider/harvest.js';
import { deletion, identifierOf, item, openRepository, record, SETTINGS, type Repository } from '../provider/repository.js';
import { serve, TRANSPORTS, type Service } from './service.js';

const ONLINE = identifierOf('2012-1-pdf');
const PRINT = identifierOf('2012-1-print');
const WITHDRAWN = identifierOf('2012-2-pdf');

let repository: Repository;
let service: Service;
let withoutSets: Service;
beforeAll(async () => {
  repository = openRepository({ oai: { pageSize: 1 } });
  await repository.put(...item('2012-1-pdf'), ...item('2012-1-print'), record('2012-2-pdf'));
  await repository.put(deletion('2012-2-pdf'));
  service = await serve(repository);
  withoutSets = await serve(repository.reopen({ sets: [] }));
});
afterAll(() => Promise.all([service.stop(), withoutSets.stop()]));

describe.each(TRANSPORTS)('the error conditions by %s (OAI-PMH 2.0 §3.6)', (transport) => {
  const ask = (query: string) => service.ask(transport, query);
  const askWithoutSets = (query: string) => withoutSets.ask(transport, query);

  it.each([
    ['badVerb', ''],
    ['badVerb', 'verb=Nothing'],
    ['badVerb', 'verb=Identify&verb=Identify'],
    ['badArgument', 'verb=Identify&set=own'],
    ['badArgument', 'verb=GetRecord&metadataPrefix=oai_dc'],
    ['badArgument', `verb=GetRecord&identifier=${ONLINE}`],
    ['badArgument', 'verb=ListIdentifiers'],
    ['badArgument', 'verb=ListRecords'],
    ['badArgument', 'verb=ListSets&set=own'],
    ['badArgument', 'verb=ListMetadataFormats&metadataPrefix=oai_dc'],
    ['badResumptionToken', 'verb=ListIdentifiers&resumptionToken=junk'],
    ['badResumptionToken', 'verb=ListRecords&resumptionToken=junk'],
    ['badResumptionToken', 'verb=ListSets&resumptionToken=junk'],
    ['cannotDisseminateFormat', `verb=GetRecord&identifier=${ONLINE}&metadataPrefix=none`],
    ['cannotDisseminateFormat', `verb=GetRecord&identifier=${PRINT}&metadataPrefix=kk`],
    ['cannotDisseminateFormat', 'verb=ListIdentifiers&metadataPrefix=none'],
    ['cannotDisseminateFormat', 'verb=ListRecords&metadataPrefix=none'],
    ['idDoesNotExist', 'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:none'],
    ['idDoesNotExist', 'verb=ListMetadataFormats&identifier=oai:none'],
    ['noRecordsMatch', 'verb=ListIdentifiers&metadataPrefix=oai_dc&until=2001-01-01'],
    ['noRecordsMatch', 'verb=ListRecords&metadataPrefix=oai_dc&until=2001-01-01'],
    ['noMetadataFormats', `verb=ListMetadataFormats&identifier=${WITHDRAWN}`],
  ])('R19 %s: %s', async (code, query) => {
    expect(codesOf(await ask(query))).toEqual([code]);
  });

  it.each(['verb=ListSets', 'verb=ListIdentifiers&metadataPrefix=oai_dc&set=own', 'verb=ListRecords&metadataPrefix=oai_dc&set=own'])(
    'R19 noSetHierarchy where there are no sets: %s',
    async (query) => {
      expect(codesOf(await askWithoutSets(query))).toEqual(['noSetHierarchy']);
    },
  );

  it('R20 every problem of the arguments has an element of its own', async () => {
    const { errors } = await ask('verb=ListRecords&set=&from=1.1.2012&until=x&colour=red&identifier=a:b&from2=2012');
    expect(errors.map(({ code }) => code)).toEqual(Array<string>(7).fill('badArgument'));
    for (const about of ['set', 'from', 'until', 'colour', 'identifier', 'from2', 'metadataPrefix']) {
      expect(errors.filter(({ message }) => message.includes(about))).not.toEqual([]);
    }
  });

  it.each([
    [
      'the verbs that there are',
      'verb=Nothing',
      ['Nothing', 'GetRecord', 'Identify', 'ListIdentifiers', 'ListMetadataFormats', 'ListRecords', 'ListSets'],
    ],
    ['the formats that there are', 'verb=ListRecords&metadataPrefix=none', ['none', 'oai_dc', 'marcxml', 'marc21', 'kk']],
    ['the identifier', 'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:none', ['oai:none', 'ListIdentifiers']],
    ['the set', 'verb=ListRecords&metadataPrefix=oai_dc&set=none', ['none', 'ListSets']],
    ['the date', 'verb=ListRecords&metadataPrefix=oai_dc&from=2023-02-30', ['from', '2023-02-30', 'YYYY-MM-DD']],
    ['what is missing', 'verb=GetRecord&identifier=a:b', ['GetRecord', 'metadataPrefix']],
  ])('R20 its text names %s', async (_, query, words) => {
    const [error] = (await ask(query)).errors;
    for (const word of words) expect(error!.message).toContain(word);
  });

  it('R20 its text stays short, however long the value', async () => {
    for (const query of [
      `verb=${'x'.repeat(5000)}`,
      `verb=Identify&${'y'.repeat(5000)}=1`,
      `verb=ListRecords&metadataPrefix=${'z'.repeat(2000)}`,
    ]) {
      for (const { message } of (await ask(query)).errors) expect(message.length).toBeLessThan(300);
    }
  });

  it.each([
    ['(a) badVerb alone', 'verb=Nothing&set=&metadataPrefix=a%20b&x=1', ['badVerb']],
    ['(b) badArgument before what only the store knows', 'verb=ListRecords&metadataPrefix=none&set=none&from=x', ['badArgument']],
    ['(b) badArgument before a bad token', 'verb=ListRecords&resumptionToken=junk&metadataPrefix=oai_dc', ['badArgument']],
    ['(b) badArgument before an unknown identifier', 'verb=GetRecord&identifier=oai:none&metadataPrefix=a%20b', ['badArgument']],
    [
      '(d) format and identifier together',
      'verb=GetRecord&identifier=oai:none&metadataPrefix=none',
      ['idDoesNotExist', 'cannotDisseminateFormat'],
    ],
    ['(d) cannotDisseminateFormat before noRecordsMatch', 'verb=ListRecords&metadataPrefix=none&set=none', ['cannotDisseminateFormat']],
    ['(e) noRecordsMatch for an unknown set', 'verb=ListRecords&metadataPrefix=oai_dc&set=none', ['noRecordsMatch']],
    ['a legal prefix that is unknown is no badArgument', "verb=ListRecords&metadataPrefix=x-y_z.!~*'()", ['cannotDisseminateFormat']],
    ['an illegal prefix is', 'verb=ListRecords&metadataPrefix=x/y', ['badArgument']],
    ['an illegal setSpec is', 'verb=ListRecords&metadataPrefix=oai_dc&set=own::print', ['badArgument']],
  ])('R21 precedence: %s', async (_, query, codes) => {
    expect(codesOf(await ask(query))).toEqual(codes);
  });

  it('R21 (d) noSetHierarchy and cannotDisseminateFormat together', async () => {
    expect(new Set(codesOf(await askWithoutSets('verb=ListRecords&metadataPrefix=none&set=own')))).toEqual(
      new Set(['noSetHierarchy', 'cannotDisseminateFormat']),
    );
  });

  it('R21 (c) a token is judged before anything that it holds', async () => {
    const token = nextTokenOf(await ask('verb=ListRecords&metadataPrefix=oai_dc'));
    const other = await serve(repository.reopen({ formats: [], settings: SETTINGS }));
    expect(codesOf(await other.ask(transport, `verb=ListRecords&resumptionToken=${token}`))).toEqual(['badResumptionToken']);
    await other.stop();
  });
});

describe.each(TRANSPORTS)('the arguments of each verb by %s (OAI-PMH 2.0 §4)', (transport) => {
  const ask = (query: string) => service.ask(transport, query);
  const bodyOf = async (query: string) => (await ask(query)).body?.name ?? codesOf(await ask(query)).join();

  it.each([
    [
      'R22',
      'GetRecord',
      `identifier=${ONLINE}&metadataPrefix=oai_dc`,
      ['set=own', 'from=2012-01-01', 'until=2012-01-01', 'resumptionToken=x'],
    ],
    [
      'R23',
      'Identify',
      '',
      ['set=own', 'from=2012-01-01', 'until=2012-01-01', 'resumptionToken=x', 'identifier=a:b', 'metadataPrefix=oai_dc'],
    ],
    ['R24', 'ListIdentifiers', 'metadataPrefix=oai_dc&from=2012-01-01&until=2012-12-31&set=own', ['identifier=a:b', 'resumptionToken=x']],
    ['R24', 'ListRecords', 'metadataPrefix=oai_dc&from=2012-01-01&until=2012-12-31&set=own', ['identifier=a:b', 'resumptionToken=x']],
    ['R25', 'ListMetadataFormats', `identifier=${ONLINE}`, ['metadataPrefix=oai_dc', 'set=own', 'resumptionToken=x']],
    ['R26', 'ListSets', '', ['metadataPrefix=oai_dc', 'set=own', 'identifier=a:b', 'from=2012-01-01']],
  ])('%s %s takes its own and no other', async (_, verb, own, others) => {
    expect(await bodyOf(`verb=${verb}&${own}`)).toBe(verb);
    for (const other of others) expect([other, await bodyOf(`verb=${verb}&${own}&${other}`)]).toEqual([other, 'badArgument']);
  });

  it.each(['metadataPrefix=oai_dc', 'from=2012-01-01', 'until=2012-01-01', 'set=own', 'identifier=a:b', 'x=1', 'resumptionToken=again'])(
    'R24 beside a resumptionToken there is nothing but verb: %s',
    async (other) => {
      for (const verb of ['ListRecords', 'ListIdentifiers']) {
        const token = nextTokenOf(await ask(`verb=${verb}&metadataPrefix=oai_dc`));
        const answer = await ask(`verb=${verb}&resumptionToken=${token}&${other}`);
        expect(new Set(codesOf(answer))).toEqual(new Set(['badArgument']));
        expect(answer.request.attributes).toEqual({});
      }
    },
  );

  it('R24 each optional argument may be left out', async () => {
    for (const query of ['', '&from=2012-01-01', '&until=2012-12-31', '&set=own', '&from=2012-01-01&set=own']) {
      expect(await bodyOf(`verb=ListRecords&metadataPrefix=oai_dc${query}`)).toBe('ListRecords');
    }
  });
});
