import type { RunStore } from './run-ports.js';

/** Within one process: the lock on an embedded store's directory keeps others out. */
export const createSourceLeases = (): RunStore['leaseSource'] => {
  const held = new Set<string>();
  return async (source) => {
    if (held.has(source)) return undefined;
    held.add(source);
    let isMine = true;
    return () => {
      if (isMine) held.delete(source);
      isMine = false;
    };
  };
};
