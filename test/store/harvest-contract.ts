import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Datestamp } from '../../src/catalogue/datestamp.js';
import type { PublicationId } from '../../src/catalogue/publication.js';
import type { HarvestChange, HarvestedRecord, HarvestedState, Link, QuarantinedRecord } from '../../src/store/harvest-ports.js';
import type { Store } from '../../src/store/ports.js';
import {
  harvestedOf,
  harvestsIn,
  linkOf,
  localIdOf,
  OAI,
  quarantinedOf,
  readPages,
  sourceChangeOf,
  SRU,
  theirIdentifierOf,
} from './harvest-samples.js';
import { createTestClock, identifierOf, idOf, namesIn, publicationOf, recordOf, START, type TestClock } from './samples.js';
import type { OpenedStore } from './store-contract.js';

const conflict = expect.objectContaining({ name: 'StoreError', code: 'conflict' });

/** What every adapter must do with harvests: each sentence of `harvest-ports.ts`. */
export const describeHarvests = (adapter: string, open: (wallClock: TestClock) => Promise<OpenedStore>): void => {
  describe(`what a store keeps of harvests (${adapter})`, () => {
    let opened: OpenedStore;
    let store: Store;
    beforeEach(async () => {
      opened = await open(createTestClock());
      store = opened.store;
    });
    afterEach(() => opened.discard());

    describe('a harvested record', () => {
      const keep = (...harvested: readonly HarvestedRecord[]) => store.commit({ harvested });
      const localIdsOf = (records: readonly HarvestedRecord[]) => records.map(({ localId }) => localId);
      const keysOf = (records: readonly HarvestedRecord[]) => records.map(({ localId, source }) => `${localId} of ${source}`);

      it('is not there before it was harvested', async () => {
        expect(await store.findHarvested(SRU, localIdOf(1))).toBeUndefined();
        expect(await store.findHarvestedByIdentifier(SRU, theirIdentifierOf(1))).toBeUndefined();
        expect(await store.listHarvestedOf(localIdOf(1))).toEqual([]);
        expect(await store.listHarvested({ limit: 10 })).toEqual([]);
        expect(await store.countHarvested(SRU, 'live')).toBe(0);
      });

      it('is found in a batch as it is by itself, by localId and by identifier', async () => {
        const renamed = harvestedOf(3, { identifier: 'oai:new:3', aliases: [theirIdentifierOf(3)] });
        const later = harvestedOf(4, { identifier: 'oai:other:4', aliases: [theirIdentifierOf(1)] });
        await keep(harvestedOf(1), harvestedOf(2), renamed, later, harvestedOf(1, { source: OAI }));
        const localIds = [localIdOf(3), localIdOf(1), localIdOf(9), localIdOf(1)];
        const many = await store.findHarvestedMany(SRU, localIds);
        expect([...many.keys()].sort()).toEqual([localIdOf(1), localIdOf(3)]);
        for (const localId of localIds) expect(many.get(localId)).toEqual(await store.findHarvested(SRU, localId));
        const names = [theirIdentifierOf(1), theirIdentifierOf(3), 'oai:new:3', 'oai:nobody'];
        const byName = await store.findHarvestedByIdentifiers(SRU, names);
        expect(byName.size).toBe(3);
        for (const name of names) expect(byName.get(name)).toEqual(await store.findHarvestedByIdentifier(SRU, name));
        expect(keysOf(await store.listHarvestedOfMany(localIds))).toEqual([
          ...['fi-melinda.1 of library', 'fi-melinda.1 of library-oai', 'fi-melinda.3 of library'],
        ]);
        expect([await store.listHarvestedOfMany([]), (await store.findHarvestedMany(SRU, [])).size]).toEqual([[], 0]);
      });

      it('comes back as it was given', async () => {
        const whole = harvestedOf(1, {
          received: '<record>\u0003</record>',
          repairs: ['U+0003 was dropped'],
          flags: ['yearUnknown'],
          origin: {
            ...{
              baseUrl: 'https://library.example.fi/oai',
              identifier: theirIdentifierOf(1),
              metadataNamespace: 'http://www.loc.gov/MARC21/slim',
            },
            ...{ harvestDate: '2026-03-01T10:00:00Z', altered: true },
          },
        });
        await keep(whole);
        expect(await store.findHarvested(SRU, localIdOf(1))).toStrictEqual(whole);
        expect(await store.listHarvested({ limit: 10 })).toStrictEqual([whole]);
      });

      it('takes the place of what was there under its source and localId, whole', async () => {
        const { datestamp: _, ...undated } = harvestedOf(1, { title: 'Uusi nimi', missed: 1 });
        await keep(harvestedOf(1, { received: '<record/>' }), harvestedOf(2));
        await keep(undated);
        expect(await store.findHarvested(SRU, localIdOf(1))).toStrictEqual(undated);
        expect(await store.findHarvested(SRU, localIdOf(2))).toEqual(harvestedOf(2));
        expect(await store.listHarvested({ limit: 10 })).toHaveLength(2);
      });

      it('given twice in one change counts as given last', async () => {
        await keep(harvestedOf(1, { state: 'deleted' }), harvestedOf(1, { title: 'Uusi nimi' }));
        expect(await store.listHarvested({ limit: 10 })).toEqual([harvestedOf(1, { title: 'Uusi nimi' })]);
        expect([await store.countHarvested(SRU, 'live'), await store.countHarvested(SRU, 'deleted')]).toEqual([1, 0]);
      });

      it('is another for each source that has it', async () => {
        const copies = [harvestedOf(1, { title: 'SRU' }), harvestedOf(1, { source: OAI, title: 'OAI' })];
        await keep(...copies, harvestedOf(2));
        expect(await store.findHarvested(SRU, localIdOf(1))).toEqual(copies[0]);
        expect(await store.findHarvested(OAI, localIdOf(1))).toEqual(copies[1]);
        expect(await store.findHarvested(OAI, localIdOf(2))).toBeUndefined();
        expect(await store.listHarvestedOf(localIdOf(1))).toEqual(copies);
      });

      it('is told from one whose localId begins with its own', async () => {
        await keep(harvestedOf(12), harvestedOf(1), harvestedOf(121), harvestedOf(12, { source: OAI }));
        expect(keysOf(await store.listHarvestedOf(localIdOf(12)))).toEqual(['fi-melinda.12 of library', 'fi-melinda.12 of library-oai']);
        expect(keysOf(await store.listHarvestedOf(localIdOf(1)))).toEqual(['fi-melinda.1 of library']);
        expect(await store.listHarvestedOf('fi-melinda.')).toEqual([]);
      });

      it('that its source has no more is still one of those that the library’s number stands for', async () => {
        await keep(harvestedOf(1, { state: 'retired' }), harvestedOf(1, { source: OAI, state: 'deleted' }));
        expect(await store.listHarvestedOf(localIdOf(1))).toHaveLength(2);
      });

      describe('by the identifier of its source', () => {
        const findTitle = async (identifier: string, source = SRU) => (await store.findHarvestedByIdentifier(source, identifier))?.title;

        it('is found under the one that it has and those that it had', async () => {
          const [now, before, long] = [3, 2, 1].map(theirIdentifierOf);
          await keep(harvestedOf(1, { identifier: now!, aliases: [long!, before!], title: 'here' }));
          expect(await Promise.all([now!, before!, long!].map((identifier) => findTitle(identifier)))).toEqual(['here', 'here', 'here']);
          expect(await findTitle(theirIdentifierOf(4))).toBeUndefined();
        });

        it('is found in that source only', async () => {
          await keep(harvestedOf(1, { title: 'SRU' }), harvestedOf(2, { source: OAI, identifier: theirIdentifierOf(1), title: 'OAI' }));
          expect([await findTitle(theirIdentifierOf(1)), await findTitle(theirIdentifierOf(1), OAI)]).toEqual(['SRU', 'OAI']);
          expect(await findTitle(theirIdentifierOf(1), 'elsewhere')).toBeUndefined();
        });

        it('is found as it was changed last', async () => {
          await keep(harvestedOf(1));
          await keep(harvestedOf(1, { title: 'Uusi nimi' }));
          expect(await findTitle(theirIdentifierOf(1))).toBe('Uusi nimi');
        });

        it('is not found under one that it neither has nor is said to have had', async () => {
          await keep(harvestedOf(1, { aliases: [theirIdentifierOf(7)] }));
          await keep(harvestedOf(1, { identifier: theirIdentifierOf(8) }));
          expect(await Promise.all([1, 7].map((number) => findTitle(theirIdentifierOf(number))))).toEqual([undefined, undefined]);
        });

        const holder = (number: number, change: Partial<HarvestedRecord>) => harvestedOf(number, { ...change, title: `record ${number}` });
        it.each<readonly [string, HarvestedRecord, HarvestedRecord]>([
          [
            'the one that has it now, before one that had it',
            holder(2, { identifier: theirIdentifierOf(5) }),
            holder(1, { aliases: [theirIdentifierOf(5)] }),
          ],
          [
            'one that lives, before one that is gone: the library has given it another number',
            holder(2, { identifier: theirIdentifierOf(5) }),
            holder(1, { identifier: theirIdentifierOf(5), state: 'deleted' }),
          ],
          [
            'the one that has it now and is gone, before one that lives and had it: the source has given it to another since',
            holder(2, { identifier: theirIdentifierOf(5), state: 'deleted' }),
            holder(1, { aliases: [theirIdentifierOf(5)] }),
          ],
          [
            'the first by localId, where all else is alike',
            holder(1, { identifier: theirIdentifierOf(5) }),
            holder(2, { identifier: theirIdentifierOf(5) }),
          ],
        ])('is %s, whichever came first', async (_, wanted, other) => {
          await keep(wanted);
          await keep(other);
          expect(await findTitle(theirIdentifierOf(5))).toBe(wanted.title);
          await keep({ ...wanted, missed: 1 });
          expect(await findTitle(theirIdentifierOf(5))).toBe(wanted.title);
          await keep({ ...other, missed: 1 });
          expect(await findTitle(theirIdentifierOf(5))).toBe(wanted.title);
        });
      });

      describe('in a list', () => {
        it('stands in the order of localId, then of source', async () => {
          await keep(...[2, 10, 1].flatMap((number) => [OAI, SRU].map((source) => harvestedOf(number, { source }))));
          expect(keysOf(await store.listHarvested({ limit: 10 }))).toEqual([
            ...['fi-melinda.1 of library', 'fi-melinda.1 of library-oai'],
            ...['fi-melinda.10 of library', 'fi-melinda.10 of library-oai'],
            ...['fi-melinda.2 of library', 'fi-melinda.2 of library-oai'],
          ]);
        });

        it.each([1, 2, 5, 100])('stands once, page by page of %i, in one source and in all', async (limit) => {
          await keep(...Array.from({ length: 12 }, (_, number) => harvestedOf(number, { source: number % 3 === 0 ? OAI : SRU })));
          const all = await readPages<HarvestedRecord>((after) => store.listHarvested({ ...(after && { after }), limit }));
          const own = await readPages<HarvestedRecord>((after) => store.listHarvested({ source: OAI, ...(after && { after }), limit }));
          expect(all.flat()).toEqual(await store.listHarvested({ limit: 1000 }));
          expect(all.flat()).toHaveLength(12);
          expect(localIdsOf(own.flat())).toEqual([0, 3, 6, 9].map(localIdOf));
          for (const page of [...all.slice(0, -1), ...own.slice(0, -1)]) expect(page).toHaveLength(limit);
        });

        it('comes after a key, whether a record has that or not', async () => {
          await keep(...[1, 3, 5].map((number) => harvestedOf(number)));
          const listAfter = async (number: number, source: string) =>
            localIdsOf(await store.listHarvested({ after: { localId: localIdOf(number), source }, limit: 10 }));
          expect(await listAfter(1, SRU)).toEqual([3, 5].map(localIdOf));
          expect(await listAfter(1, 'a')).toEqual([1, 3, 5].map(localIdOf));
          expect(await listAfter(2, SRU)).toEqual([3, 5].map(localIdOf));
          expect(await listAfter(5, OAI)).toEqual([]);
        });

        it('is not there for a limit of nothing', async () => {
          await keep(harvestedOf(1));
          expect(await store.listHarvested({ limit: 0 })).toEqual([]);
        });
      });

      describe('is counted', () => {
        const STATES: readonly HarvestedState[] = ['live', 'deleted', 'retired', 'outOfScope'];
        const countsOf = (source: string) => Promise.all(STATES.map((state) => store.countHarvested(source, state)));

        it('by state and source', async () => {
          await keep(
            ...STATES.flatMap((state, position) =>
              Array.from({ length: position + 1 }, (_, n) => harvestedOf(position * 10 + n, { state })),
            ),
            harvestedOf(1, { source: OAI }),
          );
          expect(await countsOf(SRU)).toEqual([1, 2, 3, 4]);
          expect(await countsOf(OAI)).toEqual([1, 0, 0, 0]);
          expect(await countsOf('elsewhere')).toEqual([0, 0, 0, 0]);
        });

        it.each(STATES)('once, after it was %s for a while and whatever else changed', async (state) => {
          await keep(harvestedOf(1), harvestedOf(2));
          await keep(harvestedOf(1, { state }));
          await keep(harvestedOf(1, { state, title: 'Uusi nimi' }), harvestedOf(1, { state, title: 'Uusi nimi' }));
          expect(await countsOf(SRU)).toEqual(STATES.map((each) => Number(each === state) + Number(each === 'live')));
          await keep(harvestedOf(1));
          expect(await countsOf(SRU)).toEqual([2, 0, 0, 0]);
        });
      });
    });

    describe('quarantine', () => {
      const put = (...rows: readonly QuarantinedRecord[]) => store.commit({ quarantine: { put: rows } });
      const remove = (...rows: readonly Pick<QuarantinedRecord, 'source' | 'identifier'>[]) =>
        store.commit({ quarantine: { remove: rows } });
      const list = (source = SRU) => store.listQuarantined({ source, limit: 100 });

      it('holds the records of one source in the order of identifier', async () => {
        await put(quarantinedOf(2), quarantinedOf(10), quarantinedOf(1), quarantinedOf(3, { source: OAI }));
        expect(await list()).toStrictEqual([1, 10, 2].map((number) => quarantinedOf(number)));
        expect(await list(OAI)).toEqual([quarantinedOf(3, { source: OAI })]);
        expect(await list('elsewhere')).toEqual([]);
      });

      it('holds one identifier once in each source, as it was put there last', async () => {
        const { xml: _, ...unfetched } = quarantinedOf(1, { runs: 2, reason: 'the source answered 500' });
        await put(quarantinedOf(1), quarantinedOf(1, { source: OAI }));
        await put(quarantinedOf(1, { runs: 7 }), unfetched);
        expect(await list()).toStrictEqual([unfetched]);
        expect(await list(OAI)).toEqual([quarantinedOf(1, { source: OAI })]);
      });

      it('lets a record out by source and identifier, and does nothing for one that is not in it', async () => {
        await put(quarantinedOf(1), quarantinedOf(1, { source: OAI }), quarantinedOf(2));
        await remove(quarantinedOf(1), quarantinedOf(5), { source: 'elsewhere', identifier: theirIdentifierOf(2) });
        expect(await list()).toEqual([quarantinedOf(2)]);
        expect(await list(OAI)).toHaveLength(1);
        await remove(quarantinedOf(1), quarantinedOf(2), quarantinedOf(2));
        expect(await list()).toEqual([]);
        await put(quarantinedOf(1, { runs: 3 }));
        expect(await list()).toEqual([quarantinedOf(1, { runs: 3 })]);
      });

      it('keeps a record that one change both puts there and lets out', async () => {
        await put(quarantinedOf(1));
        await store.commit({ quarantine: { put: [quarantinedOf(1, { runs: 2 })], remove: [quarantinedOf(1)] } });
        expect(await list()).toEqual([quarantinedOf(1, { runs: 2 })]);
      });

      it('takes an identifier with blanks in it', async () => {
        const blank = quarantinedOf(1, { identifier: '(FI-MELINDA) 000 1' });
        await put(blank, quarantinedOf(2));
        expect(await list()).toEqual([blank, quarantinedOf(2)]);
        await remove(blank);
        expect(await list()).toEqual([quarantinedOf(2)]);
      });

      it.each([1, 3, 100])('is listed once, page by page of %i, without the neighbours of other sources', async (limit) => {
        await put(...Array.from({ length: 7 }, (_, number) => [SRU, OAI].map((source) => quarantinedOf(number, { source }))).flat());
        for (const source of [SRU, OAI]) {
          const pages = await readPages<QuarantinedRecord>((after) =>
            store.listQuarantined({ source, ...(after && { after: after.identifier }), limit }),
          );
          expect(pages.flat()).toEqual(Array.from({ length: 7 }, (_, number) => quarantinedOf(number, { source })));
          for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit);
        }
        expect(await store.listQuarantined({ source: SRU, after: `${theirIdentifierOf(5)}5`, limit })).toEqual([quarantinedOf(6)]);
      });
    });

    describe('a link', () => {
      const put = (...links: readonly Link[]) => store.commit({ links: { put: links } });
      const remove = (...links: readonly Pick<Link, 'theirs' | 'ours'>[]) => store.commit({ links: { remove: links } });
      const list = () => store.listLinks({ limit: 100 });

      it('comes back as it was given, with those of the same item', async () => {
        const whole = linkOf(1, 1, { because: 'Sama teos', preTicked: true, status: 'refused', decidedBy: 'Maija', tier: 'conflict' });
        await put(whole, linkOf(1, 2), linkOf(2, 1));
        expect(await store.listLinksOf(localIdOf(1))).toStrictEqual([whole, linkOf(1, 2)]);
        expect(await store.listLinksOf(localIdOf(3))).toEqual([]);
        expect(await store.listLinksOfMany([localIdOf(3), localIdOf(1)])).toStrictEqual([whole, linkOf(1, 2)]);
        expect(await store.listLinksOfMany([])).toEqual([]);
      });

      it('is told from that of an item whose localId begins with its own', async () => {
        await put(linkOf(1, 1), linkOf(12, 1), linkOf(121, 1), linkOf(12, 2));
        expect(await store.listLinksOf(localIdOf(1))).toEqual([linkOf(1, 1)]);
        expect(await store.listLinksOf(localIdOf(12))).toEqual([linkOf(12, 1), linkOf(12, 2)]);
        expect(await store.listLinksOf('fi-melinda.')).toEqual([]);
        await remove(linkOf(12, 1));
        expect(await list()).toEqual([linkOf(1, 1), linkOf(12, 2), linkOf(121, 1)]);
      });

      it('takes the place of the one between the same two, and the last of a change counts', async () => {
        await put(linkOf(1, 1), linkOf(1, 2));
        await put(linkOf(1, 1, { status: 'review' }), linkOf(1, 1, { status: 'refused' }));
        expect(await list()).toEqual([linkOf(1, 1, { status: 'refused' }), linkOf(1, 2)]);
      });

      it('goes when it is removed; one that is not there does nothing, and one that is put at the same time stays', async () => {
        await put(linkOf(1, 1), linkOf(1, 2), linkOf(2, 1));
        await remove(linkOf(1, 1), linkOf(2, 2), linkOf(1, 1));
        expect(await list()).toEqual([linkOf(1, 2), linkOf(2, 1)]);
        await store.commit({ links: { put: [linkOf(1, 2, { rulesVersion: 2 })], remove: [linkOf(1, 2), linkOf(2, 1)] } });
        expect(await list()).toEqual([linkOf(1, 2, { rulesVersion: 2 })]);
        expect(await store.listLinksOf(localIdOf(2))).toEqual([]);
      });

      it('does not need either of its two sides to be there', async () => {
        await put(linkOf(404, 404));
        expect(await list()).toEqual([linkOf(404, 404)]);
      });

      it.each([1, 2, 100])('is listed once in the order of (theirs, ours), page by page of %i', async (limit) => {
        const links = [linkOf(1, 10), linkOf(1, 2), linkOf(10, 1), linkOf(2, 1), linkOf(2, 3)];
        await put(...[...links].reverse());
        const pages = await readPages<Link>((after) => store.listLinks({ ...(after && { after }), limit }));
        expect(pages.flat()).toEqual(links);
        const between = { theirs: localIdOf(10), ours: '2012-2' as PublicationId };
        expect((await store.listLinks({ after: between, limit }))[0]).toEqual(linkOf(2, 1));
      });
    });

    describe('a source', () => {
      const move = (sawRevision: number, change: Parameters<typeof sourceChangeOf>[1] = {}) =>
        store.commit({ source: sourceChangeOf(sawRevision, change) });

      it('from which nothing came is at revision 0', async () => {
        expect(await store.readSource(SRU)).toStrictEqual({ source: SRU, revision: 0, volumes: [] });
      });

      it('moves on by one revision with each of its changes, and others do not', async () => {
        const { sawRevision: _, ...state } = sourceChangeOf(1);
        await move(0);
        await move(1);
        await store.commit({ harvested: [harvestedOf(1)], seenSources: [{ source: SRU, revision: 2 }] });
        expect(await store.readSource(SRU)).toStrictEqual({ ...state, revision: 2 });
        expect(await store.readSource(OAI)).toEqual({ source: OAI, revision: 0, volumes: [] });
        await move(0, { source: OAI, lastRun: 'other' });
        expect(await store.readSource(OAI)).toMatchObject({ revision: 1, lastRun: 'other' });
        expect(await store.readSource(SRU)).toMatchObject({ revision: 2 });
      });

      it('is remembered as its last change says it, and not by parts of an earlier one', async () => {
        await move(0);
        await store.commit({ source: { source: SRU, sawRevision: 1, volumes: [] } });
        expect(await store.readSource(SRU)).toStrictEqual({ source: SRU, revision: 2, volumes: [] });
      });

      it('moves on even when all else is as it was', async () => {
        await move(0, { mark: '2026-03-01T10:00:00Z' });
        await move(1, { mark: '2026-03-01T10:00:00Z', lastRun: 'r', volumes: [412] });
        await move(2, { mark: '2026-03-01T10:00:00Z', lastRun: 'r', volumes: [412] });
        expect(await store.readSource(SRU)).toMatchObject({ revision: 3 });
      });

      it.each<readonly [string, number, HarvestChange]>([
        ['was changed by another run since', 2, { source: sourceChangeOf(1) }],
        ['was never that far', 1, { source: sourceChangeOf(2) }],
        ['was never harvested', 0, { source: sourceChangeOf(1) }],
        ['was harvested in the meantime', 1, { source: sourceChangeOf(0) }],
        ['on which the change rests has moved on', 2, { seenSources: [{ source: SRU, revision: 1 }] }],
        ['on which the change rests was never harvested', 0, { seenSources: [{ source: SRU, revision: 1 }] }],
        [
          'is one of several on which it rests and the only one that moved',
          1,
          { seenSources: ['elsewhere', SRU].map((source) => ({ source, revision: 0 })), source: sourceChangeOf(0, { source: OAI }) },
        ],
      ])('refuses a change that it %s, by name and revisions', async (_, revision, change) => {
        for (let saw = 0; saw < revision; saw++) await move(saw);
        const before = await harvestsIn(store);
        const refused = store.commit({ ...change, harvested: [harvestedOf(1)] });
        await expect(refused).rejects.toEqual(conflict);
        await expect(refused).rejects.toThrow(new RegExp(`source ${SRU}: .*saw revision \\d.* ${revision};`));
        expect(await harvestsIn(store)).toEqual(before);
      });

      it('lets one of two changes through that saw the same revision', async () => {
        const outcomes = await Promise.allSettled([move(0, { lastRun: 'first' }), move(0, { lastRun: 'second' })]);
        expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
        expect(await store.readSource(SRU)).toMatchObject({ revision: 1, lastRun: 'first' });
      });

      it('that has not moved lets a change pass that rests on it', async () => {
        await move(0);
        const seenSources = [
          { source: SRU, revision: 1 },
          { source: OAI, revision: 0 },
        ];
        await store.commit({ links: { put: [linkOf(1, 1)] }, seenSources });
        expect(await store.listLinks({ limit: 10 })).toHaveLength(1);
      });
    });

    describe('one commit', () => {
      const wholeChange = {
        publications: [{ publication: publicationOf(1), sawRevision: 0 }],
        records: [recordOf(identifierOf(1)), recordOf(identifierOf(localIdOf(1) as PublicationId))],
        harvested: [harvestedOf(1)],
        quarantine: { put: [quarantinedOf(2)] },
        links: { put: [linkOf(1, 1)] },
        source: sourceChangeOf(0),
        installation: { renderedWith: 'v1' },
      };
      const allIn = async () => ({
        ...(await harvestsIn(store)),
        names: await namesIn(store),
        publications: await store.listPublications({ limit: 10 }),
        installation: await store.readInstallation(),
      });

      it('holds what was harvested, what is published of it, its ties and the mark', async () => {
        expect(await store.commit(wholeChange)).toEqual({ datestamp: (START / 1000) as Datestamp, stamped: 2 });
        const { sawRevision: _, ...state } = wholeChange.source;
        expect(await allIn()).toMatchObject({
          harvested: [harvestedOf(1)],
          quarantined: [quarantinedOf(2)],
          links: [linkOf(1, 1)],
          sources: [{ ...state, revision: 1 }, { revision: 0 }],
          publications: [{ publication: { id: idOf(1) } }],
          installation: { renderedWith: 'v1' },
        });
        expect(await namesIn(store)).toHaveLength(2);
      });

      it.each<readonly [string, HarvestChange & Parameters<Store['commit']>[0]]>([
        ['the source has moved on', { source: sourceChangeOf(5) }],
        ['another source that it rests on has', { seenSources: [{ source: OAI, revision: 5 }] }],
        ['a publication has', { publications: [{ publication: publicationOf(1), sawRevision: 5 }] }],
        ['a publication that it rests on has', { seen: [{ id: idOf(1), revision: 5 }] }],
        ['the keys of tokens have', { installation: { tokenKeys: [], sawTokenKeys: ['other'] } }],
        [
          'the place of a rendering has',
          { installation: { sawRendering: { with: 'other', at: { kind: 'publications' }, faulty: [], unnamed: 0 } } },
        ],
      ])('does nothing at all when %s', async (_, stale) => {
        await store.commit({ harvested: [harvestedOf(9)], quarantine: { put: [quarantinedOf(9)] }, links: { put: [linkOf(9, 9)] } });
        const before = await allIn();
        const removals = { quarantine: { remove: [quarantinedOf(9)] }, links: { remove: [linkOf(9, 9)] } };
        await expect(store.commit({ ...wholeChange, ...removals, ...stale })).rejects.toEqual(conflict);
        expect(await allIn()).toEqual(before);
        expect(await store.countHarvested(SRU, 'live')).toBe(1);
        expect(await store.findHarvestedByIdentifier(SRU, theirIdentifierOf(1))).toBeUndefined();
      });

      it('of rows as they stand changes nothing', async () => {
        await store.commit(wholeChange);
        const before = await allIn();
        const { publications: _, source: __, ...again } = wholeChange;
        expect(await store.commit(again)).toMatchObject({ stamped: 0 });
        expect(await allIn()).toEqual(before);
      });
    });

    it('is not read any more once the store is closed', async () => {
      await store.close();
      const unavailable = expect.objectContaining({ name: 'StoreError', code: 'unavailable' });
      await expect(store.findHarvested(SRU, localIdOf(1))).rejects.toEqual(unavailable);
      await expect(store.listLinks({ limit: 1 })).rejects.toEqual(unavailable);
      await expect(store.readSource(SRU)).rejects.toEqual(unavailable);
    });
  });
};
