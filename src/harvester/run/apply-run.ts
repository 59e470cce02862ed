import type { HarvestedItem } from '../../publishing/harvested-items.js';
import type { RenderingFault } from '../../publishing/publishing.js';
import type { HarvestedRecord, SourceState } from '../../store/harvest-ports.js';
import type { Run } from '../../store/run-ports.js';
import type { PlannedRun } from './planned-run.js';
import type { LinkPlan, RunPorts } from './run-ports.js';

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
  const { store } = ports;
  const rows = [...planned.changes.map(({ after }) => after), ...planned.silent];
  const links = await ports.planLinks(rows);
  const touched = new Set([...planned.changes.map(({ after }) => after.localId), ...links.moved]);
  const changed = new Map<string, HarvestedRecord>(rows.map((row) => [row.localId, row]));
  const items: HarvestedItem[] = [];
  for (const localId of touched) {
    const copies = withChange(await store.listHarvestedOf(localId), changed.get(localId));
    items.push({ localId, copies, isOwn: links.isOwn(localId) });
  }
  const { records, faults } = await ports.render(items);
  const { revision, ...state } = source;
  await store.commit({
    harvested: rows,
    records,
    quarantine: planned.quarantine,
    links: links.change,
    source: {
      ...state,
      sawRevision: revision,
      lastRun: run.id,
      volumes: planned.volumes,
      ...(run.mark !== undefined && { mark: run.mark }),
    },
  });
  return { faults, remarks: tellCrossCheck(run, links) };
};

/** Of a list of everything only: a run of changes says nothing about the rest. */
const tellCrossCheck = ({ request }: Run, links: LinkPlan): readonly string[] => {
  const found = links.crossCheck(request.source);
  if (!found || request.limit !== undefined || request.mode === 'range' || request.mode === 'records') return [];
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
