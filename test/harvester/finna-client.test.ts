import { afterEach, describe, expect, it } from '@jest/globals';
import { createFinnaClient } from '../../src/harvester/finna/finna-client.js';
import type { FinnaSource } from '../../src/harvester/finna/finna-search.js';
import type { RecordAnswer, SourceDescription } from '../../src/harvester/source-client.js';
import { MARC, marcRecord } from './oai-answers.js';
import {
  createSurroundings,
  harvest,
  startSource,
  type Asked,
  type Harvested,
  type Reply,
  type Script,
  type ScriptedSource,
} from './scripted-source.js';

let source: ScriptedSource | undefined;
afterEach(async () => {
  await source?.close();
  source = undefined;
});

const createClient = async (script: Script, more: Partial<FinnaSource> = {}) => {
  source = await startSource(script);
  const { waits, ...surroundings } = createSurroundings();
  const settings: FinnaSource = { id: 'finna', url: source.url.replace('/oai', '/v1'), queries: ['1236-049X'], pageSize: 10, ...more };
  return { client: createFinnaClient({ ...surroundings, source: settings }), waits };
};
const follow = async (script: Script, more: Partial<FinnaSource> = {}): Promise<Harvested & { readonly waits: readonly number[] }> => {
  const { client, waits } = await createClient(script, more);
  return { ...(await harvest(client)), waits };
};
const fetchRecord = async (script: Script, identifier: string): Promise<RecordAnswer> =>
  (await createClient(script)).client.fetchRecord(identifier, new AbortController().signal);
const describeSource = async (script: Script, more: Partial<FinnaSource> = {}): Promise<SourceDescription> =>
  (await createClient(script, more)).client.describe(new AbortController().signal);

/** As Finna sends it: in a collection, after a declaration. */
const collection = (...records: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="${MARC}">${records.join('').replaceAll(` xmlns="${MARC}"`, '')}</collection>`;
const record = (number: string, fullRecord: unknown = collection(marcRecord(number))) => ({
  id: `fikka.${number}`,
  title: `Julkaisu ${number}`,
  fullRecord,
});
const answer = (resultCount: unknown, records?: unknown, more: object = {}): string =>
  JSON.stringify({ resultCount, ...(records !== undefined && { records }), status: 'OK', ...more });
const refusal = (statusMessage: string): string => JSON.stringify({ status: 'ERROR', statusMessage });
const numbers = (from: number, to: number): readonly string[] =>
  Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => String(from + index));
const fikka = (...list: readonly string[]): readonly string[] => list.map((number) => `fikka.${number}`);

/** A result in stable order, `most` a page whatever is asked for. */
const result =
  (total: number, most = 100): Script =>
  ({ params }) => {
    const limit = Math.min(Number(params.get('limit')), most);
    const start = (Number(params.get('page')) - 1) * limit + 1;
    const found = numbers(start, Math.min(start + limit - 1, total));
    return found.length === 0
      ? answer(total)
      : answer(
          total,
          found.map((number) => record(number)),
        );
  };
const pages = (): readonly string[] => source!.asked.map(({ params }) => params.get('page')!);

describe('a search', () => {
  it('is asked as the API wants it', async () => {
    await follow(result(1), { filters: ['building:"0/NLF/"'], pageSize: 100 });
    expect(source?.asked.map(({ search }) => search)).toEqual([
      'lookfor=1236-049X&type=ISN&filter%5B%5D=building%3A%220%2FNLF%2F%22&field%5B%5D=id&field%5B%5D=title&field%5B%5D=fullRecord&sort=relevance%2Cid%20asc&page=1&limit=100',
    ]);
  });

  it('is read page by page until all that it found is there', async () => {
    const { error, identifiers, pages: read } = await follow(result(25));
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(fikka(...numbers(1, 25)));
    expect(pages()).toEqual(['1', '2', '3']);
    expect(read.map(({ completeListSize }) => completeListSize)).toEqual([25, 25, 25]);
    expect(read[0]?.bytes).toBeGreaterThan(1000);
    expect(read.some(({ warnings }) => warnings)).toBe(false);
  });

  it('asks for no page more where the last is full', async () => {
    await follow(result(20));
    expect(pages()).toEqual(['1', '2']);
  });

  it('that finds nothing is an empty list, without a warning', async () => {
    const { error, pages: read } = await follow(() => answer(0));
    expect(error).toBeUndefined();
    expect(read).toMatchObject([{ records: [], unreadable: [], completeListSize: 0 }]);
    expect(read[0]?.warnings).toBeUndefined();
  });

  it('of several queries gives each record once', async () => {
    const found: Readonly<Record<string, readonly string[]>> = { '1236-049X': ['1', '2'], Poliisiosasto: ['2', '3'] };
    const script: Script = ({ params }) => {
      const list = found[params.get('lookfor')!]!;
      return answer(
        list.length,
        list.map((number) => record(number)),
      );
    };
    const { identifiers } = await follow(script, { queries: ['1236-049X', 'Poliisiosasto'] });
    expect(identifiers).toEqual(fikka('1', '2', '3'));
  });

  it('that finds more than is shown is refused before anything is read', async () => {
    for (const total of [100_001, Number.MAX_SAFE_INTEGER]) {
      const { error, pages: read } = await follow(() => answer(total, [record('1')]));
      expect(error?.code).toBe('capped');
      expect(error?.message).toContain(
        `finna: the query "1236-049X" finds ${total} records and Finna shows no more than 100000; narrow it`,
      );
      expect(read).toEqual([]);
      await source?.close();
    }
  });

  it.each([0, 101, 2.5])('with pageSize %d is not even begun', async (pageSize) => {
    await expect(createClient(result(1), { pageSize })).rejects.toMatchObject({ code: 'bad-range' });
  });
});

describe('a list that is not what it says', () => {
  it('sends fewer a page than asked: it is followed to its end', async () => {
    const script: Script = ({ params }) => {
      const start = (Number(params.get('page')) - 1) * 4 + 1;
      return answer(
        10,
        numbers(start, Math.min(start + 3, 10)).map((number) => record(number)),
      );
    };
    expect((await follow(script)).identifiers).toEqual(fikka(...numbers(1, 10)));
  });

  it('promises more than it gives: read twice, and what is missing is said', async () => {
    const {
      error,
      identifiers,
      pages: read,
    } = await follow(({ params }) => answer(30, params.get('page') === '1' ? [record('1')] : undefined));
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(fikka('1'));
    expect(read.at(-1)?.warnings).toEqual(['the query "1236-049X" promised 30 records and gave 1, read twice']);
    expect(pages()).toEqual(['1', '2', '1', '2']);
  });

  it('repeats its pages for ever: it has an end all the same', async () => {
    const {
      error,
      identifiers,
      pages: read,
    } = await follow(() =>
      answer(
        99_999,
        numbers(1, 10).map((number) => record(number)),
      ),
    );
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(fikka(...numbers(1, 10)));
    expect(source?.asked).toHaveLength(4);
    expect(read.at(-1)?.warnings?.[0]).toContain('promised 99999 records and gave 10');
  });

  it('changes its order on the way: what was missed is read the second time', async () => {
    let reading = 0;
    const script: Script = ({ params }) => {
      const page = Number(params.get('page'));
      if (page === 1) reading += 1;
      const order = reading === 1 ? ['1', '2', '3', '2', '3', '4'] : ['6', '5', '4', '3', '2', '1'];
      return answer(
        6,
        order.slice((page - 1) * 3, page * 3).map((number) => record(number)),
      );
    };
    const { identifiers, pages: read } = await follow(script);
    expect(identifiers.toSorted()).toEqual(fikka(...numbers(1, 6)));
    expect(read.some(({ warnings }) => warnings)).toBe(false);
  });

  it('changes its number with every page: it proves nothing, and says so', async () => {
    const { error, pages: read } = await follow((asked, index) =>
      answer(
        5 + (index % 2),
        numbers(Number(asked.params.get('page')), Number(asked.params.get('page'))).map((number) => record(number)),
      ),
    );
    expect(error).toBeUndefined();
    expect(read.at(-1)?.warnings?.[0]).toContain('the number changed on the way');
  });
});

describe('an answer that is none', () => {
  it.each([
    ['a page of HTML', '<!DOCTYPE html><html><body>Huoltokatko, password=hunter2</body></html>', 'not-protocol', 'but markup'],
    ['nothing', '', 'not-protocol', 'but nothing'],
    ['a list', '[]', 'not-protocol', 'but no JSON object'],
    ['plain text', 'Service down', 'not-protocol', 'it begins: Service down'],
    ['JSON cut short', answer(1, [record('1')]).slice(0, -30), 'malformed', 'cut short'],
    ['bytes that are not UTF-8', Buffer.from('{"status":"OK","resultCount":0,"x":"\xe4"}', 'latin1'), 'malformed', 'not UTF-8'],
    ['JSON of something else', '{"error":"x"}', 'not-protocol', 'without the status'],
    ['no number of results', answer(undefined), 'not-protocol', 'without a resultCount'],
    ['a number in words', answer('12'), 'not-protocol', 'without a resultCount'],
    ['a negative number', answer(-1), 'not-protocol', 'without a resultCount'],
    ['half a record', answer(1.5), 'not-protocol', 'without a resultCount'],
    ['records that are no list', answer(1, { id: 'fikka.1' }), 'not-protocol', 'whose records are no list'],
    ['records that are text', answer(1, 'fikka.1'), 'not-protocol', 'whose records are no list'],
    ['an object as deep as it is long', `{"status":${'['.repeat(100_000)}`, 'malformed', 'ill-formed'],
  ])('%s is asked for again, and never the end of a list', async (_, body, code, message) => {
    const failed = await follow(() => ({ body }));
    expect(failed.error?.code).toBe(code);
    expect(failed.error?.message).toContain(message);
    expect(failed.error?.message).not.toContain('hunter2');
    expect(failed.pages).toEqual([]);
    expect(failed.waits).toHaveLength(5);
    await source?.close();
    const healed = await follow((asked, index) => (index === 0 ? { body } : result(1)(asked, index)));
    expect(healed.identifiers).toEqual(fikka('1'));
  });

  it('an ERROR is told in the words of the service, and not asked again', async () => {
    const { error, waits } = await follow(() => ({ status: 400, body: refusal('Invalid limit') }));
    expect(error?.code).toBe('source-error');
    expect(error?.message).toContain('the query "1236-049X" is refused: Invalid limit');
    expect(waits).toEqual([]);
  });

  it('an ERROR inside the service is asked again', async () => {
    const { identifiers, waits } = await follow((asked, index) =>
      index === 0 ? { status: 500, body: refusal('Error occurred.') } : result(1)(asked, index),
    );
    expect([identifiers, waits]).toEqual([fikka('1'), [1000]]);
  });

  it('403 is not asked again: it refuses what looks like a bot', async () => {
    const { error, waits } = await follow(() => ({ status: 403, body: 'Forbidden' }));
    expect([error?.code, waits]).toEqual(['forbidden', []]);
  });

  it('an answer that is too large is refused, with what to do', async () => {
    const { error, waits } = await follow(result(10), { maxBytes: 1000 });
    expect(error?.code).toBe('too-large');
    expect(error?.message).toContain('lower pageSize');
    expect(waits).toEqual([]);
  });
});

describe('a record', () => {
  it('goes on as it came, with the namespace of its collection', async () => {
    const { pages: read } = await follow(result(1));
    expect(read[0]?.records).toEqual([{ identifier: 'fikka.1', deleted: false, xml: marcRecord('1'), repairs: [] }]);
  });

  it.each([
    ['alone', marcRecord('1')],
    ['in a list of one', [collection(marcRecord('1'))]],
    ['with a prefix', `<m:collection xmlns:m="${MARC}"><m:record><m:controlfield tag="001">1</m:controlfield></m:record></m:collection>`],
  ])('may come %s', async (_, fullRecord) => {
    const { identifiers, pages: read } = await follow(() => answer(1, [record('1', fullRecord)]));
    expect(identifiers).toEqual(fikka('1'));
    expect(read[0]?.records[0]?.xml).toContain(MARC);
  });

  it('that was damaged is mended and counted, and kept as it was', async () => {
    const { pages: read } = await follow(() => answer(1, [record('1', collection(marcRecord('1', 'a\u0003b')))]));
    const [mended] = read[0]!.records;
    expect(mended?.repairs).toEqual([expect.stringContaining('U+0003 replaced by U+FFFD')]);
    expect(mended?.xml).toContain('a\uFFFDb');
    expect(mended?.source).toContain('a\u0003b');
  });

  it.each([
    ['without an id', { title: 'x', fullRecord: marcRecord('1') }, 'it has no id ("x")'],
    ['without a fullRecord', { id: 'fikka.2' }, 'it has no fullRecord'],
    ['with an empty fullRecord', record('2', ' '), 'it has no fullRecord ("Julkaisu 2")'],
    ['with a number for a fullRecord', record('2', 7), 'it has no fullRecord'],
    ['that is nothing', null, 'it has no id'],
    ['that is a word', 'fikka.2', 'it has no id'],
    ['with a document type', record('2', '<!DOCTYPE record [<!ENTITY x SYSTEM "file:///etc/passwd">]><record>&x;</record>'), 'no MARCXML'],
    ['with an open end', record('2', marcRecord('2').slice(0, -9)), 'no MARCXML'],
    ['that is no XML', record('2', 'LDR 00000cam'), 'no MARCXML (not XML'],
    ['of another format', record('2', '<lido xmlns="http://www.lido-schema.org"><lidoRecID>1</lidoRecID></lido>'), 'no MARCXML'],
    ['of two records', record('2', marcRecord('2') + marcRecord('3')), 'holds 2 records where one belongs'],
    ['that closes what it lies in', record('2', `${marcRecord('2')}</collection><collection>${marcRecord('3')}`), 'no MARCXML'],
    ['without a field 001', record('2', `<record xmlns="${MARC}"><leader/></record>`), 'it has no field 001'],
    ['with a prefix that nobody declared', record('2', marcRecord('2').replace('<leader>', '<leader x:y="1">')), 'no MARCXML'],
  ])('%s is set aside, and the others are read', async (_, damaged, reason) => {
    const { error, pages: read, identifiers } = await follow(() => answer(3, [record('1'), damaged, record('3')]));
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(fikka('1', '3'));
    expect(read[0]?.unreadable.map((each) => each.reason)).toEqual([expect.stringContaining(reason)]);
    expect(read.at(-1)?.warnings).toBeUndefined();
  });
});

describe('one record', () => {
  const byRoute =
    (one: Reply | string, search: Reply | string): Script =>
    ({ params }: Asked) =>
      params.has('id') ? one : search;

  it('is asked for by its id', async () => {
    expect(await fetchRecord(byRoute(answer(1, [record('7')]), ''), 'fikka.7')).toMatchObject({
      kind: 'received',
      record: { identifier: 'fikka.7', xml: marcRecord('7') },
    });
    expect(source?.asked[0]?.search).toBe('id=fikka.7&field%5B%5D=id&field%5B%5D=title&field%5B%5D=fullRecord');
  });

  it('is gone when it is not sent and a search that works does not find it either', async () => {
    const missing = { status: 400, body: refusal('Error loading record') };
    expect(await fetchRecord(byRoute(missing, answer(0)), 'fi"kka.7')).toEqual({
      kind: 'gone',
      inWords: 'Error loading record; a search for it finds nothing',
    });
    expect(source?.asked[1]?.params.get('lookfor')).toBe('id:"fi\\"kka.7"');
    await source?.close();
    expect(await fetchRecord(byRoute(answer(0), answer(0)), 'fikka.7')).toMatchObject({ kind: 'gone' });
  });

  it('is not gone when the catalogue is out of order', async () => {
    const missing = { status: 400, body: refusal('Error loading record') };
    await expect(fetchRecord(byRoute(missing, answer(1, [record('7')])), 'fikka.7')).rejects.toMatchObject({ code: 'source-error' });
    await source?.close();
    await expect(fetchRecord(byRoute(missing, { status: 400, body: refusal('Error occurred.') }), 'fikka.7')).rejects.toMatchObject({
      code: 'source-error',
    });
  });

  it.each([
    ['another is sent', answer(1, [record('8')]), 'sends another record, "fikka.8"'],
    ['it is damaged', answer(1, [record('7', '<record>')]), 'no MARCXML'],
  ])('cannot be read when %s', async (_, sent, reason) => {
    expect(await fetchRecord(byRoute(sent, ''), 'fikka.7')).toEqual({
      kind: 'unreadable',
      record: expect.objectContaining({ identifier: 'fikka.7', reason: expect.stringContaining(reason) }),
    });
  });
});

describe('what the source says of itself', () => {
  it('is nothing, but it answers', async () => {
    expect(await describeSource(result(3))).toEqual({ remarks: [] });
    expect(source?.asked).toHaveLength(1);
  });

  it.each([
    ['that it has too many', () => answer(100_001, [record('1')]), 'finds 100001 records, of which it shows 100000'],
    ['that it sends no records', () => answer(3, [{ id: 'fikka.1' }]), 'sends no fullRecord'],
  ])('may show %s', async (_, script, remark) => {
    expect((await describeSource(script)).remarks).toEqual([expect.stringContaining(remark)]);
  });

  it('may show that it has moved', async () => {
    const script: Script = ({ search }) =>
      search.includes('hopped') ? answer(0) : { status: 301, headers: { Location: `/api/v2/search?${search}&hopped=1` } };
    expect((await describeSource(script)).remarks).toEqual([
      `It has moved to ${new URL(source!.url).origin}/api/v2: save that as its url.`,
    ]);
  });
});
