import { readFileSync } from 'node:fs';
import { anyAddress, isPublicAddress } from '../harvester/transport/address-guard.js';
import { createFileClient } from '../harvester/file/file-client.js';
import { createFinnaClient } from '../harvester/finna/finna-client.js';
import { createHttp, type Http } from '../harvester/transport/http.js';
import { createJudge, type JudgeOptions } from '../harvester/reading/judge.js';
import { createOaiPmhClient } from '../harvester/oai-pmh/oai-pmh-client.js';
import { createPace, systemWait, type Pace } from '../harvester/transport/pace.js';
import { DEFAULT_PATIENCE, type Patience } from '../harvester/transport/patience.js';
import type { Reading } from '../harvester/reading/reading.js';
import type { HarvestSource } from '../harvester/run/harvest-source.js';
import type { SourceClient } from '../harvester/source-client.js';
import { createSruClient } from '../harvester/sru/sru-client.js';
import { listAround } from '../harvester/oai-pmh/window-list.js';
import { systemClock } from '../platform/clock.js';
import { ConfigError } from '../platform/config-error.js';
import type { Settings, SourceSettings } from '../platform/settings.js';

/** A piece of a list that fails is only halved again: it need not be tried for long. */
const FEW_ATTEMPTS: Patience = { ...DEFAULT_PATIENCE, attempts: 2 };

/** How one source is reached; whoever asks it goes by the same pace. */
export interface Connection {
  readonly http: Http;
  readonly pace: Pace;
}

/** By the id of the source. Nobody is asked yet. @throws ConfigError */
export const createConnections = (settings: Settings): ReadonlyMap<string, Connection> =>
  new Map(
    settings.sources.map((source) => [
      source.id,
      { http: connect(source, settings), pace: createPace({ minDelayMs: source.minDelayMs, clock: systemClock, wait: systemWait }) },
    ]),
  );

/** The sources of the settings, ready to be asked. No one is asked yet. @throws ConfigError */
export const createHarvestSources = (
  settings: Settings,
  reading: Reading,
  connections = createConnections(settings),
): ReadonlyMap<string, HarvestSource> =>
  new Map(
    settings.sources.flatMap((source) => {
      const connection = connections.get(source.id);
      return connection === undefined ? [] : [[source.id, createHarvestSource(source, connection, reading)]];
    }),
  );

const createHarvestSource = (source: SourceSettings, connection: Connection, reading: Reading): HarvestSource => {
  const judging: JudgeOptions = {
    rules: source.select,
    authority: { default: source.controlNumberIdentifier ?? source.id, aliases: source.controlNumberAliases },
  };
  const judge = createJudge(judging);
  const client = createClient(source, { ...connection, reading, judge: judging, patience: DEFAULT_PATIENCE });
  const pieces = createClient(source, { ...connection, reading, judge: judging, patience: FEW_ATTEMPTS });
  return {
    id: source.id,
    isSnapshot: source.protocol !== 'oai-pmh',
    client,
    impatient: pieces,
    listPages: (request, signal) => listAround(client, request, signal, { clock: systemClock, pieces }),
    judge: (xml) => judge.judgeXml(xml),
    overlapHours: source.overlapHours,
    removalBrake: source.removalBrake,
  };
};

interface ClientPorts extends Connection {
  readonly reading: Reading;
  readonly judge: JudgeOptions;
  readonly patience: Patience;
}

const createClient = (source: SourceSettings, ports: ClientPorts): SourceClient => {
  switch (source.protocol) {
    case 'sru':
      return createSruClient({ ...ports, source });
    case 'oai-pmh':
      return createOaiPmhClient({ ...ports, source });
    case 'finna':
      return createFinnaClient({ ...ports, source });
    case 'file':
      return createFileClient({ ...ports, source });
  }
};

const connect = (source: SourceSettings, { repository }: Settings): Http => {
  const [contact] = repository.adminEmail;
  const ca = readCertificates(source);
  return createHttp({
    userAgent: `Julkaisusilta/0.1 (${contact ?? repository.name})`,
    ...(contact !== undefined && { from: contact }),
    maxBytes: source.maxBytes,
    addresses: source.allowPrivate ? anyAddress : isPublicAddress,
    allowHosts: source.allowHosts,
    ...(ca !== undefined && { ca }),
  });
};

/** What a source trusts besides the system's authorities, as PEM. @throws ConfigError when its file cannot be read */
export const readCertificates = ({ id, caFile: file }: SourceSettings): string | undefined => {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError([`source ${id}: caFile ${file} cannot be read (${String((cause as NodeJS.ErrnoException).code)})`]);
  }
};
