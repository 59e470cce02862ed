import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childElements, localName, textOf } from '../../src/xml/element.js';
import { codesOf, harvestList, nextTokenOf } from '../provider/harvest.js';
import { BASE_URL, identifierOf, item, localIds, openRepository, START, type Repository } from '../provider/repository.js';
import { serve, TRANSPORTS, type Service } from './service.js';

const ITEM = identifierOf('2012-001-pdf');
const QUERIES = [
  'verb=Identify',
  'verb=ListSets',
  'verb=ListMetadataFormats',
  `verb=ListMetadataFormats&identifier=${ITEM}`,
  `verb=GetRecord&metadataPrefix=oai_dc&identifier=${ITEM}`,
  'verb=ListIdentifiers&metadataPrefix=marcxml',
  'verb=ListRecords&metadataPrefix=kk',
  'verb=ListRecords&metadataPrefix=oai_dc&from=2012-03-04&until=2012-03-04&set=own',
];
const ERRORS = ['', 'verb=Nothing', 'verb=GetRecord', 'verb=ListRecords&metadataPrefix=x', 'verb=ListSets&resumptionToken=x'];

let repository: Repository;
let service: Service;
beforeAll(async () => {
  repository = openRepository({ oai: { pageSize: 2 } });
  await repository.put(...localIds(5).flatMap((id) => item(id, 'Ääni & <kuva> "😀"')));
  service = await serve(repository);
});
afterAll(() => service.stop());

describe.each(TRANSPORTS)('an answer to %s (OAI-PMH 2.0 §3.2)', (transport) => {
  const ask = (query: string) => service.ask(transport, query);

  it.each([...QUERIES, ...ERRORS])('R11 is XML 1.0 in UTF-8 with its declaration, no DOCTYPE, valid: %s', async (query) => {
    // `ask` validates it against the schemas and reads it.
    const { text } = await ask(query);
    expect(text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH ')).toBe(true);
    expect(text).not.toContain('<!DOCTYPE');
    expect(text).not.toContain('<?xml-stylesheet');
    const entities = [...text.matchAll(/&([^#;]*);/g)].map(([, name]) => name);
    expect(entities.filter((name) => !['amp', 'lt', 'gt', 'quot', 'apos'].includes(name!))).toEqual([]);
  });

  it('R11 keeps letters outside ASCII as they are', async () => {
    expect((await ask('verb=ListRecords&metadataPrefix=oai_dc')).text).toContain('Ääni &amp; &lt;kuva&gt; "😀"');
  });

  it('R12 has the root, the literal prefix xsi and the schema location that the standard prints', async () => {
    const { text, root } = await ask('verb=Identify');
    expect(root.name).toBe('OAI-PMH');
    expect(text).toContain(
      '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">',
    );
  });

  it.each(QUERIES)('R13 has responseDate, request and one element named as the verb: %s', async (query) => {
    const verb = new URLSearchParams(query).get('verb');
    const { root } = await ask(query);
    expect(childElements(root).map(localName)).toEqual(['responseDate', 'request', verb]);
  });

  it.each(ERRORS)('R13 has responseDate, request and errors, and nothing else: %s', async (query) => {
    const [date, request, ...errors] = childElements((await ask(query)).root).map(localName);
    expect([date, request]).toEqual(['responseDate', 'request']);
    expect(new Set(errors)).toEqual(new Set(['error']));
  });

  it('R13 has one of both even for several errors', async () => {
    const names = childElements((await ask('verb=Identify&a=1&b=2&c=3')).root).map(localName);
    expect(names).toEqual(['responseDate', 'request', 'error', 'error', 'error']);
  });

  it.each([...QUERIES, ...ERRORS])('R14 says in UTC and whole seconds when it was asked: %s', async (query) => {
    expect((await ask(query)).responseDate).toBe('2012-03-04T05:06:09Z');
  });

  it.each(QUERIES)('R15 repeats exactly the arguments given: %s', async (query) => {
    const { request } = await ask(query);
    expect(request.attributes).toEqual(Object.fromEntries(new URLSearchParams(query)));
    expect(textOf(request)).toBe(BASE_URL);
  });

  it('R15 repeats only verb and resumptionToken of a request that goes on', async () => {
    const token = nextTokenOf(await ask('verb=ListRecords&metadataPrefix=oai_dc&set=own'));
    const { request } = await ask(`verb=ListRecords&resumptionToken=${token}`);
    expect(request.attributes).toEqual({ verb: 'ListRecords', resumptionToken: token });
  });

  it.each([
    ['badVerb', 'verb=Nothing&metadataPrefix=oai_dc'],
    ['badVerb', 'metadataPrefix=oai_dc'],
    ['badArgument', 'verb=ListRecords'],
    ['badArgument', 'verb=ListRecords&metadataPrefix=oai_dc&from=yesterday'],
    ['badArgument', 'verb=GetRecord&identifier=a:b&metadataPrefix=oai_dc&set=own'],
  ])('R16 repeats no argument beside %s: %s', async (code, query) => {
    const answer = await ask(query);
    expect(codesOf(answer)).toEqual([code]);
    expect(answer.request.attributes).toEqual({});
  });

  it.each([
    ['cannotDisseminateFormat', 'verb=ListRecords&metadataPrefix=none'],
    ['idDoesNotExist', 'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:none'],
    ['badResumptionToken', 'verb=ListRecords&resumptionToken=none'],
    ['noRecordsMatch', 'verb=ListRecords&metadataPrefix=oai_dc&set=none'],
  ])('R16 repeats the arguments beside %s', async (code, query) => {
    const answer = await ask(query);
    expect(codesOf(answer)).toEqual([code]);
    expect(answer.request.attributes).toEqual(Object.fromEntries(new URLSearchParams(query)));
  });

  it.each([
    [
      'identifier',
      'verb=GetRecord&metadataPrefix=oai_dc&identifier=',
      ['invalid"id', 'no uri', 'a:<b>', 'ä:ö', '1:x', 'x', 'oai:[x]', 'oai:a#b#c', 'oai://a:b', 'oai:%', 'oai:%4g', ':x', 'a:'],
    ],
    ['metadataPrefix', 'verb=ListRecords&metadataPrefix=', ['oai dc', 'oai:dc', 'oai/dc', '"', '<x>', 'ä', 'a\nb', 'oai_dc\n', '%', 'a+b']],
    ['set', 'verb=ListRecords&metadataPrefix=oai_dc&set=', ['own:', ':own', 'a::b', 'own print', 'own/print', '"', '<x>', 'ä', 'own\n']],
    [
      'from',
      'verb=ListRecords&metadataPrefix=oai_dc&from=',
      ['"', '<x>', '2012', '2012-03-04 ', ' 2012-03-04', '2012-03-04\n', '٢٠١٢-٠٣-٠٤'],
    ],
    ['until', 'verb=ListRecords&metadataPrefix=oai_dc&until=', ['"', '<x>', '2012-03', '2012-03-04T05:06Z', '2012-03-04T05:06:07+02:00']],
  ])('R17 a value that the type of %s forbids is badArgument', async (name, query, values) => {
    for (const value of values) {
      const answer = await ask(`${query}${encodeURIComponent(value)}`);
      expect([value, codesOf(answer)]).toEqual([value, ['badArgument']]);
      expect(answer.errors[0]!.message).toContain(name);
      expect(answer.request.attributes).toEqual({});
    }
  });

  it('R17 a value that the type allows is repeated, escaped', async () => {
    const identifier = "oai:x&y'z!$()*,;=/@%2F~?a=b?c/d#e?f";
    const answer = await ask(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${encodeURIComponent(identifier)}`);
    expect(codesOf(answer)).toEqual(['idDoesNotExist']);
    expect(answer.request.attributes['identifier']).toBe(identifier);
    const token = `<"&'>\t\n\r ]]>`;
    const refused = await ask(`verb=ListRecords&resumptionToken=${encodeURIComponent(token)}`);
    expect(refused.request.attributes['resumptionToken']).toBe(token);
  });

  it.each(['%00', '%01', '%0B', '%1F', '%EF%BF%BE', '%EF%BF%BF', '%ED%A0%80', '%FF'])(
    'R18 a forbidden character never comes back: %s',
    async (character) => {
      for (const query of [
        `verb=${character}`,
        `verb=Identify&${character}=1`,
        `verb=ListRecords&resumptionToken=a${character}b`,
        `verb=ListRecords&metadataPrefix=a${character}b&set=${character}&from=${character}`,
        `verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:a${character}`,
      ]) {
        // `ask` refuses what is not well-formed.
        const { text } = await ask(query);
        expect(text.search(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|&#x?0*(?:[0-8BCEF]|1[0-9A-F]|FFF[EF]);/u)).toBe(-1);
      }
    },
  );
});

describe('the date of an answer (R14)', () => {
  it('moves with the clock and is the same second for all that is asked in it', async () => {
    const fresh = openRepository();
    expect((await fresh.ask('verb=Identify')).responseDate).toBe(START);
    fresh.clock.tick(0.9);
    expect((await fresh.ask('verb=Identify')).responseDate).toBe(START);
    fresh.clock.tick(0.1);
    expect((await fresh.ask('verb=Identify')).responseDate).toBe('2012-03-04T05:06:08Z');
  });

  it('is honest on every page of a list', async () => {
    const pages = await harvestList(repository.ask, 'ListIdentifiers', 'metadataPrefix=oai_dc', () => repository.clock.tick(10));
    expect(pages.map(({ responseDate }) => responseDate)).toEqual(['2012-03-04T05:06:09Z', '2012-03-04T05:06:19Z', '2012-03-04T05:06:29Z']);
  });
});
