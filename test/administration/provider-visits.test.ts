import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { CHECK_AGENT } from '../../src/administration/check-targets.js';
import { openProviderVisits, type ProviderVisits } from '../../src/administration/provider-visits.js';
import { cleanAgent, wideNetworkOf } from '../../src/administration/visitor.js';
import type { Log } from '../../src/platform/log.js';
import { createMemoryVisits } from '../../src/store/memory/memory-visits.js';
import type { VisitMemory } from '../../src/store/visit-ports.js';
import { readAnswer, tokenOf, type OaiAnswer } from '../provider/harvest.js';
import { localIds, openRepository, record, type Repository } from '../provider/repository.js';

const FINNA = { agent: 'Finna harvester', address: '192.0.2.77' };
const DOAB = { agent: 'DOAB/2', address: '2001:db8:7:8::9' };
const MINUTES = 60;

const warnings: string[] = [];
const LOG: Log = { info: () => undefined, warn: (event) => void warnings.push(event), error: () => undefined };

interface Desk {
  readonly repository: Repository;
  readonly visits: ProviderVisits;
  readonly memory: VisitMemory;
  /** A request by that client, as the web would put it. */
  readonly ask: (client: typeof FINNA, query: string) => Promise<OaiAnswer>;
  /** The first page, and so many after it. */
  readonly read: (client: typeof FINNA, query: string, pages: number) => Promise<void>;
}

/** Seven records on pages of three. */
const openDesk = async (memory = createMemoryVisits(), given?: Repository): Promise<Desk> => {
  const repository = given ?? openRepository({ oai: { pageSize: 3 } });
  if (!given) await repository.put(...localIds(7).map((id) => record(id)));
  const visits = await openProviderVisits({ memory, clock: repository.clock.wallClock, log: LOG });
  const ask: Desk['ask'] = async (client, query) => {
    const note = (answered: Parameters<ProviderVisits['note']>[1]): void => visits.note(client, answered);
    return readAnswer((await repository.provider.answerBytes(new URLSearchParams(query), undefined, note)).toString('utf8'));
  };
  const read: Desk['read'] = async (client, query, pages) => {
    let answer = await ask(client, query);
    const verb = new URLSearchParams(query).get('verb')!;
    for (let page = 1; page < pages; page++) {
      answer = await ask(client, `verb=${verb}&resumptionToken=${tokenOf(answer)!.text}`);
    }
  };
  return { repository, visits, memory, ask, read };
};

const LIST = 'verb=ListRecords&metadataPrefix=oai_dc';

describe('who harvested when', () => {
  it('leaves out our own check, which reads a piece of every list and takes nothing', async () => {
    const { ask, read, visits } = await openDesk();
    const check = { agent: CHECK_AGENT, address: '127.0.0.1' };
    await read(check, LIST, 2);
    await ask(check, `${LIST}&set=nothing`);
    await read(FINNA, LIST, 3);
    expect(visits.list().map(({ agent }) => agent)).toEqual([FINNA.agent]);
    expect(visits.listDays().map(({ client }) => client?.agent)).toContain(CHECK_AGENT);
  });

  it('shows a list that was read to its end as one visit', async () => {
    const { read, visits } = await openDesk();
    await read(FINNA, `${LIST}&set=own:online`, 3);
    expect(visits.list()).toEqual([
      {
        ...{ agent: 'Finna harvester', from: '192.0.2.0/24', verb: 'ListRecords', metadataPrefix: 'oai_dc', set: 'own:online' },
        ...{ began: '2012-03-04T05:06:09.000Z', last: '2012-03-04T05:06:09.000Z' },
        ...{ pages: 3, records: 7, completeListSize: 7, state: 'completed' },
      },
    ]);
  });

  it('shows what is being read as under way, after half an hour of silence as broken off, and when it goes on as under way again', async () => {
    const { ask, visits, repository } = await openDesk();
    const first = await ask(FINNA, LIST);
    repository.clock.tick(30 * MINUTES);
    expect(visits.list()).toMatchObject([{ state: 'underWay', pages: 1, records: 3 }]);
    repository.clock.tick(1);
    expect(visits.list()).toMatchObject([{ state: 'brokenOff', pages: 1, records: 3, completeListSize: 7 }]);
    await ask(FINNA, `verb=ListRecords&resumptionToken=${tokenOf(first)!.text}`);
    expect(visits.list()).toMatchObject([{ state: 'underWay', pages: 2, records: 6, last: '2012-03-04T05:36:10.000Z' }]);
  });

  it('counts a page that is asked for twice once', async () => {
    const { ask, visits } = await openDesk();
    const first = await ask(FINNA, LIST);
    await ask(FINNA, LIST);
    for (let again = 0; again < 3; again++) await ask(FINNA, `verb=ListRecords&resumptionToken=${tokenOf(first)!.text}`);
    expect(visits.list()).toMatchObject([{ pages: 2, records: 6, state: 'underWay' }]);
  });

  it('tells clients apart by name and network, and lists of one client by when they began and what they ask for', async () => {
    const { read, visits, repository } = await openDesk();
    await read(FINNA, LIST, 3);
    await read(DOAB, LIST, 2);
    await read({ ...FINNA, agent: 'curl/8' }, LIST, 1);
    await read(FINNA, `${LIST}&from=2012-03-04`, 3);
    repository.clock.tick(60);
    await read(FINNA, LIST, 1);
    expect(visits.list().map(({ agent, pages, since }) => [agent, pages, since])).toEqual([
      ['Finna harvester', 1, undefined],
      ['Finna harvester', 3, undefined],
      ['DOAB/2', 2, undefined],
      ['curl/8', 1, undefined],
      ['Finna harvester', 3, '2012-03-04T00:00:00Z'],
    ]);
  });

  it('tells two lists that ask for the same up to the same day apart by when they began', async () => {
    const { read, visits, repository } = await openDesk();
    const bounded = `${LIST}&until=2012-03-04T05:06:08Z`;
    await read(FINNA, bounded, 2);
    repository.clock.tick(60);
    await read(FINNA, bounded, 3);
    expect(visits.list().map(({ pages, state }) => [pages, state])).toEqual([
      [3, 'completed'],
      [2, 'underWay'],
    ]);
  });

  it('shows that there was nothing new, once for each client and list, however often it is asked', async () => {
    const { ask, visits, repository } = await openDesk();
    for (let night = 0; night < 5; night++) {
      repository.clock.tick(3600);
      await ask(FINNA, `${LIST}&from=2012-03-04T05:30:00Z`);
    }
    await ask(DOAB, `${LIST}&from=2012-03-04T05:30:00Z`);
    expect(visits.list().map(({ agent, pages, records, state, last }) => [agent, pages, records, state, last])).toEqual([
      ['Finna harvester', 0, 0, 'completed', '2012-03-04T10:06:09.000Z'],
      ['DOAB/2', 0, 0, 'completed', '2012-03-04T10:06:09.000Z'],
    ]);
  });

  it('counts all requests of a client and a day by verb, and what was wrong with them', async () => {
    const { ask, read, visits, repository } = await openDesk();
    await read(FINNA, LIST, 2);
    await ask(FINNA, 'verb=Identify');
    await ask(FINNA, 'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:x:y');
    await ask(FINNA, 'verb=ListRecords&resumptionToken=x');
    await ask(FINNA, 'verb=Nothing');
    repository.clock.tick(86_400);
    await ask(DOAB, 'verb=Identify');
    expect(visits.listDays()).toEqual([
      {
        day: '2012-03-05',
        client: { agent: 'DOAB/2', from: '2001:db8:7::/48' },
        requests: { Identify: 1 },
        errors: {},
        last: expect.anything(),
      },
      {
        ...{ day: '2012-03-04', client: { agent: 'Finna harvester', from: '192.0.2.0/24' }, last: '2012-03-04T05:06:09.000Z' },
        requests: { ListRecords: 3, Identify: 1, GetRecord: 1, none: 1 },
        errors: { idDoesNotExist: 1, badResumptionToken: 1, badVerb: 1 },
      },
    ]);
  });
});

describe('data protection', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:DB8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
    ['unknown', ''],
    ['<script>', ''],
  ])('keeps of the address %s only %j', (address, kept) => {
    expect(wideNetworkOf(address)).toBe(kept);
  });

  it('writes nothing down from which the whole address could be told', async () => {
    const { read, ask, visits, memory } = await openDesk();
    await read(FINNA, LIST, 3);
    await ask(DOAB, 'verb=Identify');
    await visits.save();
    expect(JSON.stringify(await memory.read())).not.toMatch(/192\.0\.2\.77|::9|:7:8/);
  });

  it('shows and keeps no more of a name than is fit for a table', () => {
    expect(cleanAgent(` a\u0000\u001b[31m\n b\u202e\ud800 `)).toBe('a [31m b');
    expect(cleanAgent('x'.repeat(100_000))).toHaveLength(120);
  });
});

describe('bounds that a stranger cannot move', () => {
  it('keeps 100 visits of one network and 500 in all, and lets the oldest go', async () => {
    const { ask, visits } = await openDesk();
    await ask(DOAB, LIST);
    for (let turn = 0; turn < 150; turn++) await ask({ ...FINNA, agent: `agent ${turn}` }, LIST);
    const kept = visits.list();
    expect(kept.filter(({ from }) => from === '192.0.2.0/24').map(({ agent }) => agent)).toEqual(
      Array.from({ length: 100 }, (_, index) => `agent ${index + 50}`),
    );
    expect(kept).toHaveLength(101);
    for (let turn = 0; turn < 600; turn++) await ask({ agent: 'many', address: `10.${turn >> 8}.${turn & 255}.1` }, LIST);
    expect(visits.list()).toHaveLength(500);
  });

  it('tells 100 clients of a day apart and counts the others together, and keeps 14 days', async () => {
    const { ask, visits, repository } = await openDesk();
    for (let turn = 0; turn < 120; turn++) await ask({ ...FINNA, agent: `agent ${turn}` }, 'verb=Identify');
    const day = visits.listDays();
    expect(day).toHaveLength(101);
    expect(day[0]).toMatchObject({ day: '2012-03-04', requests: { Identify: 20 } });
    expect(day[0]).not.toHaveProperty('client');
    for (let turn = 0; turn < 20; turn++) {
      repository.clock.tick(86_400);
      await ask(FINNA, 'verb=Identify');
    }
    expect(visits.listDays().map(({ day: each }) => each)).toEqual(Array.from({ length: 14 }, (_, index) => `2012-03-${24 - index}`));
  });
});

describe('the figures across a restart', () => {
  it('go on where they were, also in the middle of a list', async () => {
    const before = await openDesk();
    const first = await before.ask(FINNA, LIST);
    await before.visits.save();
    const after = await openDesk(before.memory, before.repository);
    expect(after.visits.list()).toEqual(before.visits.list());
    await after.ask(FINNA, `verb=ListRecords&resumptionToken=${tokenOf(first)!.text}`);
    expect(after.visits.list()).toMatchObject([{ pages: 2, records: 6 }]);
    expect(after.visits.listDays()).toMatchObject([{ requests: { ListRecords: 2 } }]);
  });

  it('are written only when they have changed, and a disk that fails is tried again', async () => {
    const written: unknown[] = [];
    let isFull = true;
    const kept = createMemoryVisits();
    const memory: VisitMemory = {
      read: () => kept.read(),
      update: async (change) => {
        if (isFull) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        const log = await kept.update(change);
        written.push(log);
        return log;
      },
    };
    const { ask, visits } = await openDesk(memory);
    await visits.save();
    await ask(FINNA, LIST);
    await visits.save();
    expect(warnings).toEqual(['visits.notKept']);
    isFull = false;
    await visits.save();
    await visits.save();
    expect(written).toHaveLength(1);
    expect(visits.listDays()).toMatchObject([{ requests: { ListRecords: 1 } }]);
  });

  it('are not written twice by two writes at the same moment', async () => {
    const { ask, visits, memory } = await openDesk();
    await ask(FINNA, LIST);
    await Promise.all([visits.save(), visits.save()]);
    expect((await memory.read()).days).toMatchObject([{ requests: { ListRecords: 1 } }]);
  });
});

describe('the figures of several processes', () => {
  /** As the provider notes it; 3 records a page, 10 pages. */
  const pageOf = (number: number) => ({
    verb: 'ListRecords' as const,
    metadataPrefix: 'oai_dc',
    page: { list: 'one', records: 3, cursor: 3 * number, completeListSize: 30, hasNext: number < 9 },
  });
  const openProcess = (memory: VisitMemory, clock: () => number) => openProviderVisits({ memory, clock, log: LOG });
  const figuresOf = (visits: ProviderVisits) =>
    visits.list().map(({ pages, records, state, began, last }) => ({ pages, records, state, began, last }));

  it('are one visit, each page counted once, whichever answered which page and when they write it down', async () => {
    const pages = fc.shuffledSubarray(
      Array.from({ length: 10 }, (_, number) => number),
      { minLength: 10 },
    );
    const step = fc.record({ at: fc.nat({ max: 2 }), isSaved: fc.boolean(), isRepeated: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(pages, fc.array(step, { minLength: 10, maxLength: 10 }), async (order, steps) => {
        const memory = createMemoryVisits();
        let now = Date.parse('2026-11-25T10:00:00Z');
        const processes = await Promise.all([0, 1, 2].map(() => openProcess(memory, () => now)));
        for (const [index, { at, isSaved, isRepeated }] of steps.entries()) {
          now += 1000;
          processes[at]!.note(FINNA, pageOf(order[index]!));
          if (isRepeated) processes[(at + 1) % 3]!.note(FINNA, pageOf(order[index]!));
          if (isSaved) await processes[at]!.save();
        }
        for (const each of processes) await each.save();
        for (const each of processes) {
          await each.save();
          expect(figuresOf(each)).toEqual([
            {
              ...{ pages: 10, records: 30, state: 'completed' },
              ...{ began: '2026-11-25T10:00:01.000Z', last: '2026-11-25T10:00:10.000Z' },
            },
          ]);
          const repeated = steps.filter(({ isRepeated }) => isRepeated).length;
          expect(each.listDays()).toMatchObject([{ requests: { ListRecords: 10 + repeated }, last: '2026-11-25T10:00:10.000Z' }]);
        }
        expect((await memory.read()).visits).toMatchObject([{ next: 30 }]);
        expect((await memory.read()).visits[0]).not.toHaveProperty('gaps');
      }),
      { numRuns: process.env['LONG'] ? 2000 : 100 },
    );
  });

  it('show in each what the others noted, once both have written it down', async () => {
    const memory = createMemoryVisits();
    const clock = (): number => Date.parse('2026-11-25T10:00:00Z');
    const [here, there] = [await openProcess(memory, clock), await openProcess(memory, clock)];
    here.note(FINNA, pageOf(0));
    there.note(DOAB, pageOf(0));
    await here.save();
    await there.save();
    expect(there.list().map(({ agent }) => agent)).toEqual([FINNA.agent, DOAB.agent]);
    await here.save();
    expect(here.list()).toEqual(there.list());
  });
});
