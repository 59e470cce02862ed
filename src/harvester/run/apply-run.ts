import type { RenderingFault, Rendered } from '../../publishing/publishing.js';
import type { HarvestedRecord, SourceState } from '../../store/harvest-ports.js';
import { gatherParts } from '../../store/gather-parts.js';
import type { StoreChange } from '../../store/ports.js';
import type { Run } from '../../store/run-ports.js';
import { inBatches } from './in-batches.js';
import type { PlannedRun } from './planned-run.js';
import type { ComingRows, LinkPlan, RunPorts } from './run-ports.js';

/** What came to light in the applying. */
export interface Applied {
  readonly faults: readonly RenderingFault[];
  /** Sentences: how the source agrees with the others. */
  readonly remarks: readonly string[];
}

/**
 * The one place where a harvest changes anything: records, what is published of them, ties, quarantine, mark and run in one commit.
 * @throws StoreError `conflict` when the source was changed by another run since this one was planned
 */
export const applyRun = (ports: RunPorts, run: Run, planned: PlannedRun, source: SourceState): Promise<Applied> => {
  const apply = (): Promise<Applied> => applyInTurn(ports, run, planned, source);
  return ports.linkTurns ? ports.linkTurns.run(apply) : apply();
};

const applyInTurn = async (ports: RunPorts, run: Run, planned: PlannedRun, source: SourceState): Promise<Applied> => {
  const links = await ports.planLinks(comingOf(planned));
  // Before the commit, as after it nothing of what is planned is to come any more.
  const remarks = await tellCrossCheck(run, links);
  const faults: RenderingFault[] = [];
  await commitAll(ports, changeParts(ports, { run, planned, source, links }, faults));
  return { faults, remarks };
};

const comingOf = (planned: PlannedRun): ComingRows => ({
  has: (localId) => planned.fateOf(localId) !== undefined,
  batches: async function* () {
    for await (const { changes, silent } of planned.parts()) yield [...changes.map(({ after }) => after), ...silent];
  },
});

/** A change of so few parts (the source, records, ties) is gathered and stored like any other: whole or not at all, as they all are. */
const FEW_PARTS = 3;

const commitAll = async ({ store }: RunPorts, parts: AsyncGenerator<StoreChange>): Promise<void> => {
  const held: StoreChange[] = [];
  let next = await parts.next();
  for (; next.done !== true && held.length < FEW_PARTS; next = await parts.next()) held.push(next.value);
  if (next.done === true) await store.commit(await gatherParts(follow(held)));
  else await store.commitParts(follow([...held, next.value], parts));
};

async function* follow(first: readonly StoreChange[], rest?: AsyncIterable<StoreChange>): AsyncIterable<StoreChange> {
  for (const part of first) yield part;
  if (rest) yield* rest;
}

interface Application {
  readonly run: Run;
  readonly planned: PlannedRun;
  readonly source: SourceState;
  readonly links: LinkPlan;
}

/** Rows of one part: records, or ties. */
const BATCH = 200;

async function* changeParts(ports: RunPorts, application: Application, faults: RenderingFault[]): AsyncGenerator<StoreChange> {
  const { run, planned, source, links } = application;
  const { revision, ...state } = source;
  // First, so that a run that comes too late learns of it before all the work.
  yield {
    source: {
      ...state,
      sawRevision: revision,
      lastRun: run.id,
      volumes: planned.volumes,
      ...(run.mark !== undefined && { mark: run.mark }),
    },
  };
  for await (const { changes, silent, quarantine } of planned.parts()) {
    const after = changes.map((change) => change.after);
    const { records, faults: found } = await render(ports, links, after);
    faults.push(...found);
    yield { harvested: [...after, ...silent], records, quarantine };
  }
  // What moved and is not changed itself.
  const moved = links.moved.filter((localId) => planned.fateOf(localId) !== 'changed');
  for await (const localIds of inBatches(moved, BATCH)) {
    const { records, faults: found } = await render(ports, links, [], localIds);
    faults.push(...found);
    yield { records };
  }
  for await (const change of links.changes()) yield { links: change };
}

/** What is published of records once they are as given, and of others that stay as they are stored. */
const render = async (
  { store, render: renderItems }: RunPorts,
  links: LinkPlan,
  changed: readonly HarvestedRecord[],
  others: readonly string[] = [],
): Promise<Rendered> => {
  const next = new Map(changed.map((row) => [row.localId, row]));
  const localIds = [...next.keys(), ...others];
  if (localIds.length === 0) return { records: [], faults: [] };
  const copies = new Map<string, HarvestedRecord[]>(localIds.map((localId) => [localId, []]));
  for (const row of await store.listHarvestedOfMany(localIds)) copies.get(row.localId)?.push(row);
  return renderItems(
    [...copies].map(([localId, stored]) => ({ localId, copies: withChange(stored, next.get(localId)), isOwn: links.isOwn(localId) })),
  );
};

/** Of a list of everything only: a run of changes says nothing about the rest. */
const tellCrossCheck = async ({ request }: Run, links: LinkPlan): Promise<readonly string[]> => {
  if (request.limit !== undefined || request.mode === 'range' || request.mode === 'records') return [];
  const found = await links.crossCheck(request.source);
  if (!found) return [];
  return [
    ...tell(found.onlyHere, 'wanted records are in no other source'),
    ...tell(found.onlyElsewhere, 'records of other sources are not in this one'),
  ];
};

const SHOWN = 10;

const tell = (localIds: readonly string[], what: string): readonly string[] =>
  localIds.length === 0
    ? []
    : [`Cross-check: ${localIds.length} ${what}: ${localIds.slice(0, SHOWN).join(', ')}${localIds.length > SHOWN ? ' …' : ''}`];

/** A run has one row at most of each record, as it is of one source. */
const withChange = (stored: readonly HarvestedRecord[], changed: HarvestedRecord | undefined): readonly HarvestedRecord[] =>
  changed ? [...stored.filter(({ source }) => source !== changed.source), changed] : stored;
