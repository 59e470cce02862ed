import { StoreError } from '../../src/store/ports.js';
import type { ReadStore } from './backend.js';

/** Makes the next reading of records fail, once. */
export interface FaultSwitch {
  arm(): void;
  /** True when a reading has failed since it was armed. */
  disarm(): boolean;
}

/** The store as it is on a bad day. */
export const withFaults = (store: () => ReadStore): { readonly store: ReadStore; readonly fault: FaultSwitch } => {
  let state: 'quiet' | 'armed' | 'struck' = 'quiet';
  const strike = (): void => {
    if (state !== 'armed') return;
    state = 'struck';
    throw new StoreError('unavailable', 'a fault of the script');
  };
  const failing = async <T>(read: () => Promise<T>): Promise<T> => {
    strike();
    return read();
  };
  return {
    store: {
      readInstallation: () => store().readInstallation(),
      readBounds: () => store().readBounds(),
      readMoment: () => store().readMoment(),
      findRecord: (identifier, metadataPrefix) => failing(() => store().findRecord(identifier, metadataPrefix)),
      listRecordsOf: (identifier) => failing(() => store().listRecordsOf(identifier)),
      listHeadersOf: (identifiers) => failing(() => store().listHeadersOf(identifiers)),
      listRecords: (query) => failing(() => store().listRecords(query)),
      listHeaders: (query) => failing(() => store().listHeaders(query)),
      countRecords: (query) => failing(() => store().countRecords(query)),
    },
    fault: {
      arm: () => (state = 'armed'),
      disarm: () => {
        const struck = state === 'struck';
        state = 'quiet';
        return struck;
      },
    },
  };
};
