import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { readTargets, writeBeacon } from '../../../src/discovery/dumps/beacon.js';
import { writeLinksCsv } from '../../../src/discovery/dumps/links-csv.js';
import { writeLinksJson } from '../../../src/discovery/dumps/links-json.js';
import { EXAMPLE_WORKS } from '../example-works.js';
import { anyWorks, at, collect, portsWith, PUBLIC_URL } from './read-dump.js';

interface Dump {
  readonly version: number;
  readonly generated: string;
  readonly since?: string;
  readonly ties: readonly Readonly<Record<string, unknown>>[];
  readonly gone?: readonly unknown[];
}
const readJson = async (...args: Parameters<typeof writeLinksJson>): Promise<Dump> =>
  JSON.parse(await collect(writeLinksJson(...args))) as Dump;

/** As the documentation tells a reader: one apostrophe off, where a formula or more apostrophes follow. */
const unguard = (cell: string): string => cell.replace(/^'(?='*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20])/, '');
const readCsv = async (...args: Parameters<typeof writeLinksCsv>): Promise<readonly Readonly<Record<string, string>>[]> => {
  const rows: readonly Readonly<Record<string, string>>[] = parse(await collect(writeLinksCsv(...args)), {
    columns: true,
    record_delimiter: '\r\n',
  });
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, unguard(cell)])));
};

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000', '');
/** The ties as the catalogue has them, in the words of the dump. */
const tiesOf = (works: typeof EXAMPLE_WORKS) =>
  [...works]
    .sort((a, b) => a.changed - b.changed || (a.id < b.id ? -1 : 1))
    .flatMap(({ ties }) => ties)
    .map(({ changed, dead, evidence, ...tie }) => ({
      ...{ ...tie, changed: iso(changed), ...(dead !== undefined && { dead: iso(dead) }) },
      ...(evidence && { evidence: evidence.map(({ seen, ...sighting }) => ({ ...sighting, seen: iso(seen) })) }),
    }));
const TIE_PARTS = ['ours', 'target', 'theirs', 'url', 'kind', 'confidence', 'decidedBy', 'changed', 'dead'];
/** What has no room in a table. */
const LISTS = ['evidence', 'dedupIds'];
const withoutLists = (tie: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(tie).filter(([name]) => !LISTS.includes(name)));
const tieOf = (row: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(TIE_PARTS.filter((part) => row[part] !== undefined && row[part] !== '').map((part) => [part, row[part]]));
/** CSV cannot tell an empty text from none. */
const withoutEmpty = (tie: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(tie).filter(([, value]) => value !== ''));

describe('the ties as JSON', () => {
  it('have a version, the time of the last change, and each tie with our page and all that it is known by', async () => {
    const dump = await readJson(portsWith());
    expect(dump).toMatchObject({ version: 1, generated: '2026-02-01T10:00:00Z' });
    expect(dump.ties).toHaveLength(6);
    expect(dump.ties.find(({ target, ours }) => target === 'melinda' && ours === '2012-2')).toEqual({
      ours: '2012-2',
      page: `${PUBLIC_URL}/julkaisut/2012-2`,
      title: 'Poliisin näkyvä toiminta sosiaalisessa mediassa',
      isbn: ['978-952-491-530-4'],
      urn: ['URN:ISBN:978-952-491-530-4'],
      target: 'melinda',
      theirs: '990000001',
      url: 'https://melinda.example.fi/byid/990000001',
      kind: 'record',
      confidence: 'B',
      decidedBy: 'person',
      changed: '2026-01-15T23:59:59Z',
    });
  });

  it('tell of what a look-up found by which number, where, and when it was last there', async () => {
    const { ties } = await readJson(portsWith());
    expect(ties.find(({ theirs }) => theirs === 'fikka.254001')).toMatchObject({
      evidence: [{ number: '9789517344128', source: 'finna', filters: ['building:"0/NLF/"'], seen: '2026-01-09T01:20:00Z' }],
      dedupIds: ['anders.1254001'],
    });
    expect(ties.filter((tie) => 'evidence' in tie)).toHaveLength(1);
  });

  it('never give a number that is not valid', async () => {
    expect(await collect(writeLinksJson(portsWith()))).not.toContain('987-952-491-529-8');
  });

  it('are the same after reading, whatever is written in them', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorks, async (works) => {
        const { ties } = await readJson(portsWith(works));
        const read = ties.map((row) =>
          Object.fromEntries([...TIE_PARTS, ...LISTS].filter((part) => part in row).map((part) => [part, row[part]])),
        );
        expect(read).toEqual(tiesOf(works));
      }),
    );
  });

  it('since a moment are those that changed or died then or later, with the works that are gone', async () => {
    const [seed] = EXAMPLE_WORKS;
    const ties = [
      { ...seed!.ties[0]!, theirs: 'before', changed: at('2026-03-01T00:00:00Z') },
      { ...seed!.ties[0]!, theirs: 'at', changed: at('2026-03-02T00:00:00Z') },
      { ...seed!.ties[0]!, theirs: 'died', changed: at('2026-03-01T00:00:00Z'), dead: at('2026-03-03T00:00:00Z') },
    ];
    const gone = [
      { id: '2011-9', changed: at('2026-03-04T00:00:00Z') },
      { id: '2011-8', changed: at('2026-02-04T00:00:00Z') },
    ];
    // The work itself is older than the moment: its links were checked after it.
    const dump = await readJson(portsWith([{ ...seed!, ties }], gone), { since: at('2026-03-02T00:00:00Z') });
    expect(dump.since).toBe('2026-03-02T00:00:00Z');
    expect(dump.ties.map(({ theirs }) => theirs)).toEqual(['at', 'died']);
    expect(dump.gone).toEqual([{ ours: '2011-9', changed: '2026-03-04T00:00:00Z' }]);
  });

  it('are no ties, and still JSON, of an empty catalogue', async () => {
    expect(await readJson(portsWith([]))).toEqual({ version: 1, generated: '1970-01-01T00:00:00Z', ties: [] });
  });

  it('come in pieces of a page each, so memory does not grow with the catalogue', async () => {
    const works = Array.from({ length: 1100 }, (_, index) => ({ ...EXAMPLE_WORKS[0]!, id: `2012-${index}` }));
    const sizes: number[] = [];
    for await (const piece of writeLinksJson(portsWith(works))) sizes.push(piece.length);
    expect(Math.max(...sizes)).toBeLessThan(400_000);
    expect(sizes.length).toBeGreaterThan(5);
    const dump = await readJson(portsWith(works));
    expect(dump.ties).toHaveLength(3300);
    expect(new Set(dump.ties.map(({ ours }) => ours)).size).toBe(1100);
  });
});

describe('the ties as CSV (RFC 4180)', () => {
  it('have headings, one line for each tie, and lines that end in CR LF', async () => {
    const text = await collect(writeLinksCsv(portsWith()));
    const lines = text.split('\r\n');
    expect(lines[0]).toBe('ours,page,title,isbn,urn,target,theirs,url,kind,confidence,decidedBy,changed,dead');
    expect(lines).toHaveLength(8);
    expect(lines[7]).toBe('');
  });

  it('keep numbers as they are, leading zeros and all', async () => {
    const text = await collect(writeLinksCsv(portsWith()));
    expect(text).toContain(',melinda,000254001,');
    expect(text).toContain(',978-951-734-412-8,');
  });

  it.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+358', "'+358"],
    ['-1', "'-1"],
    ['@SUM(1)', "'@SUM(1)"],
    ['\uFF1D1', "'\uFF1D1"],
    ["'=1", "''=1"],
    ["'s-Hertogenbosch", "'s-Hertogenbosch"],
    ['1-2', '1-2'],
    ['first\rsecond', '"first\rsecond"'],
  ])('make no formula and no new line of %j', async (theirs, written) => {
    const [seed] = EXAMPLE_WORKS;
    const text = await collect(writeLinksCsv(portsWith([{ ...seed!, ties: [{ ...seed!.ties[0]!, theirs }] }])));
    expect(text).toContain(`,urn,${written},https:`);
  });

  it('are the same after reading by another parser, whatever is written in them', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorks, async (works) => {
        const read = await readCsv(portsWith(works));
        expect(read.map(tieOf)).toEqual(tiesOf(works).map(withoutLists).map(withoutEmpty));
      }),
    );
  });

  it('since a moment are the same as in JSON', async () => {
    const wish = { since: at('2026-01-15T23:59:59Z') };
    const works = EXAMPLE_WORKS.map((work) => ({
      ...work,
      ties: work.ties.map((tie, index) => ({ ...tie, changed: at(`2026-01-1${index + 4}T23:59:59Z`) })),
    }));
    const read = (await readCsv(portsWith(works), wish)).map(tieOf);
    expect(read).toHaveLength(4);
    expect(read).toEqual((await readJson(portsWith(works), wish)).ties.map(tieOf));
  });
});

/** Reads BEACON as gbv.github.io/beaconspec says: meta lines, an empty line, `source|annotation|target`, patterns with {+ID}. */
const readBeacon = (text: string) => {
  const [head = '', body = ''] = text.split(/\n\n([\s\S]*)/);
  const fields = head.split('\n').map((line): readonly [string, string] => {
    const [, name = '', value = ''] = /^#([A-Z]+): ?(.*)$/.exec(line) ?? [];
    return [name, value];
  });
  const meta: Readonly<Record<string, string>> = Object.fromEntries(fields);
  const expand = (pattern: string, id: string): string =>
    pattern.replace('{+ID}', () => id.replace(/%(?![0-9A-F]{2})|[^\w\-.~:/?#[\]@!$&'()*+,;=%]/giu, encodeURIComponent));
  const links = body
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const tokens = line.split('|');
      if (tokens.length !== 3) throw new Error(`no link: ${line}`);
      return { source: expand(meta['PREFIX']!, tokens[0]!), annotation: tokens[1]!, target: expand(meta['TARGET']!, tokens[2]!) };
    });
  return { meta, links };
};

describe('the links as BEACON', () => {
  it('lead from each valid ISBN to our page', async () => {
    const text = await collect(writeBeacon(portsWith()));
    expect(text.startsWith('#FORMAT: BEACON\n')).toBe(true);
    expect(text.endsWith('\n')).toBe(true);
    const { meta, links } = readBeacon(text);
    expect(meta).toMatchObject({ PREFIX: 'urn:isbn:{+ID}', TARGET: `${PUBLIC_URL}/julkaisut/{+ID}`, TIMESTAMP: '2026-02-01T10:00:00Z' });
    expect(meta).toMatchObject({ FEED: `${PUBLIC_URL}/links.beacon`, INSTITUTION: 'Poliisihallitus' });
    expect(links).toEqual([
      {
        source: 'urn:isbn:9789517344128',
        annotation: 'Poliisin talousvastuu läänitasolla',
        target: `${PUBLIC_URL}/julkaisut/fi-melinda.000254001`,
      },
      {
        source: 'urn:isbn:9789524915304',
        annotation: 'Poliisin näkyvä toiminta sosiaalisessa mediassa',
        target: `${PUBLIC_URL}/julkaisut/2012-2`,
      },
    ]);
  });

  it('lead from the records of a target to our pages, with kind, confidence, decider and change', async () => {
    const { links } = readBeacon(await collect(writeBeacon(portsWith(), { target: 'melinda' })));
    expect(links).toEqual([
      {
        source: 'https://melinda.example.fi/byid/000254001',
        annotation: 'record; identifier; rules; 2026-01-15T23:59:59Z',
        target: `${PUBLIC_URL}/julkaisut/fi-melinda.000254001`,
      },
      {
        source: 'https://melinda.example.fi/byid/990000001',
        annotation: 'record; B; person; 2026-01-15T23:59:59Z',
        target: `${PUBLIC_URL}/julkaisut/2012-2`,
      },
    ]);
  });

  it('begin at no search, since a search is no thing', async () => {
    const { links } = readBeacon(await collect(writeBeacon(portsWith(), { target: 'finna' })));
    expect(links.map(({ source }) => source)).toEqual(['https://finna.example.fi/Record/fikka.254001']);
  });

  it('since a moment go by the change of the work for ISBNs, and by that of the tie for a target', async () => {
    const since = at('2026-01-15T00:00:00Z');
    expect(readBeacon(await collect(writeBeacon(portsWith(), { since }))).links.map(({ target }) => target)).toEqual([
      `${PUBLIC_URL}/julkaisut/2012-2`,
    ]);
    expect(readBeacon(await collect(writeBeacon(portsWith(), { since, target: 'melinda' }))).links).toHaveLength(2);
    const later = { since: at('2026-01-16T00:00:00Z'), target: 'melinda' };
    expect(readBeacon(await collect(writeBeacon(portsWith(), later))).links).toEqual([]);
  });

  it('stay one link on a line with its ends right, whatever is written in titles, ids and addresses', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorks, async (works) => {
        const sorted = [...works].sort((a, b) => a.changed - b.changed || (a.id < b.id ? -1 : 1));
        const byIsbn = readBeacon(await collect(writeBeacon(portsWith(works)))).links;
        expect(byIsbn.map(({ source }) => source)).toEqual(sorted.map(() => 'urn:isbn:9789524915304'));
        expect(byIsbn.map(({ target }) => decodeURIComponent(target.slice(`${PUBLIC_URL}/julkaisut/`.length)))).toEqual(
          sorted.map(({ id }) => id),
        );
        const { links } = readBeacon(await collect(writeBeacon(portsWith(works), { target: 'finna' })));
        const ties = sorted.flatMap((work) => work.ties.filter(({ target, kind }) => target === 'finna' && kind === 'record'));
        expect(links.map(({ source }) => new URL(source).href.replaceAll('|', '%7C'))).toEqual(
          ties.map(({ url }) => new URL(url).href.replace(/[<>"|\\^`{}\s[\]]|%(?![\dA-Fa-f]{2})|(?<=#.*)#/g, encodeURIComponent)),
        );
      }),
    );
  });

  it('know the targets that there are ties to', async () => {
    expect(await readTargets(portsWith())).toEqual(['eduskunta', 'finna', 'melinda', 'urn']);
  });
});
