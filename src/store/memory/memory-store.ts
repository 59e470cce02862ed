import { datestampOf, type Datestamp } from '../../catalogue/datestamp.js';
import type { WallClock } from '../../platform/clock.js';
import { createCommitQueue } from '../commit-queue.js';
import { applyPlan, createContents, planCommit, resultOf } from '../contents.js';
import { createContentsReader } from '../contents-reader.js';
import { createDatestampClock, type DatestampClock } from '../datestamp-clock.js';
import { gatherParts } from '../gather-parts.js';
import { createInstallation } from '../installation.js';
import { StoreError, type Store } from '../ports.js';

/** A store that is gone with its program: for tests, and to try the service without leaving a trace. */
export const createMemoryStore = ({
  wallClock,
  clock = createDatestampClock({ wallClock }),
}: {
  readonly wallClock: WallClock;
  readonly clock?: DatestampClock;
}): Store => {
  const contents = createContents(createInstallation(clock.read()));
  const queue = createCommitQueue();
  let isOpen = true;
  const refuseIfClosed = (): void => {
    if (!isOpen) throw new StoreError('unavailable', 'the store in memory has been closed');
  };
  const commit: Store['commit'] = (change) =>
    queue.run(async () => {
      refuseIfClosed();
      const plan = planCommit(contents, change, datestampOf(clock.read()));
      applyPlan(contents, plan);
      return resultOf(plan);
    });
  const readBounds: Store['readBounds'] = async () => {
    refuseIfClosed();
    const now = datestampOf(clock.read());
    // A commit stamps and publishes in one turn of the event loop, so none is ever in flight here.
    return { now, settled: (now - 1) as Datestamp };
  };
  return {
    ...createContentsReader(contents, refuseIfClosed, readBounds),
    commit,
    commitParts: async (parts) => commit(await gatherParts(parts)),
    close: () =>
      queue.run(async () => {
        isOpen = false;
      }),
  };
};
