import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Datestamp } from '../../src/catalogue/datestamp.js';
import type { Isbn } from '../../src/catalogue/isbn.js';
import type { PublicationId } from '../../src/catalogue/publication.js';
import type { PublisherStatement } from '../../src/catalogue/statement.js';
import type { RecordContent, Store, TokenKey } from '../../src/store/ports.js';
import {
  createTestClock,
  identifierOf,
  idOf,
  isbnOf,
  listAll,
  namesIn,
  NO_END,
  publicationOf,
  recordOf,
  shown,
  START,
  storedAs,
  textOf,
  type TestClock,
  withIsbn,
} from './samples.js';

export interface OpenedStore {
  readonly store: Store;
  /** Closes it and removes whatever it left. */
  discard(): Promise<void>;
}

const SECOND = (START / 1000) as Datestamp;
const at = (seconds: number): Datestamp => (SECOND + seconds) as Datestamp;
const conflict = expect.objectContaining({ name: 'StoreError', code: 'conflict' });
const STATEMENT: PublisherStatement = { kind: 'accessibility', text: 'Vanhat julkaisut eivät ole saavutettavia.', beforeYear: 2018 };

/** What every adapter must do: each sentence of `ports.ts`, whatever the store is made of. */
export const describeStore = (adapter: string, open: (wallClock: TestClock) => Promise<OpenedStore>): void => {
  describe(`a store (${adapter})`, () => {
    let clock: TestClock;
    let opened: OpenedStore;
    let store: Store;
    beforeEach(async () => {
      clock = createTestClock();
      opened = await open(clock);
      store = opened.store;
    });
    afterEach(() => opened.discard());
    const commitRecords = (...records: readonly RecordContent[]) => store.commit({ records });

    describe('its records', () => {
      const one = identifierOf(1);

      it('are empty at first', async () => {
        expect(await listAll(store)).toEqual([]);
        expect(await store.countRecords({ metadataPrefix: 'oai_dc', until: NO_END })).toBe(0);
        expect(await store.findRecord(one, 'oai_dc')).toBeUndefined();
        expect(await store.listRecordsOf(one)).toEqual([]);
      });

      it('come back as they were given, with the stamp of their commit', async () => {
        const content = recordOf(one, { about: [textOf('<rights/>'), textOf('<provenance/>')], metadata: textOf('<a>Äö €</a>') });
        expect(await commitRecords(content)).toEqual({ datestamp: SECOND, stamped: 1 });
        expect(await store.findRecord(one, 'oai_dc')).toEqual(storedAs(content, SECOND));
      });

      it('are one row for each identifier and metadataPrefix', async () => {
        await commitRecords(recordOf(one), recordOf(one, { metadataPrefix: 'marcxml' }), recordOf(identifierOf(2)));
        await commitRecords(recordOf(one, { metadata: textOf('<new/>') }));
        expect(await namesIn(store)).toHaveLength(2);
        expect(await listAll(store, { metadataPrefix: 'marcxml' })).toHaveLength(1);
        expect((await store.listRecordsOf(one)).map(({ metadataPrefix }) => metadataPrefix).sort()).toEqual(['marcxml', 'oai_dc']);
        expect(await store.findRecord(one, 'kk')).toBeUndefined();
      });

      it('give the headers of several items at once, each once and without what they say', async () => {
        const [two, three] = [identifierOf(2), identifierOf(3)];
        await commitRecords(
          recordOf(two),
          recordOf(one, { metadataPrefix: 'oai_dc' }),
          recordOf(one, { metadataPrefix: 'kk' }),
          recordOf(three),
        );
        await commitRecords(recordOf(two, { deleted: true }));
        const headers = await store.listHeadersOf([two, one, 'oai:example.fi:none', one]);
        expect(headers.filter(({ identifier }) => identifier === one).map(({ metadataPrefix }) => metadataPrefix)).toEqual([
          'kk',
          'oai_dc',
        ]);
        expect(headers.filter(({ identifier }) => identifier === two)).toStrictEqual([
          { identifier: two, metadataPrefix: 'oai_dc', datestamp: SECOND, deleted: true, sets: recordOf(two).sets },
        ]);
        expect(headers).toHaveLength(3);
        expect(await store.listHeadersOf([])).toEqual([]);
      });

      it('keep their datestamp when they are given again as they stand', async () => {
        const content = recordOf(one, { sets: ['own:online', 'older'], about: [textOf('<rights/>')] });
        await commitRecords(content);
        clock.move(10);
        expect(await commitRecords(content, { ...content, sets: ['older', 'own:online'] })).toEqual({ datestamp: at(10), stamped: 0 });
        expect(await store.findRecord(one, 'oai_dc')).toMatchObject({ datestamp: SECOND });
      });

      it.each<readonly [string, Partial<RecordContent>]>([
        ['metadata', { metadata: textOf('<other/>') }],
        ['sets', { sets: ['own:print'] }],
        ['about', { about: [textOf('<rights/>')] }],
        ['deletion', { deleted: true }],
      ])('are stamped anew when their %s changed, and only they', async (_, change) => {
        await commitRecords(recordOf(one), recordOf(one, { metadataPrefix: 'kk' }), recordOf(identifierOf(2)));
        clock.move(5);
        expect(await commitRecords(recordOf(one, change), recordOf(identifierOf(2)))).toEqual({ datestamp: at(5), stamped: 1 });
        expect(await store.findRecord(one, 'oai_dc')).toMatchObject({ datestamp: at(5) });
        expect(await store.findRecord(one, 'kk')).toMatchObject({ datestamp: SECOND });
        expect(await store.findRecord(identifierOf(2), 'oai_dc')).toMatchObject({ datestamp: SECOND });
      });

      it('once deleted keep the sets that they last had, and nothing else', async () => {
        await commitRecords(recordOf(one, { sets: ['own:online'], about: [textOf('<rights/>')] }));
        clock.move(1);
        await commitRecords(recordOf(one, { deleted: true, sets: ['elsewhere'], metadata: textOf('<left-over/>') }));
        const tombstone = { identifier: one, metadataPrefix: 'oai_dc', datestamp: at(1), deleted: true, sets: ['own:online'], about: [] };
        expect(await store.findRecord(one, 'oai_dc')).toStrictEqual(tombstone);
        expect(await listAll(store, { set: 'own' })).toStrictEqual([tombstone]);
        expect(await store.listRecordsOf(one)).toStrictEqual([tombstone]);
      });

      it('stay deleted for ever under the stamp of the first deletion', async () => {
        await commitRecords(recordOf(one));
        await commitRecords(recordOf(one, { deleted: true }));
        clock.move(60);
        expect(await commitRecords(recordOf(one, { deleted: true, sets: [] }))).toMatchObject({ stamped: 0 });
        expect(await store.findRecord(one, 'oai_dc')).toMatchObject({ deleted: true, datestamp: SECOND });
      });

      it('can come back to life, stamped anew', async () => {
        await commitRecords(recordOf(one));
        await commitRecords(recordOf(one, { deleted: true }));
        clock.move(3);
        expect(await commitRecords(recordOf(one))).toEqual({ datestamp: at(3), stamped: 1 });
        expect(await store.findRecord(one, 'oai_dc')).toEqual(storedAs(recordOf(one), at(3)));
      });

      it('that never were cannot be deleted', async () => {
        expect(await commitRecords(recordOf(one, { deleted: true }))).toMatchObject({ stamped: 0 });
        expect(await store.listRecordsOf(one)).toEqual([]);
        expect(await namesIn(store)).toEqual([]);
      });

      it('given twice in one change count as given last', async () => {
        expect(await commitRecords(recordOf(one, { metadata: textOf('<first/>') }), recordOf(one))).toMatchObject({ stamped: 1 });
        expect(await listAll(store)).toEqual([storedAs(recordOf(one), SECOND)]);
      });
    });

    describe('its lists', () => {
      it('are in the order of datestamp, then of identifier by the codes of its characters', async () => {
        // By a Finnish collation Z comes after a, and a hyphen counts for nothing.
        const identifiers = ['oai:x:y/Z', 'oai:x:y/a', 'oai:x:y/a-b', 'oai:x:y/aa', 'oai:x:y/ä', 'oai:x:y/\u{1F600}'];
        await commitRecords(...[...identifiers].reverse().map((identifier) => recordOf(identifier)));
        clock.move(1);
        await commitRecords(recordOf('oai:x:y/A'));
        expect(await namesIn(store)).toEqual([...identifiers, 'oai:x:y/A']);
      });

      it('move a record to the end when it is stamped anew', async () => {
        await commitRecords(...[1, 2, 3].map((number) => recordOf(identifierOf(number))));
        clock.move(1);
        await commitRecords(recordOf(identifierOf(1), { metadata: textOf('<new/>') }));
        expect(await namesIn(store)).toEqual([2, 3, 1].map((number) => identifierOf(number)));
      });

      it('take both bounds in', async () => {
        for (const number of [0, 1, 2, 3, 4]) {
          await commitRecords(recordOf(identifierOf(number)));
          clock.move(1);
        }
        const between = await listAll(store, { from: at(1), until: at(3) });
        expect(between.map(({ datestamp }) => datestamp)).toEqual([at(1), at(2), at(3)]);
        expect(await store.countRecords({ metadataPrefix: 'oai_dc', from: at(1), until: at(3) })).toBe(3);
        expect(await listAll(store, { from: at(3), until: at(1) })).toEqual([]);
        expect(await store.countRecords({ metadataPrefix: 'oai_dc', from: at(3), until: at(1) })).toBe(0);
        expect(await listAll(store, { until: at(-1) })).toEqual([]);
        expect(await listAll(store, { from: at(5) })).toEqual([]);
      });

      it('go on after any key, whether a record has it or not', async () => {
        await commitRecords(...[1, 2, 3, 4].map((number) => recordOf(identifierOf(number))));
        const after = { datestamp: SECOND, identifier: identifierOf(2) };
        const query = { metadataPrefix: 'oai_dc', until: NO_END, after, limit: 10 } as const;
        const rest = [identifierOf(3), identifierOf(4)];
        expect((await store.listRecords(query)).map(({ identifier }) => identifier)).toEqual(rest);
        clock.move(1);
        await commitRecords(recordOf(identifierOf(2), { deleted: true }));
        expect((await store.listRecords(query)).map(({ identifier }) => identifier)).toEqual([...rest, identifierOf(2)]);
        expect((await store.listRecords({ ...query, from: at(1) })).map(({ identifier }) => identifier)).toEqual([identifierOf(2)]);
        expect(await store.listRecords({ ...query, after: { datestamp: at(1), identifier: identifierOf(2) } })).toEqual([]);
      });

      it('hold at most as many as asked for', async () => {
        await commitRecords(...[1, 2, 3].map((number) => recordOf(identifierOf(number))));
        const page = (limit: number) => store.listHeaders({ metadataPrefix: 'oai_dc', until: NO_END, limit });
        expect([await page(0), await page(2), await page(3), await page(4)].map(({ length }) => length)).toEqual([0, 2, 3, 3]);
      });

      it('of headers are the lists of records without what is rendered', async () => {
        await commitRecords(recordOf(identifierOf(1), { about: [textOf('<rights/>')] }), recordOf(identifierOf(2)));
        await commitRecords(recordOf(identifierOf(2), { deleted: true }));
        const query = { metadataPrefix: 'oai_dc', until: NO_END, limit: 10 } as const;
        expect(await store.listHeaders(query)).toStrictEqual(
          (await store.listRecords(query)).map(({ identifier, metadataPrefix, datestamp, deleted, sets }) => ({
            identifier,
            metadataPrefix,
            datestamp,
            deleted,
            sets,
          })),
        );
      });

      it('of a set take in the sets below it, each record once', async () => {
        await commitRecords(
          recordOf(identifierOf(1), { sets: ['own:print'] }),
          recordOf(identifierOf(2), { sets: ['own:online', 'own:print'] }),
          recordOf(identifierOf(3), { sets: ['older:1236-049X'] }),
          recordOf(identifierOf(4), { sets: [] }),
          recordOf(identifierOf(5), { sets: ['ownership'] }),
        );
        const counted = (set: string) => store.countRecords({ metadataPrefix: 'oai_dc', set, until: NO_END });
        expect(await namesIn(store, 'own')).toEqual([identifierOf(1), identifierOf(2)]);
        expect(await namesIn(store, 'own:print')).toEqual([identifierOf(1), identifierOf(2)]);
        expect(await namesIn(store, 'own:online')).toEqual([identifierOf(2)]);
        expect(await namesIn(store, 'older')).toEqual([identifierOf(3)]);
        expect([await counted('own'), await counted('own:online'), await counted('none')]).toEqual([2, 1, 0]);
        expect(await namesIn(store, 'none')).toEqual([]);
      });

      it('of a set lose the record that moved out of it', async () => {
        await commitRecords(recordOf(identifierOf(1), { sets: ['own:print'] }), recordOf(identifierOf(2), { sets: ['own:print'] }));
        clock.move(1);
        await commitRecords(recordOf(identifierOf(1), { sets: ['own:online'] }));
        expect(await namesIn(store, 'own:print')).toEqual([identifierOf(2)]);
        expect(await namesIn(store, 'own:online')).toEqual([identifierOf(1)]);
        expect(await namesIn(store, 'own')).toEqual([identifierOf(2), identifierOf(1)]);
      });

      it('hold every record of a bulk load once, whatever the size of a page', async () => {
        const numbers = Array.from({ length: 1200 }, (_, index) => (index * 797) % 1200);
        await commitRecords(...numbers.slice(0, 1000).map((number) => recordOf(identifierOf(number))));
        await commitRecords(...numbers.slice(1000).map((number) => recordOf(identifierOf(number))));
        const expected = numbers.map((number) => identifierOf(number)).sort();
        expect((await listAll(store, {}, 1)).map(({ identifier }) => identifier)).toEqual(expected);
        expect((await listAll(store, {}, 500)).map(({ identifier }) => identifier)).toEqual(expected);
        expect(await store.countRecords({ metadataPrefix: 'oai_dc', until: NO_END })).toBe(1200);
      });

      it('count what they hold, also after most of it was stamped anew', async () => {
        for (const round of [1, 2, 3]) {
          await commitRecords(
            ...Array.from({ length: 50 }, (_, n) => recordOf(identifierOf(n), { metadata: textOf(`<r n="${n % 5 ? round : 0}"/>`) })),
          );
          clock.move(1);
          const count = (from: number) => store.countRecords({ metadataPrefix: 'oai_dc', set: 'own', from: at(from), until: NO_END });
          expect(await count(0)).toBe(50);
          expect(await count(round - 1)).toBe(round === 1 ? 50 : 40);
          expect(await listAll(store, { set: 'own' })).toHaveLength(50);
        }
      });
    });

    describe('its clock', () => {
      it('gives the current second, which is not settled yet', async () => {
        expect(await store.readBounds()).toEqual({ now: SECOND, settled: at(-1) });
        clock.move(2.5);
        expect(await store.readBounds()).toEqual({ now: at(2), settled: at(1) });
      });

      it('is told with the installation in one question, as both are told alone', async () => {
        clock.move(3);
        const bounds = await store.readBounds();
        expect(await store.readMoment()).toEqual({ ...bounds, installation: await store.readInstallation() });
        await store.commit({ installation: { renderedWith: 'crosswalks of today' } });
        expect((await store.readMoment()).installation.renderedWith).toBe('crosswalks of today');
      });

      it('gives no stamp at or before a second that was called settled', async () => {
        for (const seconds of [0, 0.4, 0.9, 1, -5, -3600, 0.2, 7200]) {
          clock.move(seconds);
          const { settled } = await store.readBounds();
          const { datestamp } = await commitRecords(recordOf(identifierOf(1), { metadata: textOf(`<m n="${seconds}"/>`) }));
          expect(datestamp).toBeGreaterThan(settled);
        }
      });

      it('goes neither back nor stands still when the machine’s goes back an hour', async () => {
        clock.move(100);
        const { datestamp: before } = await commitRecords(recordOf(identifierOf(1)));
        clock.move(-3600);
        expect(await store.readBounds()).toEqual({ now: before, settled: before - 1 });
        clock.move(20);
        expect((await store.readBounds()).now).toBe(before + 10);
        const { datestamp: after } = await commitRecords(recordOf(identifierOf(2)));
        expect(after).toBe(before + 10);
        expect(await namesIn(store)).toEqual([identifierOf(1), identifierOf(2)]);
      });

      it('is the machine’s again once that has caught up', async () => {
        clock.move(-3600);
        await store.readBounds();
        clock.move(7200);
        expect((await store.readBounds()).now).toBe(at(3600));
        clock.move(1);
        expect((await store.readBounds()).now).toBe(at(3601));
      });

      it.each([3, 20])(
        'lets everything up to the settled second be read, however commits and readers meet (%i glances a second)',
        async (pace) => {
          // Every glance at the machine's clock is a little later than the one before, so that seconds begin between all steps.
          const hurried = await open(Object.assign(() => (clock.move(1 / pace), clock()), { move: clock.move }));
          const seen: { readonly settled: Datestamp; readonly names: readonly string[] }[] = [];
          const namesUntil = async (until: Datestamp): Promise<readonly string[]> =>
            (await listAll(hurried.store, { until })).map(({ identifier }) => identifier);
          let isWriting = true;
          const read = async (): Promise<void> => {
            while (isWriting) {
              const { settled } = await hurried.store.readBounds();
              seen.push({ settled, names: await namesUntil(settled) });
              await new Promise(setImmediate);
            }
          };
          const write = async (): Promise<void> => {
            for (let number = 0; number < 20; number++) await hurried.store.commit({ records: [recordOf(identifierOf(number))] });
            isWriting = false;
          };
          await Promise.all([write(), ...Array.from({ length: 3 }, read)]);
          for (const { settled, names } of seen) expect(names).toEqual(await namesUntil(settled));
          await hurried.discard();
        },
      );

      it('never calls a later second settled and then an earlier one', async () => {
        const settled: number[] = [];
        for (const seconds of [1, -3600, 1, 7200, -1, 0.5, 3]) {
          clock.move(seconds);
          const commit = store.commit({ records: [recordOf(identifierOf(1), { metadata: textOf(`<m n="${seconds}"/>`) })] });
          settled.push((await store.readBounds()).settled);
          await commit;
          settled.push((await store.readBounds()).settled);
        }
        expect(settled).toEqual([...settled].sort((a, b) => a - b));
      });
    });

    describe('its publications', () => {
      const commitPublication = (number: number, sawRevision: number) =>
        store.commit({ publications: [{ publication: publicationOf(number), sawRevision }] });

      it('are found by id, with the number of their changes', async () => {
        expect(await store.findPublication(idOf(1))).toBeUndefined();
        await commitPublication(1, 0);
        expect(await store.findPublication(idOf(1))).toEqual({ publication: publicationOf(1), revision: 1 });
        const changed = publicationOf(1, { titles: [{ text: 'Uusi nimi' }] });
        await store.commit({ publications: [{ publication: changed, sawRevision: 1 }] });
        expect(await store.findPublication(idOf(1))).toEqual({ publication: changed, revision: 2 });
        expect(await store.findPublications([idOf(2), idOf(1), idOf(1)])).toEqual([{ publication: changed, revision: 2 }]);
      });

      it('are found by a valid ISBN of any manifestation, in its present form', async () => {
        const both = publicationOf(1, {
          manifestations: [...withIsbn(1, isbnOf(1)).manifestations, { ...withIsbn(1, isbnOf(2)).manifestations[0]!, kind: 'pdf' }],
        });
        const invalid = '978-952-491-529-9';
        await store.commit({
          publications: [
            { publication: both, sawRevision: 0 },
            { publication: withIsbn(2, invalid), sawRevision: 0 },
          ],
        });
        const findId = async (isbn: string) => (await store.findPublicationByIsbn(isbn as Isbn))?.publication.id;
        expect([await findId(isbnOf(1)), await findId(isbnOf(2))]).toEqual([idOf(1), idOf(1)]);
        expect([await findId(isbnOf(3)), await findId('9789524915299')]).toEqual([undefined, undefined]);
        await store.commit({ publications: [{ publication: withIsbn(1, isbnOf(3)), sawRevision: 1 }] });
        expect([await findId(isbnOf(1)), await findId(isbnOf(2)), await findId(isbnOf(3))]).toEqual([undefined, undefined, idOf(1)]);
      });

      it('that share an ISBN are found by the first id', async () => {
        for (const number of [3, 2, 4])
          await store.commit({ publications: [{ publication: withIsbn(number, isbnOf(7)), sawRevision: 0 }] });
        expect((await store.findPublicationByIsbn(isbnOf(7) as Isbn))?.publication.id).toBe(idOf(2));
        await store.commit({ publications: [{ publication: publicationOf(2), sawRevision: 1 }] });
        expect((await store.findPublicationByIsbn(isbnOf(7) as Isbn))?.publication.id).toBe(idOf(3));
      });

      it('are listed in the order of id, page by page', async () => {
        for (const number of [10, 2, 33, 1]) await commitPublication(number, 0);
        const ids = async (limit: number, after?: PublicationId) =>
          (await store.listPublications({ limit, ...(after !== undefined && { after }) })).map(({ publication }) => publication.id);
        expect(await ids(10)).toEqual(['2012-1', '2012-10', '2012-2', '2012-33']);
        expect(await ids(2)).toEqual(['2012-1', '2012-10']);
        expect(await ids(2, '2012-10' as PublicationId)).toEqual(['2012-2', '2012-33']);
        expect(await ids(2, '2012-11' as PublicationId)).toEqual(['2012-2', '2012-33']);
        expect(await ids(2, '2012-33' as PublicationId)).toEqual([]);
        expect(await ids(0)).toEqual([]);
      });

      it.each([
        ['is there already', 1, 0],
        ['was changed by another since', 2, 1],
        ['was never that far', 1, 2],
        ['is not there', 0, 1],
      ])('refuse a change when the publication %s', async (_, revision, sawRevision) => {
        for (let saw = 0; saw < revision; saw++) await commitPublication(1, saw);
        await expect(commitPublication(1, sawRevision)).rejects.toEqual(conflict);
        expect((await store.findPublication(idOf(1)))?.revision).toBe(revision || undefined);
      });

      it('that a change rests on must not have moved on either', async () => {
        await commitPublication(1, 0);
        const resting = (revision: number) =>
          store.commit({ seen: [{ id: idOf(1), revision }], records: [recordOf(identifierOf(revision))] });
        expect(await resting(1)).toMatchObject({ stamped: 1 });
        await expect(resting(0)).rejects.toEqual(conflict);
        await commitPublication(1, 1);
        await expect(resting(1)).rejects.toEqual(conflict);
        expect(await namesIn(store)).toEqual([identifierOf(1)]);
      });

      it('let only one of two changes through that saw the same revision', async () => {
        await commitPublication(1, 0);
        const outcomes = await Promise.allSettled([commitPublication(1, 1), commitPublication(1, 1)]);
        expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
        expect((await store.findPublication(idOf(1)))?.revision).toBe(2);
      });
    });

    describe('a commit', () => {
      it('is all or nothing', async () => {
        await store.commit({ publications: [{ publication: publicationOf(1), sawRevision: 0 }], records: [recordOf(identifierOf(1))] });
        const before = await store.readInstallation();
        clock.move(5);
        await expect(
          store.commit({
            publications: [
              { publication: publicationOf(2), sawRevision: 0 },
              { publication: publicationOf(1), sawRevision: 0 },
            ],
            records: [recordOf(identifierOf(1), { deleted: true }), recordOf(identifierOf(2))],
            statements: [STATEMENT],
            installation: { renderedWith: 'later', tokenKeys: [] },
          }),
        ).rejects.toEqual(conflict);
        expect(await store.findPublication(idOf(2))).toBeUndefined();
        expect(await listAll(store)).toEqual([storedAs(recordOf(identifierOf(1)), SECOND)]);
        expect(await store.listStatements()).toEqual([]);
        expect(await store.readInstallation()).toEqual(before);
      });

      it('names the publication and its revision when it is refused', async () => {
        await store.commit({ publications: [{ publication: publicationOf(1), sawRevision: 0 }] });
        await expect(store.commit({ seen: [{ id: idOf(1), revision: 4 }] })).rejects.toThrow(/publication 2012-1:.*revision 4.*revision 1/);
      });

      it('does not stop those after it when it is refused', async () => {
        const refused = store.commit({ seen: [{ id: idOf(1), revision: 1 }] });
        const good = store.commit({ records: [recordOf(identifierOf(1))] });
        await expect(refused).rejects.toEqual(conflict);
        expect(await good).toMatchObject({ stamped: 1 });
      });

      it('in parts is one: under one stamp, of two contents the later', async () => {
        const parts = async function* () {
          yield { publications: [{ publication: publicationOf(1), sawRevision: 0 }], records: [recordOf(identifierOf(1))] };
          yield { seen: [], installation: { renderedWith: 'k1' }, records: [recordOf(identifierOf(2))] };
          yield { installation: { identifierBasis: 'oai:x:' }, statements: [STATEMENT] };
        };
        expect(await store.commitParts(parts())).toEqual({ datestamp: SECOND, stamped: 2 });
        expect(await namesIn(store)).toEqual([identifierOf(1), identifierOf(2)]);
        expect((await store.findPublication(idOf(1)))?.revision).toBe(1);
        expect(await store.readInstallation()).toMatchObject({ renderedWith: 'k1', identifierBasis: 'oai:x:' });
        expect(await store.listStatements()).toEqual([STATEMENT]);
      });

      it('in parts that end by throwing, or that rest on what has moved, leaves nothing', async () => {
        const broken = async function* () {
          yield { records: [recordOf(identifierOf(1))] };
          await Promise.resolve();
          throw new Error('the source of the parts failed');
        };
        await expect(store.commitParts(broken())).rejects.toThrow('the source of the parts failed');
        const stale = async function* () {
          yield { records: [recordOf(identifierOf(1))] };
          yield { seen: [{ id: idOf(1), revision: 3 }] };
        };
        await expect(store.commitParts(stale())).rejects.toEqual(conflict);
        expect(await listAll(store)).toEqual([]);
        expect(await commitRecords(recordOf(identifierOf(1)))).toMatchObject({ stamped: 1 });
      });

      it('of nothing changes nothing', async () => {
        expect(await store.commit({})).toEqual({ datestamp: SECOND, stamped: 0 });
        expect(await store.commit({ publications: [], records: [] })).toMatchObject({ stamped: 0 });
      });

      it('comes after those that were given before it', async () => {
        const texts = Array.from({ length: 20 }, (_, number) => textOf(`<n>${number}</n>`));
        await Promise.all(texts.map((metadata) => commitRecords(recordOf(identifierOf(1), { metadata }))));
        expect(shown((await store.findRecord(identifierOf(1), 'oai_dc'))?.metadata)).toBe('<n>19</n>');
      });
    });

    describe('its installation', () => {
      const KEY: TokenKey = { id: 'k2', secret: 'c2VjcmV0', created: SECOND };

      it('is born with an epoch, a key to sign with, and a datestamp before every other', async () => {
        const { epoch, earliestDatestamp, tokenKeys, renderedWith } = await store.readInstallation();
        expect(epoch).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
        expect(earliestDatestamp).toBe(SECOND - 1);
        expect(tokenKeys).toHaveLength(1);
        expect(Buffer.from(tokenKeys[0]!.secret, 'base64url')).toHaveLength(32);
        expect(tokenKeys[0]!.id).not.toBe('');
        expect(renderedWith).toBeUndefined();
      });

      it('never has 29 February as its earliest datestamp', async () => {
        const leapClock = createTestClock(Date.UTC(2028, 1, 29, 12));
        const other = await open(leapClock);
        const { earliestDatestamp } = await other.store.readInstallation();
        await other.discard();
        expect(new Date(earliestDatestamp * 1000).toISOString()).toBe('2028-02-28T11:59:59.000Z');
      });

      it('changes what a commit names, and keeps the rest', async () => {
        const before = await store.readInstallation();
        await store.commit({ installation: { tokenKeys: [KEY, ...before.tokenKeys] } });
        await store.commit({ installation: { renderedWith: 'oai_dc 1' } });
        expect(await store.readInstallation()).toEqual({ ...before, tokenKeys: [KEY, ...before.tokenKeys], renderedWith: 'oai_dc 1' });
      });

      it('knows what the identifiers were made with, as the text that it was given', async () => {
        expect((await store.readInstallation()).identifierBasis).toBeUndefined();
        const before = await store.readInstallation();
        await store.commit({ installation: { identifierBasis: 'oai:julkaisut.example.fi:poliisi/' } });
        await store.commit({ installation: { renderedWith: 'oai_dc 1' } });
        const after = { ...before, identifierBasis: 'oai:julkaisut.example.fi:poliisi/', renderedWith: 'oai_dc 1' };
        expect(await store.readInstallation()).toEqual(after);
      });

      it('lets one of two changes of its keys through that saw the same ones', async () => {
        const before = await store.readInstallation();
        const sawTokenKeys = before.tokenKeys.map(({ id }) => id);
        const changeTo = (id: string) =>
          store.commit({ installation: { tokenKeys: [{ ...KEY, id }, ...before.tokenKeys], sawTokenKeys, renderedWith: id } });
        const [first, second] = await Promise.allSettled([changeTo('k2'), changeTo('k3')]);
        expect(first.status).toBe('fulfilled');
        expect(second).toEqual({ status: 'rejected', reason: conflict });
        const tokenKeys = [{ ...KEY, id: 'k2' }, ...before.tokenKeys];
        expect(await store.readInstallation()).toEqual({ ...before, tokenKeys, renderedWith: 'k2' });
      });

      it('keeps the statements of the publisher until others are given', async () => {
        await store.commit({ statements: [STATEMENT] });
        await store.commit({ records: [recordOf(identifierOf(1))] });
        expect(await store.listStatements()).toEqual([STATEMENT]);
        await store.commit({ statements: [] });
        expect(await store.listStatements()).toEqual([]);
      });
    });

    it('finishes what was begun before it closes, and does nothing after', async () => {
      const begun = store.commit({ records: [recordOf(identifierOf(1))] });
      const closed = store.close();
      expect(await begun).toMatchObject({ stamped: 1 });
      await closed;
      await store.close();
      const unavailable = expect.objectContaining({ name: 'StoreError', code: 'unavailable' });
      await expect(store.commit({})).rejects.toEqual(unavailable);
      await expect(store.readBounds()).rejects.toEqual(unavailable);
      await expect(namesIn(store)).rejects.toEqual(unavailable);
    });
  });
};
