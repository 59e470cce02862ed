import { randomBytes, randomUUID } from 'node:crypto';
import { datestampOf, type Datestamp } from '../catalogue/datestamp.js';
import { StoreError, type Installation, type InstallationChange, type TokenKey } from './ports.js';
import { isSameJson } from './same-json.js';

const SECOND = 1000;
const DAY_SECONDS = 86_400;

/** What a store is born with. `now` in milliseconds, before the first datestamp that it gives. */
export const createInstallation = (now: number): Installation => ({
  epoch: createEpoch(),
  earliestDatestamp: earliestDatestampBefore(now),
  tokenKeys: [createTokenKey(now)],
});

/** Names one life of a store, so that the tokens of another are known and refused. */
export const createEpoch = (): string => randomUUID();

/** A key for resumption tokens. `now` in milliseconds. */
export const createTokenKey = (now: number): TokenKey => ({
  id: randomBytes(6).toString('base64url'),
  secret: randomBytes(32).toString('base64url'),
  created: datestampOf(now),
});

/** The second before; a day earlier on 29 February, as harvesters that count in years make of that a date that is none. */
const earliestDatestampBefore = (now: number): Datestamp => {
  const before = datestampOf(now - SECOND);
  const date = new Date(before * SECOND);
  const isLeapDay = date.getUTCMonth() === 1 && date.getUTCDate() === 29;
  return isLeapDay ? ((before - DAY_SECONDS) as Datestamp) : before;
};

/** @throws StoreError `conflict` when the keys, or the place of a rendering, are not those any more that the change was made from */
export const planInstallation = (current: Installation, { sawTokenKeys, sawRendering, ...changed }: InstallationChange): Installation => {
  if (sawRendering !== undefined && !isSameJson(sawRendering, current.rendering ?? 'none')) {
    throw new StoreError('conflict', 'the rendering of everything anew: another process has gone on with it; read its place again');
  }
  const ids = current.tokenKeys.map(({ id }) => id);
  if (sawTokenKeys && !isSameJson(sawTokenKeys, ids)) {
    throw new StoreError(
      'conflict',
      `the token keys: the change saw ${sawTokenKeys.join(', ')}, but there are ${ids.join(', ')}; read them again`,
    );
  }
  return { ...current, ...changed };
};
