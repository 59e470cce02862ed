import { readTargets, writeBeacon } from '../../../discovery/dumps/beacon.js';
import { utc } from '../../../discovery/dumps/addresses.js';
import { writeKbart } from '../../../discovery/dumps/kbart.js';
import { writeLinksCsv } from '../../../discovery/dumps/links-csv.js';
import { writeLinksJson, type DumpWish } from '../../../discovery/dumps/links-json.js';
import type { DumpPorts } from '../../../discovery/dumps/walk.js';
import type { PublicAnswer, PublicRequest, PublicRoute } from '../route.js';
import { badRequest, readMoment } from './since.js';

/** All ties ours ↔ theirs, whole or since a moment. */
export const dumpRoutes = (ports: DumpPorts): readonly PublicRoute[] => [
  dump(ports, '/links.json', 'application/json; charset=utf-8', writeLinksJson),
  dump(ports, '/links.csv', 'text/csv; charset=utf-8; header=present', writeLinksCsv, () => 'links.csv'),
  { method: 'GET', path: '/links.beacon', handle: (request) => answerBeacon(ports, request) },
  dump(ports, '/links.kbart', 'text/tab-separated-values; charset=utf-8', writeKbart, kbartName),
];

type WriteDump = (ports: DumpPorts, wish: DumpWish) => AsyncIterable<string>;

const dump = (
  ports: DumpPorts,
  path: string,
  type: string,
  write: WriteDump,
  fileName?: (ports: DumpPorts, changed: number) => string,
): PublicRoute => ({
  ...{ method: 'GET', path },
  handle: async ({ query }) => {
    const since = readMoment(query, 'since');
    if (since.kind === 'problem') return since;
    const version = await ports.discovery.readVersion();
    const body = write(ports, since.seconds === undefined ? {} : { since: since.seconds });
    const headers = fileName && { 'Content-Disposition': `inline; filename="${fileName(ports, version.changed)}"` };
    return { kind: 'stream', type, body, version, ...(headers && { headers }) };
  },
});

/** The name that a KBART file should have (NISO RP-9-2014 §6.5.1): provider, region, package, date. */
const kbartName = ({ settings }: DumpPorts, changed: number): string => {
  const provider = settings.publisher.name.normalize('NFD').replace(/[^A-Za-z0-9]/g, '');
  return `${provider === '' ? 'Publisher' : provider}_Global_AllTitles_${utc(changed).slice(0, 10)}.txt`;
};

const answerBeacon = async (ports: DumpPorts, { query }: PublicRequest): Promise<PublicAnswer> => {
  const since = readMoment(query, 'since');
  if (since.kind === 'problem') return since;
  const target = query.get('target');
  if (target !== null) {
    const targets = await readTargets(ports);
    if (!targets.includes(target)) return badRequest(unknownTarget(target, targets));
  }
  const version = await ports.discovery.readVersion();
  const wish = { ...(target !== null && { target }), ...(since.seconds !== undefined && { since: since.seconds }) };
  return { kind: 'stream', type: 'text/plain; charset=utf-8', body: writeBeacon(ports, wish), version };
};

const unknownTarget = (target: string, targets: readonly string[]): string =>
  `There are no links to a target ${target.slice(0, 60)}. Targets are: ${targets.join(', ')}. Without target, the links begin at ISBNs.`;
