import { SaxesParser, type SaxesTagNS } from 'saxes';

export interface ReaderHandlers {
  readonly opentag: (tag: SaxesTagNS) => void;
  readonly closetag: () => void;
  readonly text: (piece: string) => void;
  readonly cdata: (piece: string) => void;
  /** As soon as each is read, before its tag is complete. */
  readonly attribute: () => void;
  /** Must throw: saxes itself reads on. */
  readonly error: (fault: Error) => never;
}

export type Reader = SaxesParser<{ readonly xmlns: true; readonly position: true }>;

/**
 * Whatever reads by saxes gets its reader here, all with the same handlers set in the same order. V8 reads fast only as long as all readers
 * have one shape: a seventh handler, or other ones elsewhere in the process, and from then on every page takes four times as long.
 */
export const createReader = (handlers: ReaderHandlers): Reader => {
  const reader = new SaxesParser({ xmlns: true, position: true });
  reader.on('error', handlers.error);
  reader.on('opentag', handlers.opentag);
  reader.on('closetag', handlers.closetag);
  reader.on('text', handlers.text);
  reader.on('cdata', handlers.cdata);
  reader.on('attribute', handlers.attribute);
  return reader;
};
