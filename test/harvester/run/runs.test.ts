import { describe, expect, it } from '@jest/globals';
import { SourceError } from '../../../src/harvester/source-error.js';
import { parseXml } from '../../../src/xml/parse.js';
import { createInstallation, isAccounted } from './installation.js';
import { book, held, idOf, numbers, stranger } from './model-source.js';

const NO_RECORDS = { added: 0, updated: 0, unchanged: 0, deleted: 0, outOfScope: 0, failed: 0, duplicates: 0, ignored: 0 };

describe('a harvest', () => {
  it('brings what is wanted into the catalogue, leaves the rest with its reason, and accounts for every record', async () => {
    const house = createInstallation();
    house.library.hold(...numbers(25).map((number) => held(number, Number(number) % 5 === 0 ? { xml: stranger(number) } : {})));
    const run = await house.harvest();
    expect(run.state).toBe('completed');
    expect(run.counters).toMatchObject({ ...NO_RECORDS, seen: 25, added: 20, outOfScope: 5, pages: 3 });
    expect(isAccounted(run)).toBe(true);
    expect(run.left).toEqual([expect.objectContaining({ message: expect.stringContaining('"Keksitty sarja" (2049-3630)'), count: 5 })]);
    expect(await house.stored()).toHaveLength(20);
    expect(run.message).toBe('25 seen: 20 added, 5 left.');
  });

  it('publishes it in the set of its series with its provenance, in MARCXML and Dublin Core and never in kk', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'));
    await house.harvest();
    house.clock.now += 2000;
    const [record, ...others] = await house.published();
    expect(others).toEqual([]);
    expect(record).toMatchObject({ identifier: 'oai:julkaisut.poliisi.fi:poliisi/fi-lib.000000001', sets: ['older:1236-049X'] });
    const marc = Buffer.from(record!.metadata!).toString('utf8');
    expect(marc).toContain('<controlfield tag="001">fi-lib.000000001</controlfield>');
    expect(marc).toContain('(FI-LIB)000000001');
    const about = parseXml(Buffer.from(record!.about[0]!).toString('utf8'));
    const [origin] = about.children;
    expect(origin).toMatchObject({ attributes: { harvestDate: '2026-03-01T12:00:00Z', altered: 'true' } });
    expect(JSON.stringify(origin)).toContain('https://library.example.fi/oai');
    expect(JSON.stringify(origin)).toContain(idOf('000000001'));
    expect(await house.published('oai_dc')).toHaveLength(1);
    expect(await house.published('kk')).toEqual([]);
  });

  it('that finds nothing changed changes nothing: no datestamp moves', async () => {
    const house = createInstallation();
    house.library.hold(...numbers(12).map((number) => held(number)));
    await house.harvest();
    house.clock.now += 5000;
    const before = await house.published();
    const run = await house.harvest({ mode: 'full' });
    expect(run.counters).toMatchObject({ ...NO_RECORDS, seen: 12, unchanged: 12 });
    house.clock.now += 5000;
    expect(await house.published()).toEqual(before);
  });

  it('shows field by field what changed', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001', { xml: book('000000001', { title: 'Partiointi' }) }));
    await house.harvest();
    house.library.hold(held('000000001', { xml: book('000000001', { title: 'Partiointi kaupungissa' }), changed: '2026-03-02T00:00:00Z' }));
    const run = await house.harvest();
    expect(run.counters.updated).toBe(1);
    const { changes } = await house.harvests.findReport(run.id);
    expect(changes).toEqual([
      expect.objectContaining({
        outcome: 'updated',
        diff: [{ tag: '245', before: '245 10 $a Partiointi', after: '245 10 $a Partiointi kaupungissa' }],
      }),
    ]);
  });

  it('asks for changes from the first answer of the last complete list less the overlap, and never up to a moment (D1)', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'));
    await house.harvest();
    expect(await house.mark()).toBe('2026-03-01T12:00:00Z');
    await house.harvest();
    expect(house.library.lists).toEqual([{}, { from: '2026-02-28T12:00:00Z' }]);
  });

  it('T29 takes what came last of a record that came twice', async () => {
    const house = createInstallation({ pageSize: 1 });
    house.library.hold(
      held('000000001'),
      held('000000002', { changed: '2026-02-02T00:00:00Z' }),
      // The same control number under another identifier, later in the list.
      held('000000003', { xml: book('000000001', { title: 'Toinen' }), changed: '2026-02-03T00:00:00Z' }),
    );
    const run = await house.harvest();
    expect(run.counters).toMatchObject({ seen: 3, added: 2, duplicates: 1 });
    expect(isAccounted(run)).toBe(true);
    expect((await house.find('000000001'))?.title).toBe('Toinen');
  });

  it('T30 sets aside what cannot be read, goes on, and tries it again each time until it can', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'), held('000000002', { unreadable: 'HTTP 500' }), held('000000003'));
    const run = await house.harvest();
    expect(run.state).toBe('completed-with-failures');
    expect(run.counters).toMatchObject({ seen: 3, added: 2, failed: 1 });
    expect(run.failures).toEqual([{ message: 'HTTP 500', count: 1, identifiers: [idOf('000000002')] }]);
    expect(await house.mark()).toBeDefined();
    const retried = await house.harvest({ mode: 'retry-failed' });
    expect([retried.state, house.library.fetched]).toEqual(['completed-with-failures', [idOf('000000002')]]);
    expect(await house.store.listQuarantined({ source: 'library', limit: 9 })).toMatchObject([{ runs: 2, firstRun: run.id }]);
    house.library.hold(held('000000001'), held('000000002'), held('000000003'));
    const mended = await house.harvest({ mode: 'retry-failed' });
    expect([mended.state, mended.counters.added]).toEqual(['completed', 1]);
    expect(await house.store.listQuarantined({ source: 'library', limit: 9 })).toEqual([]);
  });

  it('D7 tries what failed before with every run, also when nothing of it has a new datestamp', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'), held('000000002', { unreadable: 'HTTP 500' }));
    await house.harvest();
    const again = await house.harvest();
    expect([again.state, again.counters.failed, house.library.fetched]).toEqual(['completed-with-failures', 1, [idOf('000000002')]]);
    house.library.hold(held('000000001'), held('000000002'));
    const mended = await house.harvest();
    expect([mended.state, mended.counters.added, await house.mark()]).toEqual(['completed', 1, '2026-03-01T12:00:00Z']);
    expect(await house.store.listQuarantined({ source: 'library', limit: 9 })).toEqual([]);
  });

  it('T30 is no failure of the whole where a record cannot even be asked for, and a person hears of it after three runs', async () => {
    const house = createInstallation();
    const library = [
      held('000000001'),
      held('000000002', { unreadable: 'HTTP 500', isPoison: true }),
      held('000000003', { unreadable: 'x' }),
    ];
    house.library.hold(...library);
    for (const run of [await house.harvest(), await house.harvest(), await house.harvest({ mode: 'retry-failed' })]) {
      expect([run.state, run.counters.failed, run.warnings]).toEqual(['completed-with-failures', 2, []]);
      expect(isAccounted(run)).toBe(true);
    }
    expect((await house.harvest()).warnings).toEqual([
      `2 records have failed in more than 3 harvests in a row; tell the source: ${idOf('000000002')}, ${idOf('000000003')}`,
    ]);
  });

  it('T32 begins again where it began after a record without an identifier, for nobody can ask for that one', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'));
    await house.harvest();
    const changed = '2026-03-01T10:00:00Z';
    house.library.hold(
      held('000000002', { changed }),
      held('000000003', { changed, unreadable: 'its header has no identifier', isNameless: true }),
    );
    house.library.at('2026-03-02T12:00:00Z');
    const run = await house.harvest();
    expect([run.state, run.counters.failed, await house.mark()]).toEqual(['completed-with-failures', 1, '2026-03-01T12:00:00Z']);
    expect(run.warnings).toContainEqual(expect.stringContaining('1 records had no identifier'));
    expect(await house.stored()).toEqual(['000000001', '000000002']);
  });

  it('T43 of a range does not move the mark', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'));
    await house.harvest();
    house.library.at('2026-03-05T12:00:00Z');
    const run = await house.harvest({ mode: 'range', from: '2001-01-01', until: '2002-12-31' });
    expect([run.state, await house.mark()]).toEqual(['completed', '2026-03-01T12:00:00Z']);
    expect(house.library.lists.at(-1)).toEqual({ from: '2001-01-01', until: '2002-12-31' });
  });

  it('D2 that is cut short by a limit neither moves the mark nor misses anything', async () => {
    const house = createInstallation();
    house.library.hold(...numbers(30).map((number) => held(number)));
    const run = await house.harvest({ limit: 7 });
    expect(run.counters).toMatchObject({ seen: 7, added: 7 });
    expect(await house.mark()).toBeUndefined();
    const all = await house.harvest({ mode: 'full' });
    expect(all.counters).toMatchObject({ seen: 30, added: 23, unchanged: 7 });
  });

  it('of single records takes them whatever list they are in', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001', { isHidden: true }), held('000000002'));
    const run = await house.harvest({ mode: 'records', ids: [idOf('000000001'), idOf('000000009')] });
    expect(run.counters).toMatchObject({ seen: 2, added: 1, ignored: 1 });
    expect([await house.stored(), await house.mark()]).toEqual([['000000001'], undefined]);
  });

  it('of what is stored decides anew by the rules of today, and asks nobody', async () => {
    const before = createInstallation();
    before.library.hold(held('000000001'), held('000000002', { xml: book('000000002', { year: '2012' }) }));
    await before.harvest();
    const [source] = before.settings.sources;
    const strict = { ...source!, select: { ...source!.select, publishedBefore: 2010 } };
    const after = createInstallation({ store: before.store, runs: before.runs, sources: [strict], clock: () => before.clock.now });
    const run = await after.harvest({ mode: 'reprocess', approveLargeChange: true });
    expect(run.counters).toMatchObject({ seen: 2, unchanged: 1, outOfScope: 1, leftScope: 1 });
    expect([await after.stored(), await after.stored('outOfScope')]).toEqual([['000000001'], ['000000002']]);
    expect(after.library.lists).toEqual([]);
  });
});

describe('what a source sends when it should have something', () => {
  it('T37 nothing new is a success, and the mark moves', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001', { changed: '2026-01-01T00:00:00Z' }));
    await house.harvest();
    house.library.at('2026-03-02T12:00:00Z');
    const run = await house.harvest();
    expect([run.state, run.counters.seen, await house.mark()]).toEqual(['completed', 0, '2026-03-02T12:00:00Z']);
  });

  it('T37 an empty first harvest is a failure that says where to look', async () => {
    const house = createInstallation();
    const run = await house.harvest({ mode: 'full' });
    expect(run.state).toBe('failed');
    expect(run.message).toMatch(/the list is empty; the set, the format or the query in the settings may be wrong\. Nothing was changed/);
    expect(await house.mark()).toBeUndefined();
  });

  it.each([
    ['T37', false],
    ['S10', true],
  ] as const)('%s an empty list where there were records is not believed', async (_, isSnapshot) => {
    const house = createInstallation({ isSnapshot });
    house.library.hold(held('000000001'), held('000000002'));
    await house.harvest();
    const before = await house.mark();
    house.library.hold();
    house.library.at('2026-03-09T12:00:00Z');
    const run = await house.harvest({ mode: 'full' });
    expect(run.state).toBe('failed');
    expect(run.message).toContain('the list is empty, though 2 of its records are here; it is not believed');
    expect([await house.stored(), await house.mark()]).toEqual([['000000001', '000000002'], before]);
  });
});

describe('deletions', () => {
  it('T44 are tombstones to our harvesters, and what was there is kept', async () => {
    const house = createInstallation();
    house.library.hold(...numbers(3).map((number) => held(number)));
    await house.harvest();
    house.library.hold(held('000000001', { deleted: true, changed: '2026-03-01T00:00:00Z' }), held('000000002'), held('000000003'));
    const run = await house.harvest();
    expect([run.state, run.counters.deleted]).toEqual(['completed', 1]);
    expect([await house.stored(), await house.stored('deleted')]).toEqual([['000000002', '000000003'], ['000000001']]);
    house.clock.now += 2000;
    expect((await house.published()).map(({ deleted }) => deleted).sort()).toEqual([false, false, true]);
    expect((await house.find('000000001'))?.xml).toContain('Kirja 000000001');
  });

  it('T45 of what comes again is undone, with its history; of what was never here is counted and ignored', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'), held('000000002'));
    await house.harvest();
    house.library.hold(held('000000001', { deleted: true }), held('000000002'), held('000000008', { deleted: true }));
    const run = await house.harvest({ mode: 'full' });
    expect(run.counters).toMatchObject({ deleted: 1, ignored: 1, unchanged: 1 });
    house.library.hold(held('000000001'), held('000000002'));
    const again = await house.harvest({ mode: 'full' });
    expect(again.counters).toMatchObject({ updated: 1, restored: 1 });
    expect((await house.find('000000001'))?.history.map(({ outcome }) => outcome)).toEqual(['added', 'deleted', 'restored']);
    house.clock.now += 2000;
    expect((await house.published()).every(({ deleted }) => !deleted)).toBe(true);
  });

  it('T46 of everything at once wait for a person, who can approve', async () => {
    const house = createInstallation();
    house.library.hold(...numbers(20).map((number) => held(number)));
    await house.harvest();
    house.library.hold(...numbers(20).map((number) => held(number, { deleted: true, changed: '2026-03-01T00:00:00Z' })));
    const run = await house.harvest();
    expect(run.state).toBe('needs-approval');
    expect(run.message).toMatch(/Of 20 records 20 would change at once .*20 deleted by the source.*more than 2 need a person's word/);
    expect(await house.stored()).toHaveLength(20);
    const outcome = await house.harvests.approve(run.id, { actor: 'Maija', reason: 'the library moved' });
    const approved = outcome.kind === 'started' ? await outcome.done : undefined;
    expect([approved?.state, (await house.stored()).length]).toEqual(['completed', 0]);
    expect(approved?.transitions.at(-1)).toMatchObject({ actor: 'Maija' });
  });

  it('T46 or reject, and then nothing has happened', async () => {
    const house = createInstallation();
    house.library.hold(...numbers(20).map((number) => held(number)));
    await house.harvest();
    const mark = await house.mark();
    house.library.hold(...numbers(20).map((number) => held(number, { deleted: true, changed: '2026-03-01T00:00:00Z' })));
    const run = await house.harvest();
    expect(await house.harvests.reject(run.id, { actor: 'Maija' })).toMatchObject({ kind: 'rejected', run: { state: 'cancelled' } });
    expect([(await house.stored()).length, await house.mark()]).toEqual([20, mark]);
    expect(await house.harvests.approve(run.id, { actor: 'Maija' })).toEqual({
      kind: 'refused',
      reasons: [`Run ${run.id} is cancelled, not needs-approval.`],
    });
  });

  it('T46 of a small source are held as those of a large one: one may go, not two of three', async () => {
    const house = createInstallation();
    house.library.hold(...numbers(3).map((number) => held(number)));
    await house.harvest();
    house.library.hold(held('000000001', { deleted: true }), held('000000002', { deleted: true }), held('000000003'));
    expect((await house.harvest({ mode: 'full' })).state).toBe('needs-approval');
  });

  it('T49 identifiers that are all renamed make no duplicates: the control number tells, and a person is asked', async () => {
    const house = createInstallation();
    house.library.hold(...numbers(20).map((number) => held(number)));
    await house.harvest();
    const renamed = numbers(20).map((number) =>
      held(number, { identifier: `oai:new.example.fi:${number}`, changed: '2026-03-01T00:00:00Z' }),
    );
    house.library.hold(...renamed);
    expect((await house.harvest()).state).toBe('needs-approval');
    const run = await house.harvest({ approveLargeChange: true });
    expect(run.counters).toMatchObject({ updated: 20, renamed: 20, added: 0 });
    expect(await house.stored()).toHaveLength(20);
    expect(await house.find('000000007')).toMatchObject({ identifier: 'oai:new.example.fi:000000007', aliases: [idOf('000000007')] });
  });

  it.each([
    ['before', '2026-03-01T00:30:00Z'],
    ['after', '2026-03-01T01:30:00Z'],
  ])('T49 a tombstone of the former identifier, in the same list %s the record, does not take it away', async (_, changed) => {
    const house = createInstallation();
    house.library.hold(held('000000001'), held('000000002'));
    await house.harvest();
    const renamed = held('000000001', { identifier: 'oai:new:1', changed: '2026-03-01T01:00:00Z' });
    house.library.hold(renamed, held('000000001', { deleted: true, changed }), held('000000002'));
    const run = await house.harvest();
    expect(run.counters).toMatchObject({ renamed: 1, updated: 1, deleted: 0, ignored: 1 });
    expect(isAccounted(run)).toBe(true);
    house.library.hold(renamed, held('000000001', { deleted: true, changed: '2026-03-01T02:00:00Z' }), held('000000002'));
    expect((await house.harvest()).counters).toMatchObject({ deleted: 0, ignored: 1, unchanged: 1 });
    expect(await house.stored()).toEqual(['000000001', '000000002']);
  });

  it('T50 are none where a record leaves the older series: it is told apart, and its publication ends', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'), held('000000002'));
    await house.harvest();
    house.library.hold(held('000000001', { xml: stranger('000000001'), changed: '2026-03-01T00:00:00Z' }), held('000000002'));
    const run = await house.harvest();
    expect(run.counters).toMatchObject({ outOfScope: 1, leftScope: 1, deleted: 0 });
    const { changes } = await house.harvests.findReport(run.id);
    expect(changes).toMatchObject([{ outcome: 'outOfScope', because: expect.stringContaining('It is of the older series no longer') }]);
    expect(await house.stored('outOfScope')).toEqual(['000000001']);
  });
});

describe('what a complete list lacks', () => {
  const twenty = numbers(20);
  const without = (...gone: readonly string[]) => twenty.filter((number) => !gone.includes(number)).map((number) => held(number));

  it.each([false, true])(
    'T48 is a suspect the first time, and gone the second, when the source knows it no more (snapshot: %s)',
    async (isSnapshot) => {
      const house = createInstallation({ isSnapshot });
      house.library.hold(...without());
      await house.harvest({ mode: 'full' });
      house.library.hold(...without('000000004'));
      const first = await house.harvest({ mode: 'full' });
      expect([first.state, first.counters.suspects, first.counters.retired]).toEqual(['completed', 1, 0]);
      expect(await house.stored()).toHaveLength(20);
      const second = await house.harvest({ mode: 'full' });
      expect([second.counters.suspects, second.counters.retired, house.library.fetched]).toEqual([0, 1, [idOf('000000004')]]);
      expect(await house.stored('retired')).toEqual(['000000004']);
      expect((await house.find('000000004'))?.history.at(-1)?.outcome).toBe('retired');
    },
  );

  it('T48 is forgiven when it is back the next time', async () => {
    const house = createInstallation();
    house.library.hold(...without());
    await house.harvest({ mode: 'full' });
    for (const missing of [['000000004'], [], ['000000004'], []]) {
      house.library.hold(...without(...missing));
      await house.harvest({ mode: 'full' });
    }
    expect(await house.stored()).toHaveLength(20);
    expect((await house.find('000000004'))?.missed).toBe(0);
  });

  it('T48 stays when the source has it after all', async () => {
    const house = createInstallation();
    house.library.hold(...without());
    await house.harvest({ mode: 'full' });
    house.library.hold(...without('000000004'), held('000000004', { isHidden: true }));
    await house.harvest({ mode: 'full' });
    const run = await house.harvest({ mode: 'full' });
    expect(run.warnings).toEqual([expect.stringContaining('the source has it when asked: its lists are not complete')]);
    expect(await house.stored()).toHaveLength(20);
  });

  it('T47 is not believed when it is most of it, and says so', async () => {
    const house = createInstallation({ isSnapshot: true });
    house.library.hold(...without());
    await house.harvest();
    house.library.hold(...without(...twenty.slice(0, 12)));
    for (let time = 0; time < 3; time++) {
      const run = await house.harvest();
      expect(run.state).toBe('completed');
      expect(run.warnings).toEqual([
        expect.stringContaining('12 records are missing from the list, more than the 2 that are believed at once'),
      ]);
    }
    expect(await house.stored()).toHaveLength(20);
  });

  it('D8 is looked at by a person in a reconciliation, with the drift', async () => {
    const house = createInstallation();
    house.library.hold(...without());
    await house.harvest({ mode: 'full' });
    house.library.hold(...without(...twenty.slice(0, 12)));
    await house.harvest({ mode: 'reconcile' });
    const run = await house.harvest({ mode: 'reconcile' });
    expect([run.state, run.counters.retired]).toEqual(['needs-approval', 12]);
    const outcome = await house.harvests.approve(run.id, { actor: 'Maija' });
    const approved = outcome.kind === 'started' ? await outcome.done : undefined;
    expect(approved?.message).toMatch(/^Drift: 12 records were not as the source has them/);
    expect(await house.stored()).toHaveLength(8);
  });

  it('T40 a load that was dated back is found by the next reconciliation', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'));
    await house.harvest();
    house.library.hold(held('000000001'), held('000000002', { changed: '2025-06-01T00:00:00Z' }));
    expect((await house.harvest()).counters.added).toBe(0);
    const run = await house.harvest({ mode: 'reconcile' });
    expect([run.counters.added, run.message.startsWith('Drift: 1 records')]).toEqual([1, true]);
  });

  it('T39 a record that shows late is found by the overlap', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'));
    await house.harvest();
    // Stamped before the mark, visible after it.
    house.library.hold(held('000000001'), held('000000002', { changed: '2026-03-01T11:50:00Z' }));
    house.library.at('2026-03-01T18:00:00Z');
    expect((await house.harvest()).counters.added).toBe(1);
  });

  it('proves nothing where the list was doubtful', async () => {
    const house = createInstallation();
    house.library.hold(...without());
    await house.harvest({ mode: 'full' });
    house.library.hold(...without('000000004'));
    house.library.doubt('the list was read in pieces');
    for (let time = 0; time < 3; time++) expect((await house.harvest({ mode: 'full' })).counters.suspects).toBe(0);
    expect(await house.stored()).toHaveLength(20);
  });

  it('T51 does not depend on a set: a record that only moved between sets is as it was', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'));
    await house.harvest();
    house.library.hold(held('000000001', { changed: '2026-03-01T09:00:00Z' }));
    expect((await house.harvest()).counters).toMatchObject({ unchanged: 1, updated: 0 });
  });

  it('tells an odd number of wanted records', async () => {
    const house = createInstallation({ isSnapshot: true });
    house.library.hold(...without());
    for (let time = 0; time < 5; time++) await house.harvest();
    house.library.hold(...numbers(45).map((number) => held(number)));
    expect((await house.harvest()).warnings).toEqual([
      expect.stringContaining('The list has 45 wanted records; the last 5 complete ones had about 20'),
    ]);
  });
});

describe('dates', () => {
  it.each([
    ['T42 with a fraction', '2026-03-01T12:00:00.123Z', '2026-03-01T12:00:00Z'],
    ['T42 that is no date', 'yesterday', undefined],
    ['T42 that is missing', undefined, undefined],
  ])('%s are taken for a mark as they can be', async (_, responseDate, mark) => {
    const house = createInstallation();
    house.library.hold(held('000000001'));
    house.library.at(responseDate);
    expect((await house.harvest()).state).toBe('completed');
    expect(await house.mark()).toBe(mark);
  });

  it('T42 without a readable one the old mark stays', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'));
    await house.harvest();
    house.library.at(undefined);
    await house.harvest();
    expect(await house.mark()).toBe('2026-03-01T12:00:00Z');
  });

  it.each([
    ['2026-03-01T12:10:00Z', /^Its clock is 9 minutes ahead of ours/],
    ['2026-02-28T12:01:00Z', /^Its clock is 1440 minutes behind ours/],
  ])('T42 of a clock that differs from ours (%s) are told, and its own counts', async (responseDate, remark) => {
    const house = createInstallation();
    house.library.hold(held('000000001'), held('000000002'));
    house.library.at(responseDate);
    const run = await house.harvest();
    expect([run.state, run.warnings]).toEqual(['completed', [expect.stringMatching(remark)]]);
    expect(await house.mark()).toBe(responseDate);
    house.library.hold(held('000000001'));
    // It says nothing against the list.
    expect((await house.harvest({ mode: 'full' })).counters.suspects).toBe(1);
  });

  it('T38 of records are kept as they came and never computed with', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001', { changed: '2031-01-01T00:00:00.000Z' }), held('000000002', { changed: '1999-12-31' }));
    await house.harvest();
    expect((await house.find('000000001'))?.datestamp).toBe('2031-01-01T00:00:00.000Z');
    expect(await house.mark()).toBe('2026-03-01T12:00:00Z');
  });
});

describe('a harvest that fails', () => {
  it.each([
    ['a time-out', new SourceError('timeout', 'library: no answer within 60000 ms'), 'The next run goes on where this one stopped'],
    ['a token loop', new SourceError('token-loop', 'library: the list goes round in circles'), 'Tell the source: its list never ends'],
    ['a closed door', new SourceError('forbidden', 'library answers 403'), 'Ask the source to let our address in'],
  ])('by %s changes nothing and says what to do', async (_, error, remedy) => {
    const house = createInstallation();
    house.library.hold(...numbers(30).map((number) => held(number)));
    house.library.failAfter(2, error);
    const run = await house.harvest();
    expect([run.state, await house.stored(), await house.mark()]).toEqual(['failed', [], undefined]);
    expect(run.message).toContain(error.message);
    expect(run.message).toContain(remedy);
    expect(run.counters).toMatchObject({ seen: 20, pages: 2 });
  });

  it('goes on where it was, by the same run', async () => {
    const house = createInstallation();
    house.library.hold(...numbers(30).map((number) => held(number)));
    house.library.failAfter(2, new SourceError('timeout', 'library: no answer'));
    const failed = await house.harvest();
    const run = await house.harvest();
    expect([run.id, run.state, run.counters.seen]).toEqual([failed.id, 'completed', 30]);
    expect(house.library.lists).toEqual([{}, { resume: { token: '20', listNumber: 1 } }]);
  });

  it('of a snapshot begins again, for half a list proves nothing', async () => {
    const house = createInstallation({ isSnapshot: true });
    house.library.hold(...numbers(30).map((number) => held(number)));
    house.library.failAfter(2, new SourceError('timeout', 'library: no answer'));
    await house.harvest();
    const run = await house.harvest();
    expect([run.state, run.counters.seen, house.library.lists]).toEqual(['completed', 30, [{}, {}]]);
  });

  it('T7 by a long Retry-After waits for its time and then goes on by itself', async () => {
    const house = createInstallation();
    house.library.hold(...numbers(30).map((number) => held(number)));
    const nextAttemptAt = new Date(house.clock.now + 7_200_000).toISOString();
    house.library.failAfter(1, new SourceError('paused', 'library: it asks us to come back', { nextAttemptAt }));
    const run = await house.harvest();
    expect([run.state, run.nextAttemptAt]).toEqual(['paused', nextAttemptAt]);
    await house.harvests.resumeDue();
    expect(house.library.lists).toHaveLength(1);
    house.clock.now += 7_300_000;
    await house.harvests.resumeDue();
    await house.harvests.stop();
    expect(house.library.lists).toHaveLength(2);
  });
});
