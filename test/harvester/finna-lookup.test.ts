import { afterEach, describe, expect, it } from '@jest/globals';
import { createFinnaLookup, type FinnaSighting } from '../../src/harvester/finna/finna-lookup.js';
import { createHttp } from '../../src/harvester/transport/http.js';
import { isPublicAddress } from '../../src/harvester/transport/address-guard.js';
import { MARC, marcRecord } from './oai-answers.js';
import { createSurroundings, startSource, type Script, type ScriptedSource } from './scripted-source.js';

const NUMBER = '9789524915298';
let source: ScriptedSource | undefined;
afterEach(async () => {
  await source?.close();
  source = undefined;
});

const lookUp = async (script: Script, filters: readonly string[] = [], number = NUMBER): Promise<FinnaSighting> => {
  source = await startSource(script);
  const { waits: _, ...surroundings } = createSurroundings();
  const look = createFinnaLookup({ ...surroundings, source: { id: 'finna', url: source.url.replace('/oai', '/v1') } });
  return look({ number, filters }, new AbortController().signal);
};
const answer = (resultCount: number, ...records: readonly unknown[]): string => JSON.stringify({ resultCount, records, status: 'OK' });
const idsOf = ({ records }: FinnaSighting): readonly string[] => records.map(({ id }) => id);

describe('a look for a number in Finna', () => {
  it('is one search by number, narrowed to a library where that is wanted', async () => {
    await lookUp(() => answer(0), ['building:"0/EKK/"']);
    expect(source!.asked.map(({ search }) => search)).toEqual([
      'lookfor=9789524915298&type=ISN&filter%5B%5D=building%3A%220%2FEKK%2F%22&field%5B%5D=id&field%5B%5D=title&field%5B%5D=fullRecord&field%5B%5D=isbns&field%5B%5D=dedupIds&sort=relevance%2Cid%20asc&page=1&limit=50',
    ]);
  });

  it.each([
    ['(FI-MELINDA)254001', 'ctrlnum:("(FI-MELINDA)254001" OR "(FI-MELINDA)000254001")'],
    ['(FI-MELINDA)123456789', 'ctrlnum:("(FI-MELINDA)123456789")'],
    ['(FI-X)A"1\\', String.raw`ctrlnum:("(FI-X)A\"1\\")`],
  ])('or one by control number, in both spellings and as a phrase each: %s', async (number, lookFor) => {
    await lookUp(() => answer(0), [], number);
    const asked = new URLSearchParams(source!.asked[0]!.search);
    expect([asked.get('lookfor'), asked.get('type')]).toEqual([lookFor, 'AllFields']);
  });

  it('brings the records with their numbers, their MARC, and the others that Finna shows with them', async () => {
    const fullRecord = `<collection xmlns="${MARC}">${marcRecord('77')}</collection>`;
    const record = {
      id: 'fikka.77',
      isbns: ['978-952-491-529-8 (nid.)', 'rikki'],
      dedupIds: ['fikka.77', 'anders.1', 'anders.1'],
      fullRecord,
    };
    const { records, isWhole } = await lookUp(() => answer(1, record));
    expect(isWhole).toBe(true);
    expect(records).toMatchObject([
      { id: 'fikka.77', isbns: [NUMBER], dedupIds: ['anders.1'], xml: expect.stringContaining('77') as unknown },
    ]);
  });

  it('takes a record that is not MARC, and one that says nothing of itself', async () => {
    const { records } = await lookUp(() =>
      answer(2, { id: 'doria.10024/12', fullRecord: '<qualifieddc/>' }, { id: 'sls.1', isbns: 'no list' }),
    );
    expect(records).toEqual([
      { id: 'doria.10024/12', dedupIds: [] },
      { id: 'sls.1', dedupIds: [] },
    ]);
  });

  it('that finds nothing proves that it is not there', async () => {
    expect(await lookUp(() => answer(0))).toEqual({ records: [], isWhole: true });
  });

  it.each([
    ['fewer records than it counted', answer(60, { id: 'fikka.1' })],
    ['the same record twice', answer(2, { id: 'fikka.1' }, { id: 'fikka.1' })],
    ['a record without an id', answer(2, { id: 'fikka.1' }, { title: 'Nameless' })],
    ['fewer counted than sent', answer(0, { id: 'fikka.1' })],
  ])('that brings %s proves nothing of what it does not bring', async (_, body) => {
    const sighting = await lookUp(() => body);
    expect(idsOf(sighting)).toEqual(['fikka.1']);
    expect(sighting.isWhole).toBe(false);
  });

  it.each([
    'javascript:alert(1)',
    'https://evil.example/',
    '"><script>',
    'fikka.1"onclick=',
    'fikka.1\nSet-Cookie: a=b',
    'fikka.\u202E1',
    'fikka.\uD800',
    `fikka.${'1'.repeat(200)}`,
    '../../admin',
  ])('does not know a record by the name of %j', async (id) => {
    const { records, isWhole } = await lookUp(() => answer(2, { id }, { id: 'fikka.1', dedupIds: [id, 7, null] }));
    expect(records).toEqual([{ id: 'fikka.1', dedupIds: [] }]);
    expect(isWhole).toBe(false);
  });

  it.each([
    ['is no JSON', '<html>Huoltokatko</html>', 'not-protocol'],
    ['is cut short', '{"resultCount": 1, "rec', 'malformed'],
    ['is nothing', '', 'not-protocol'],
    ['is a refusal', JSON.stringify({ status: 'ERROR', statusMessage: 'Invalid field' }), 'source-error'],
    ['counts with words', JSON.stringify({ status: 'OK', resultCount: 'none', records: [] }), 'not-protocol'],
  ])('fails, and proves nothing, where the answer %s', async (_, body, code) => {
    await expect(lookUp(() => body)).rejects.toMatchObject({ name: 'SourceError', code });
  });

  it('goes by Retry-After, and leaves when that is far away', async () => {
    const patient = await lookUp((_, index) => (index === 0 ? { status: 429, headers: { 'Retry-After': '5' } } : answer(0)));
    expect(patient.isWhole).toBe(true);
    await source!.close();
    await expect(lookUp(() => ({ status: 429, headers: { 'Retry-After': '7200' } }))).rejects.toMatchObject({
      code: 'paused',
      nextAttemptAt: '2026-03-01T14:00:00Z',
    });
    expect(source!.asked).toHaveLength(1);
  });

  it('does not go to a private address unless the source may', async () => {
    const { waits: _, ...surroundings } = createSurroundings(
      0,
      createHttp({ userAgent: 'test', maxBytes: 1000, addresses: isPublicAddress }),
    );
    const look = createFinnaLookup({ ...surroundings, source: { id: 'finna', url: 'http://127.0.0.1:9/v1' } });
    await expect(look({ number: NUMBER, filters: [] }, new AbortController().signal)).rejects.toMatchObject({ code: 'refused' });
  });
});
