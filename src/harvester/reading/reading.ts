import type { GateOptions, RefusedDocument } from '../../xml/gate.js';
import type { XmlElement } from '../../xml/element.js';
import type { JudgeOptions } from './judge.js';
import type { ReceivedRecord, UnreadableRecord } from '../source-client.js';

/** Reads documents of strangers, in this thread or beside it. */
export interface Reading {
  /** Takes the bytes over: nobody else may look at them afterwards. Never rejects for what is in them. */
  read(task: ReadTask): Promise<ReadResult>;
  close(): Promise<void>;
}

/** All that is needed to read one document; fit to be sent to another thread. */
export interface ReadTask {
  readonly bytes: Uint8Array;
  readonly gate: Pick<GateOptions, 'maxBytes' | 'trailing' | 'fallback'>;
  /** Of the HTTP header Content-Type. */
  readonly charset?: string;
  /** The protocol whose records they are. */
  readonly records: RecordProtocol;
  /** Absent: the records are read and not judged. */
  readonly judge?: JudgeOptions;
}

/** `marcxml`: a collection of records in no protocol's envelope. */
export type RecordProtocol = 'oai-pmh' | 'sru' | 'marcxml';

export type ReadResult = ReadDocument | RefusedDocument;

export interface ReadDocument {
  readonly kind: 'sound';
  /** The document's element with all but its records. */
  readonly root: XmlElement;
  readonly records: readonly RecordRead[];
  /** What was mended outside the records, in words. */
  readonly repairs: readonly string[];
}

export type RecordRead = ReceivedRead | UnreadableRead;

export interface ReceivedRead {
  readonly kind: 'received';
  readonly record: ReceivedRecord;
}

export interface UnreadableRead {
  readonly kind: 'unreadable';
  readonly record: UnreadableRecord;
}
