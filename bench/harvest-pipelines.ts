import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHarvestSources } from '../src/command/harvest-sources.js';
import { CROSSWALKS } from '../src/crosswalk/crosswalks.js';
import { HARVESTED_CROSSWALKS } from '../src/crosswalk/harvested/harvested-crosswalks.js';
import { createHarvests } from '../src/harvester/run/harvests.js';
import { planLinks } from '../src/linking/plan-links.js';
import { systemClock } from '../src/platform/clock.js';
import { createLog } from '../src/platform/log.js';
import { readSettings } from '../src/platform/read-settings.js';
import { createPublishing } from '../src/publishing/publishing.js';
import { openLowdbStore } from '../src/store/lowdb/lowdb-store.js';
import { openRunFiles } from '../src/store/lowdb/run-files.js';
import type { Store } from '../src/store/ports.js';
import type { RunStore } from '../src/store/run-ports.js';
import { anyAddress } from '../src/harvester/transport/address-guard.js';
import { createHttp } from '../src/harvester/transport/http.js';
import { createOaiPmhClient } from '../src/harvester/oai-pmh/oai-pmh-client.js';
import { createPace } from '../src/harvester/transport/pace.js';
import type { Reading } from '../src/harvester/reading/reading.js';
import { createWorkerReading } from '../src/harvester/reading/reading-pool.js';
import { SERIES_ISSN } from './harvest-records.js';

export interface PipelineTask {
  readonly url: string;
  readonly lookAhead: 'one-page' | 'never';
}

/** What is measured: takes all records of a source and says how many they were. `onPage` after each page. */
export interface Pipeline {
  run(task: PipelineTask, onPage: () => void): Promise<PipelineCounts>;
  close(): Promise<void>;
}

export interface PipelineCounts {
  readonly records: number;
  readonly inScope: number;
}

/** From the wire to the verdict on every record, in two threads beside this one. */
export const createReadingPipeline = (): Pipeline => {
  const reading = createWorkerReading({ worker: new URL('../dist/harvester/reading/reading-worker.js', import.meta.url) });
  return { run: (task, onPage) => readAll(reading, task, onPage), close: () => reading.close() };
};

const readAll = async (reading: Reading, { url, lookAhead }: PipelineTask, onPage: () => void): Promise<PipelineCounts> => {
  const client = createOaiPmhClient({
    http: createHttp({ userAgent: 'Julkaisusilta/bench', maxBytes: 64 * 1024 * 1024, addresses: anyAddress }),
    source: { id: 'bench', url, metadataPrefix: 'marc21' },
    pace: createPace({ minDelayMs: 0, clock: () => performance.now(), wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }),
    reading,
    judge: { rules: { issn: SERIES_ISSN, seriesTitle: 'Poliisiosaston julkaisu' }, authority: 'FI-MELINDA' },
    lookAhead,
  });
  let records = 0;
  let inScope = 0;
  for await (const page of client.listPages({}, new AbortController().signal)) {
    if (page.unreadable.length > 0) throw new Error(`unreadable: ${page.unreadable[0]!.reason}`);
    records += page.records.length;
    inScope += page.records.filter(({ verdict }) => verdict?.kind === 'inScope').length;
    onPage();
  }
  return { records, inScope };
};

/** Where a run keeps what it does. */
export interface RunStores {
  readonly store: Store;
  readonly runs: RunStore;
  close(): Promise<void>;
}

/** A fresh embedded store on the disk. */
const openFreshStore = async (): Promise<RunStores> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'bench-harvest-'));
  const store = await openLowdbStore({ directory, wallClock: systemClock });
  return {
    store,
    runs: await openRunFiles({ directory }),
    close: async () => {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
};

/**
 * A whole run as the service makes it: journal, match, rendering and the one commit included.
 * @param wanted what is taken: the series, which is one record in a hundred, or all of them
 */
export const createRunPipeline = (wanted: 'series' | 'all', openStores = openFreshStore): Pipeline => {
  const reading = createWorkerReading({ worker: new URL('../dist/harvester/reading/reading-worker.js', import.meta.url) });
  return {
    run: async (task, onPage) => {
      const stores = await openStores();
      try {
        return await runOnce({ ...stores, reading, wanted, task, onPage });
      } finally {
        await stores.close();
      }
    },
    close: () => reading.close(),
  };
};

interface RunTask {
  readonly store: Store;
  readonly runs: RunStore;
  readonly reading: Reading;
  readonly wanted: 'series' | 'all';
  readonly task: PipelineTask;
  readonly onPage: () => void;
}

const runOnce = async ({ store, runs, reading, wanted, task, onPage }: RunTask): Promise<PipelineCounts> => {
  const text = await readFile('store/config.json', 'utf8');
  const settingsReading = readSettings(text);
  if (settingsReading.kind === 'faults') throw new Error(settingsReading.faults.join());
  const select =
    wanted === 'all' ? { issn: [], seriesTitle: [], corporateBody: [] } : { issn: [SERIES_ISSN], seriesTitle: [], corporateBody: [] };
  const [, oai] = settingsReading.settings.sources;
  const source = { ...oai!, id: 'bench', url: task.url, select, allowPrivate: true, minDelayMs: 0, republish: true };
  const settings = { ...settingsReading.settings, sources: [source] };
  const publishing = createPublishing({
    ...{ store, settings, publicUrl: 'https://julkaisut.example.fi' },
    ...{ crosswalks: CROSSWALKS, harvestedCrosswalks: HARVESTED_CROSSWALKS },
  });
  const harvests = createHarvests({
    ...{ runs, store, clock: systemClock, log: createLog('silent', process.stderr) },
    render: (items) => publishing.renderHarvested(items),
    planLinks: planLinks({ store, settings, clock: systemClock }),
    sources: createHarvestSources(settings, reading),
  });
  const outcome = await harvests.start({ source: 'bench', mode: 'full', dryRun: false, approveLargeChange: false, actor: 'bench' });
  if (outcome.kind !== 'started') throw new Error(outcome.kind);
  let pages = 0;
  harvests.watch(outcome.run.id, ({ counters }) => {
    for (; pages < counters.pages; pages += 1) onPage();
  });
  const { state, message, counters } = await outcome.done;
  if (state !== 'completed') throw new Error(`${state}: ${message}`);
  return { records: counters.seen, inScope: counters.added };
};
