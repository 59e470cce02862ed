import { describe, expect, it } from '@jest/globals';
import { formatDatestamp } from '../../src/catalogue/datestamp.js';
import { parseRequest } from '../../src/provider/request.js';
import { codesOf, identifiersOf, nextTokenOf } from './harvest.js';
import { identifierOf, localIds, openRepository, record } from './repository.js';

const parse = (query: string, manners: 'lenient' | 'strict' = 'strict') => parseRequest(new URLSearchParams(query), manners);
const codes = (query: string, manners: 'lenient' | 'strict' = 'strict'): readonly string[] => {
  const parsed = parse(query, manners);
  return parsed.kind === 'legal' ? [] : parsed.problems.map(({ code }) => code);
};

describe('a request', () => {
  it.each([
    ['verb=Identify', { verb: 'Identify' }],
    ['verb=ListMetadataFormats', { verb: 'ListMetadataFormats' }],
    ['verb=ListMetadataFormats&identifier=oai:x:y', { verb: 'ListMetadataFormats', identifier: 'oai:x:y' }],
    ['verb=ListSets', { verb: 'ListSets' }],
    ['verb=ListSets&resumptionToken=abc', { verb: 'ListSets', resumptionToken: 'abc' }],
    ['verb=GetRecord&identifier=oai:x:y&metadataPrefix=kk', { verb: 'GetRecord', identifier: 'oai:x:y', metadataPrefix: 'kk' }],
    ['verb=ListRecords&metadataPrefix=kk', { verb: 'ListRecords', selection: { metadataPrefix: 'kk' } }],
    ['verb=ListIdentifiers&metadataPrefix=kk&set=a:b', { verb: 'ListIdentifiers', selection: { metadataPrefix: 'kk', set: 'a:b' } }],
    ['verb=ListRecords&resumptionToken=abc', { verb: 'ListRecords', resumptionToken: 'abc' }],
  ])('is read as what it asks for: %s', (query, request) => {
    expect(parse(query)).toMatchObject({ kind: 'legal', request });
  });

  it('keeps the arguments as they were given, verb first, then in the order of the schema', () => {
    const parsed = parse('until=2012-03-05&set=own&verb=ListRecords&from=2012-03-04&metadataPrefix=oai_dc');
    expect(parsed).toMatchObject({
      attributes: [
        ['verb', 'ListRecords'],
        ['metadataPrefix', 'oai_dc'],
        ['from', '2012-03-04'],
        ['until', '2012-03-05'],
        ['set', 'own'],
      ],
    });
  });

  it('has bounds in whole seconds, a day from its first to its last', () => {
    const parsed = parse('verb=ListRecords&metadataPrefix=oai_dc&from=2012-03-04&until=2012-03-05');
    if (parsed.kind !== 'legal' || !('selection' in parsed.request)) throw new Error('a legal list was expected');
    const { from, until } = parsed.request.selection;
    expect([formatDatestamp(from!.first), formatDatestamp(until!.last)]).toEqual(['2012-03-04T00:00:00Z', '2012-03-05T23:59:59Z']);
  });

  it.each([
    ['three faults', 'verb=GetRecord&identifier=x&metadataPrefix=a/b&set=own', 3],
    ['a fault of each kind', 'verb=ListRecords&set=&from=x&from=y&until=z&colour=1', 5],
    ['different granularities and a bad prefix', 'verb=ListRecords&metadataPrefix=a/b&from=2012-01-01&until=2012-01-01T00:00:00Z', 2],
    ['a token and two others', 'verb=ListRecords&resumptionToken=x&set=own&until=2012-01-01', 1],
    ['an unknown argument beside a token', 'verb=ListRecords&resumptionToken=x&colour=1', 1],
    ['a token in a verb that has none, and nothing that it needs', 'verb=GetRecord&resumptionToken=x', 3],
  ])('R20 R21 reports all that is wrong at once: %s', (_, query, count) => {
    expect(codes(query)).toEqual(Array<string>(count).fill('badArgument'));
  });

  it('R20 a value of more than 2048 characters is refused without being repeated', () => {
    const parsed = parse(`verb=ListRecords&metadataPrefix=${'a'.repeat(2049)}`);
    expect(parsed).toMatchObject({ kind: 'illegal', problems: [{ code: 'badArgument' }] });
    expect(JSON.stringify(parsed).length).toBeLessThan(300);
    expect(codes(`verb=ListRecords&metadataPrefix=${'a'.repeat(2048)}`)).toEqual([]);
  });

  it('R5 an argument given twice with an illegal value is one error, not three', () => {
    expect(codes('verb=ListRecords&metadataPrefix=a%20b&metadataPrefix=c%20d')).toEqual(['badArgument']);
  });
});

describe('what known harvesters get wrong', () => {
  const FRACTIONS = ['2012-03-04T05:06:07.123Z', '2012-03-04T05:06:07.0Z', '2012-03-04T05:06:07.999999Z'];

  it.each(FRACTIONS)('a fraction of a second is cut when lenient, badArgument when strict: %s', (date) => {
    const query = `verb=ListRecords&metadataPrefix=oai_dc&from=${date}`;
    expect(codes(query, 'strict')).toEqual(['badArgument']);
    const parsed = parse(query, 'lenient');
    if (parsed.kind !== 'legal' || !('selection' in parsed.request)) throw new Error('a legal list was expected');
    expect(formatDatestamp(parsed.request.selection.from!.first)).toBe('2012-03-04T05:06:07Z');
  });

  it('a fraction is a second as to granularity', () => {
    const query = (until: string) => `verb=ListRecords&metadataPrefix=oai_dc&from=2012-03-04T05:06:07.123Z&until=${until}`;
    expect(codes(query('2012-03-04T05:06:08Z'), 'lenient')).toEqual([]);
    expect(codes(query('2012-03-05'), 'lenient')).toEqual(['badArgument']);
  });

  it.each(['2012-03-04T05:06:07.Z', '2012-03-04T05:06:07,1Z', '2023-02-30T05:06:07.1Z', '2012-03-04T05:06:07.1+00:00', '2012-03-04.5'])(
    'lenient is not careless: %s',
    (date) => {
      expect(codes(`verb=ListRecords&metadataPrefix=oai_dc&from=${encodeURIComponent(date)}`, 'lenient')).toEqual(['badArgument']);
    },
  );

  it.each([' TOKEN', 'TOKEN ', '\n  TOKEN\n', '\tTOKEN\r\n'])('white space round a token is cut when lenient: %j', async (written) => {
    const repository = openRepository({ oai: { pageSize: 1 } });
    await repository.put(...localIds(3).map((id) => record(id)));
    const token = nextTokenOf(await repository.ask('verb=ListRecords&metadataPrefix=oai_dc'));
    const query = new URLSearchParams({ verb: 'ListRecords', resumptionToken: written.replace('TOKEN', token) }).toString();
    expect(identifiersOf(await repository.ask(query))).toEqual([identifierOf('2012-002-pdf')]);
    const strict = openRepository({ oai: { pageSize: 1, lenient: false } });
    expect(codesOf(await strict.ask(query))).toEqual(['badResumptionToken']);
  });

  it('an answer to either is valid, its attributes as given', async () => {
    const repository = openRepository();
    await repository.put(record('2012-1-pdf'));
    const answer = await repository.ask('verb=ListRecords&metadataPrefix=oai_dc&from=2012-03-04T05:06:07.000Z');
    expect(answer.request.attributes['from']).toBe('2012-03-04T05:06:07.000Z');
    expect(identifiersOf(answer)).toEqual([identifierOf('2012-1-pdf')]);
  });
});
