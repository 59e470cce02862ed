import { openStores } from '../../../src/command/open-stores.js';
import type { Stores } from '../../../src/command/stores.js';
import { systemClock } from '../../../src/platform/clock.js';
import type { Config } from '../../../src/platform/config.js';
import { StoreError } from '../../../src/store/ports.js';

/** What only the operator may read. */
export const SECRET = 'connect ECONNREFUSED 10.1.2.3:5432 as silta_owner';

export interface FailingStores {
  readonly stores: Stores;
  /** The names of all that can fail. */
  readonly ports: readonly string[];
  /** From now on these fail, and no others: `runs`, or one method of a port, `store.findRecord`. */
  fail(ports: readonly string[]): void;
  /** The methods that were called in vain since this was asked last: `store.findRecord`. */
  takeFailures(): readonly string[];
}

/** Real stores in memory that cannot be reached when a test says so, as a database that went away. */
export const openFailingStores = async (): Promise<FailingStores> => {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const real = await openStores({} as Config, silent, 'memory', systemClock);
  let failing: readonly string[] = [];
  let failures: string[] = [];
  const wrap = (name: string, port: object): object =>
    new Proxy(port, {
      get: (target, method) => {
        const given: unknown = Reflect.get(target, method);
        if (typeof given !== 'function') return given;
        return (...words: readonly unknown[]): unknown => {
          if (!(failing.includes(name) || failing.includes(`${name}.${String(method)}`)) || method === 'close')
            return Reflect.apply(given, target, words);
          failures.push(`${name}.${String(method)}`);
          return failLike(method);
        };
      },
    });
  const members = Object.entries(real as unknown as Readonly<Record<string, unknown>>);
  const ports = members.flatMap(([name, value]) => (typeof value === 'object' && value !== null ? [[name, value] as const] : []));
  return {
    stores: { ...real, ...Object.fromEntries(ports.map(([name, port]) => [name, wrap(name, port)])) },
    ports: ports.map(([name]) => name),
    fail: (names) => {
      failing = names;
      failures = [];
    },
    takeFailures: () => failures.splice(0),
  };
};

const failLike = (method: string | symbol): unknown => {
  const error = new StoreError('unavailable', SECRET, { cause: new Error(SECRET) });
  // The one that is read in parts.
  if (method === 'readEntries') return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) };
  return Promise.reject(error);
};
