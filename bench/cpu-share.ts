import { access, mkdir, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A process that may use so much of a core and no more. */
export interface Held {
  /** Takes the limit away again; before the process ends or after. */
  free(): Promise<void>;
}

/** In microseconds: short, so that a request does not wait long for its share. */
const PERIOD = 20_000;

/** Where Linux limits processors (control groups, version 1 and 2): the directory, and what says the limit. */
const PLACES = [
  {
    directory: '/sys/fs/cgroup/cpu',
    mark: 'cpu.cfs_quota_us',
    limit: async (group: string, quota: number) => {
      await writeFile(path.join(group, 'cpu.cfs_period_us'), String(PERIOD));
      await writeFile(path.join(group, 'cpu.cfs_quota_us'), String(quota));
    },
  },
  {
    directory: '/sys/fs/cgroup',
    mark: 'cgroup.subtree_control',
    limit: (group: string, quota: number) => writeFile(path.join(group, 'cpu.max'), `${quota} ${PERIOD}`),
  },
] as const;

/** @returns `undefined` where this machine does not let us */
export const holdToShare = async (pid: number, share: number): Promise<Held | undefined> => {
  for (const { directory, mark, limit } of PLACES) {
    const group = path.join(directory, `bench-${pid}`);
    try {
      await access(path.join(directory, mark));
      await mkdir(group);
    } catch {
      continue;
    }
    const processes = path.join(directory, 'cgroup.procs');
    const free = async (): Promise<void> => {
      await writeFile(processes, String(pid)).catch(() => undefined);
      await rmdir(group).catch(() => undefined);
    };
    try {
      await limit(group, Math.round(PERIOD * share));
      await writeFile(path.join(group, 'cgroup.procs'), String(pid));
      return { free };
    } catch {
      await free();
    }
  }
  return undefined;
};
