import type { HarvestedItem } from '../../publishing/harvested-items.js';
import type { RenderingFault } from '../../publishing/publishing.js';
import type { HarvestedRecord, SourceState } from '../../store/harvest-ports.js';
import type { Run } from '../../store/run-ports.js';
import type { PlannedRun } from './planned-run.js';
import type { RunPorts } from './run-ports.js';

/**
 * The one place where a harvest changes anything: records, what is published of them, ties, quarantine, mark and run in one commit.
 * @throws StoreError `conflict` when the source was changed by another run since this one was planned
 */
export const applyRun = async (ports: RunPorts, run: Run, planned: PlannedRun, source: SourceState): Promise<readonly RenderingFault[]> => {
  const { store } = ports;
  const rows = [...planned.changes.map(({ after }) => after), ...planned.silent];
  const links = await ports.planLinks(rows);
  const touched = new Set([...planned.changes.map(({ after }) => after.localId), ...links.moved]);
  const items: HarvestedItem[] = [];
  for (const localId of touched) {
    items.push({ localId, copies: overlay(await store.listHarvestedOf(localId), rows, localId), isOwn: links.isOwn(localId) });
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
  return faults;
};

const overlay = (stored: readonly HarvestedRecord[], rows: readonly HarvestedRecord[], localId: string): readonly HarvestedRecord[] => {
  const changed = rows.filter((row) => row.localId === localId);
  return [...stored.filter(({ source }) => !changed.some((row) => row.source === source)), ...changed];
};
