import { createRuns, type Runs } from '../../src/administration/runs.js';
import { createSources, type Sources } from '../../src/administration/sources.js';
import { countHarvestTimes, nextHarvests } from '../../src/schedule/harvest-schedule.js';
import { createInstallation, type Installation, type InstallationOptions } from '../harvester/run/installation.js';
import { held, numbers } from '../harvester/run/model-source.js';

/** A house with a model library, and what an administrator sees of it. */
export interface HarvestHouse extends Installation {
  readonly sources: Sources;
  readonly history: Runs;
  /** So many records, numbered from 1. */
  hold(count: number): void;
}

export const createHarvestHouse = (options: InstallationOptions = {}): HarvestHouse => {
  const house = createInstallation(options);
  const { settings, store, harvests, clock } = house;
  return {
    ...house,
    sources: createSources({ settings, store, harvests, clock: () => clock.now, nextHarvests, countHarvestTimes }),
    history: createRuns({ harvests, store }),
    hold: (count) => house.library.hold(...numbers(count).map((number) => held(number))),
  };
};

/** Holds the library up at a page; `reached` resolves when it is there. */
export const holdAt = (house: Installation, wanted: number): { readonly reached: Promise<void>; readonly release: () => void } => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) => {
    house.library.onPage(async (page) => {
      if (page !== wanted) return;
      resolve();
      await released;
    });
  });
  return { reached, release };
};

export const REQUEST = { source: 'library', mode: 'incremental', dryRun: false, approveLargeChange: false, actor: 'Maija' } as const;
