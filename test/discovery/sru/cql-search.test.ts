import { describe, expect, it } from '@jest/globals';
import { parseCql } from '../../../src/discovery/sru/cql-parse.js';
import { searchCql } from '../../../src/discovery/sru/cql-search.js';
import { SruFault } from '../../../src/discovery/sru/diagnostics.js';
import type { Work } from '../../../src/discovery/work.js';
import { createFixedDiscovery, EXAMPLE_WORKS } from '../example-works.js';
import { countedDiscovery, workOf } from './sru-example.js';

const WORKS: readonly Work[] = [
  ...EXAMPLE_WORKS,
  workOf('a', { titles: [{ text: 'Poliisin vuosi', subtitle: 'Åland och öar' }], year: 2001 }),
  workOf('b', { titles: [{ text: 'Media ja poliisi' }, { text: 'Polisen och medier' }], year: 2005 }),
  workOf('c', { titles: [{ text: 'Poliisin vuosikertomus' }] }),
  workOf('d', {
    titles: [{ text: 'Vuosi' }],
    contributors: [{ kind: 'person', family: 'Poliisi', given: 'Pekka', role: 'author' }],
    year: 2010,
  }),
  workOf('e', { titles: [{ text: 'Opas 1234-5679 ja muuta' }], year: 1990 }),
].map((work) => (work.id === 'c' ? withoutYear(work) : work));

function withoutYear({ year: _, ...work }: Work): Work {
  return work;
}

const never = new AbortController().signal;

/** Last parts of the identifiers, which name the manifestation. */
const find = async (query: string, works = WORKS): Promise<readonly string[]> => {
  const { hits } = await searchCql(parseCql(query).tree, { discovery: createFixedDiscovery(works), signal: never });
  return [...hits.keys()].map((identifier) => identifier.replace(/^.*\//, '')).toSorted();
};
const both = (...ids: readonly string[]): readonly string[] => ids.flatMap((id) => [`${id}-pdf`, `${id}-print`]);
const SEED = both('2012-2');
const OLDER = ['fi-melinda.000254001'];

describe('what a query finds', () => {
  it.each([
    ['every record', 'cql.allRecords = 1', [...both('2012-2', 'a', 'b', 'c', 'd', 'e'), ...OLDER]],
    ['words anywhere', 'talousvastuu', OLDER],
    ['words side by side, all of them', 'poliisin talousvastuu', OLDER],
    ['one of several words', 'cql.serverChoice any "läänitasolla sosiaalisessa"', [...SEED, ...OLDER]],
    ['words of a title, not of another field', 'dc.title = poliisi', both('b')],
    ['words of a title in any order', 'dc.title all "poliisi media"', both('b')],
    ['words in any of the titles', 'dc.title all "poliisi polisen"', both('b')],
    ['any word of a title', 'dc.title any "läänitasolla vuosikertomus"', [...both('c'), ...OLDER]],
    ['a whole title', 'dc.title exact "Vuosi"', both('d')],
    ['a whole title in any case', 'dc.title == "POLIISIN VUOSI"', both('a')],
    ['a whole title, not a part of one', 'dc.title == "Poliisin"', []],
    ['a phrase', 'dc.title adj "poliisin vuosi"', both('a')],
    ['no phrase in another order', 'dc.title adj "vuosi poliisin"', []],
    ['the beginning of a word', 'dc.title = vuosi*', both('a', 'c', 'd')],
    ['the beginning of the last word of a title only', 'dc.title == "poliisin vuosi*"', both('a', 'c')],
    ['a subtitle without its diacritics', 'dc.title = "aland OAR*"', both('a')],
    ['a person', 'dc.creator = "marko luotonen"', SEED],
    ['a corporate body', 'dc.creator = sisäasiainministeriö', OLDER],
    ['a person, not a title', 'dc.creator = poliisi', both('d')],
    ['one year', 'dc.date = 2001', [...both('a'), ...OLDER]],
    ['years before', 'dc.date < 2005', [...both('a', 'e'), ...OLDER]],
    ['years until', 'dc.date <= 2005', [...both('a', 'b', 'e'), ...OLDER]],
    ['years after', 'dc.date > 2010', SEED],
    ['years from', 'dc.date >= 2010', [...both('d'), ...SEED].toSorted()],
    ['years between', 'dc.date within "2002 2010"', both('b', 'd')],
    ['some years', 'dc.date any "2001 2010"', [...both('a', 'd'), ...OLDER]],
    ['the manifestation of an ISBN', 'bath.isbn = 9789524915304', ['2012-2-pdf']],
    ['the same written with blanks', 'bath.isbn = "978 952 491 530 4"', ['2012-2-pdf']],
    ['the same by its ISBN of ten digits', 'bath.isbn = 951-734-412-0', OLDER],
    ['the work of a mistyped ISBN that is known', 'dc.identifier = "987-952-491-529-8"', SEED],
    ['several ISBNs', 'bath.isbn any "978-952-491-530-4 978-951-734-412-8"', ['2012-2-pdf', ...OLDER]],
    ['everything of a series', 'bath.issn = 1236-049X', OLDER],
    ['a URN', 'dc.identifier = "URN:ISBN:978-952-491-530-4"', ['2012-2-pdf']],
    ['a number of Melinda', 'dc.identifier = 000254001', OLDER],
    ['one record by its identifier', 'rec.id = "oai:julkaisut.poliisi.fi:poliisi/2012-2-print"', ['2012-2-print']],
    ['a work by its id', 'rec.id = 2012-2', SEED],
    ['no record by another number of its work', 'rec.id = 9789524915304', []],
    ['numbers in a title', 'dc.title all "1234 5679 opas"', both('e')],
    ['nothing', 'dc.title = tuntematon', []],
  ])('is %s: %s', async (_, query, identifiers) => expect(await find(query)).toEqual([...identifiers].toSorted()));

  it.each([
    ['dc.title = vuosi and dc.date = 2001', both('a')],
    ['dc.date = 2001 and dc.title = vuosi', both('a')],
    ['dc.title = vuosi or bath.issn = 1236-049X', [...both('a', 'd'), ...OLDER]],
    ['dc.title = vuosi not dc.date = 2001', both('d')],
    ['dc.title = vuosi not dc.creator = poliisi', both('a')],
    ['cql.allRecords = 1 not bath.isbn = 9789524915304 and dc.date = 2012', ['2012-2-print']],
    ['dc.date = 2012 and (dc.creator = luotonen or dc.title = vuosi)', SEED],
    ['dc.date = 2012 not (dc.creator = luotonen or dc.title = vuosi)', []],
    ['bath.isbn = 9789524915304 and rec.id = 2012-2', ['2012-2-pdf']],
    ['dc.title = tuntematon and cql.allRecords = 1', []],
  ])('is joined by record: %s', async (query, identifiers) => expect(await find(query)).toEqual([...identifiers].toSorted()));

  it('comes whole from a search of many pages, each record once', async () => {
    const many = Array.from({ length: 10_123 }, (_, number) => workOf(`w${number}`, { year: 2000 + (number % 2) }));
    const all = both(...many.map(({ id }) => id)).toSorted();
    for (const query of ['cql.allRecords = 1', 'dc.date >= 2000', 'julkaisu', 'dc.title = julk*'])
      expect(await find(query, many)).toEqual(all);
    expect(await find('dc.date = 2001', many)).toHaveLength(2 * 5061);
  });

  it('is looked for by words: numbers side by side might be taken for one', async () => {
    const words: unknown[] = [];
    const fixed = createFixedDiscovery(WORKS);
    const search: typeof fixed.search = (query) => (words.push(query.words), fixed.search(query));
    for (const query of ['dc.title all "1234 5679 Opas: muuta"', 'dc.title all "1234 5679"', 'dc.title any "1234 opas"'])
      await searchCql(parseCql(query).tree, { discovery: { ...fixed, search }, signal: never });
    expect(words).toEqual(['Opas muuta', '1234', '1234', 'opas']);
  });

  it('asks nothing for what can be seen by looking, nor for what cannot matter', async () => {
    const { discovery, asked } = countedDiscovery(createFixedDiscovery(WORKS));
    await searchCql(parseCql('rec.id = 2012-2 and dc.title = poliisin and dc.date = 2012').tree, { discovery, signal: never });
    expect(asked).toEqual(['resolve']);
    asked.length = 0;
    await searchCql(parseCql('dc.title = tuntematon and (a or b or c)').tree, { discovery, signal: never });
    expect(asked).toEqual(['search']);
  });
});

describe('a query that cannot be answered', () => {
  const faultOf = async (query: string, mostRecords?: number): Promise<string> => {
    const ports = { discovery: createFixedDiscovery(WORKS), signal: never, ...(mostRecords !== undefined && { mostRecords }) };
    const fault: unknown = await searchCql(parseCql(query).tree, ports).catch((error: unknown) => error);
    if (!(fault instanceof SruFault)) throw new Error(`answered: ${query}`);
    return `${fault.diagnostic.uri.replace(/.*\//, '')} ${fault.diagnostic.details}`;
  };

  it.each([
    ['36 20l2', 'dc.date = 20l2'],
    ['36 2012-05-01', 'dc.date = 2012-05-01'],
    ['36 2001 2002', 'dc.date = "2001 2002"'],
    ['36 2001', 'dc.date within 2001'],
    ['36 yes', 'cql.allRecords = yes'],
    ['36 ?!', String.raw`dc.title = "\?!"`],
    ['28 *', 'bath.isbn = 978952*'],
    ['28 *', 'dc.date = 20*'],
    ['36 20l2', 'dc.title = tuntematon and dc.date = 20l2'],
  ])('is told by diagnostic %s: %s', async (diagnostic, query) => expect(await faultOf(query)).toBe(diagnostic));

  it.each([
    'cql.allRecords = 1',
    'poliisin',
    'dc.title any "poliisin vuosi"',
    'dc.date >= 2000',
    'dc.title = p*',
    'dc.date = 2001 or dc.date = 2012',
  ])('finds more than the server takes upon itself: %s', async (query) => expect(await faultOf(query, 3)).toBe('60 3'));

  it('is given up at the first page of too many', async () => {
    const { discovery, asked } = countedDiscovery({
      ...createFixedDiscovery(WORKS),
      search: async () => ({ works: WORKS, total: 50_001 }),
    });
    await expect(searchCql(parseCql('poliisin').tree, { discovery, signal: never })).rejects.toThrow('too many matching records');
    expect(asked).toEqual(['search']);
  });

  it('would look at everything again and again', async () => {
    const chain = `cql.allRecords = 1${' and dc.title = julkaisu'.repeat(30)}`;
    const many = Array.from({ length: 100 }, (_, number) => workOf(`w${number}`));
    const ports = { discovery: createFixedDiscovery(many), signal: never };
    const { tree } = parseCql(chain);
    await expect(searchCql(tree, { ...ports, mostRecords: 200 })).rejects.toThrow('too many matching records');
    expect((await searchCql(tree, { ...ports, mostRecords: 1100 })).hits.size).toBe(200);
  });

  it('is not one that names a record which never was, whatever its name', async () => {
    const kinds: unknown[] = [];
    const discovery = createFixedDiscovery(WORKS);
    const resolve: typeof discovery.resolve = async ({ kind }) => {
      kinds.push(kind);
      return { kind: 'invalid', reason: 'no such form', suggestions: [] };
    };
    const { tree } = parseCql('rec.id any "oai:x:y/1 OAI:x:y/2 3"');
    expect(await searchCql(tree, { discovery: { ...discovery, resolve }, signal: never })).toEqual({ hits: new Map(), remarks: [] });
    expect(kinds).toEqual(['oai', 'oai', 'id']);
  });

  it('holds a number that is none: it finds nothing, the rest is found, and a word is said', async () => {
    const { hits, remarks } = await searchCql(parseCql('bath.isbn = 978-952-491-530-5 or bath.isbn = 978-951-734-412-8').tree, {
      discovery: createFixedDiscovery(WORKS),
      signal: never,
    });
    expect(hits.size).toBe(1);
    expect(remarks).toEqual([
      {
        uri: 'info:srw/diagnostic/1/36',
        details: '978-952-491-530-5',
        message: 'Term in invalid format for index or relation: 978-952-491-530-5 is no ISBN.',
      },
    ]);
  });

  it('is given up when the caller has gone', async () => {
    const gone = new AbortController();
    gone.abort();
    const { discovery, asked } = countedDiscovery(createFixedDiscovery(WORKS));
    for (const query of ['poliisin', 'cql.allRecords = 1', 'bath.isbn = 1'])
      await expect(searchCql(parseCql(query).tree, { discovery, signal: gone.signal })).rejects.toThrow('aborted');
    expect(asked).toEqual([]);
  });
});
