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
