import type pg from 'pg';
import { LendingSocket } from './lending-socket.js';

/** Kinds of messages (PostgreSQL, "Message Formats"): the first byte of each. */
const COPY_DATA = 0x64;
const COPY_OUT_RESPONSE = 0x48;
/** NoticeResponse, NotificationResponse, ParameterStatus: may stand between any two messages ("COPY Operations"). */
const ASIDES: ReadonlySet<number> = new Set([0x4e, 0x41, 0x53]);
/** The kind, and a length that counts itself but not the kind. */
const HEAD_LENGTH = 5;

/** To whom the messages of a copy go. */
export interface CopyReaders {
  /** What was copied, part by part: what stands between two places of what came, lent until this returns. */
  readonly take: (part: Buffer, begin: number, end: number) => void;
  /** A whole message that has nothing to do with the copy. */
  readonly aside: (message: Buffer) => void;
  /** The copy has ended, well or not: what came after it, from the first byte of a message on. Nothing may be given in any more. */
  readonly rest: (bytes: Buffer) => void;
}

/** Takes messages from the parts in which they come, wherever these end. @returns takes the next part */
export const readCopyMessages = ({ take, aside, rest }: CopyReaders): ((part: Buffer) => void) => {
  const head = Buffer.alloc(HEAD_LENGTH);
  let headLength = 0;
  let kind = 0;
  /** Bytes of the message that are still to come. */
  let left = 0;
  let kept: Buffer[] | undefined;

  const takePayload = (part: Buffer, at: number): number => {
    const end = Math.min(part.length, at + left);
    if (kind === COPY_DATA) take(part, at, end);
    else kept?.push(Buffer.from(part.subarray(at, end)));
    left -= end - at;
    return end;
  };
  const endMessage = (): void => {
    headLength = 0;
    if (kept) aside(Buffer.concat(kept));
    kept = undefined;
  };
  return (part) => {
    let at = 0;
    while (at < part.length) {
      if (headLength < HEAD_LENGTH) {
        const taken = part.copy(head, headLength, at, Math.min(part.length, at + HEAD_LENGTH - headLength));
        headLength += taken;
        at += taken;
        if (headLength < HEAD_LENGTH) return;
        kind = head.readUInt8(0);
        left = head.readUInt32BE(1) - 4;
        const isAside = ASIDES.has(kind);
        if (!isAside && kind !== COPY_DATA && kind !== COPY_OUT_RESPONSE) {
          rest(Buffer.concat([head, part.subarray(at)]));
          return;
        }
        if (isAside) kept = [Buffer.from(head)];
      }
      at = takePayload(part, at);
      if (left === 0) endMessage();
    }
  };
};

type Listener = (part: Buffer) => void;

/**
 * Asks `copy (…) to stdout` and gives what is copied to `take` as it comes from the network; pg would copy it twice more on its way.
 * @throws what PostgreSQL says, or what `take` throws, once the copy has ended: the connection is as good as before then
 */
export const copyOut = (client: pg.ClientBase, statement: string, take: CopyReaders['take']): Promise<void> =>
  new Promise((resolve, reject) => {
    let failure: Error | undefined;
    const takeUntilFailure: CopyReaders['take'] = (part, begin, end) => {
      if (failure) return;
      try {
        take(part, begin, end);
      } catch (cause) {
        failure = cause instanceof Error ? cause : new Error(String(cause), { cause });
      }
    };
    // As pg calls a query that is not its own: `callback` also where it took too long. More may come of it then, which nobody wants any more:
    // where it would be put may be somebody else's by now.
    const query = {
      callback: (error?: Error | null): void => {
        failure = error ?? failure;
        if (failure) reject(failure);
        else resolve();
      },
      submit: (connection: pg.Connection): Error | undefined => {
        const { stream } = connection;
        const listeners = stream.listeners('data') as unknown as readonly Listener[];
        const [theirs] = listeners;
        if (!theirs || listeners.length > 1) return new Error(`a connection of pg has ${listeners.length} readers in place of one`);
        const ours = readCopyMessages({
          take: takeUntilFailure,
          aside: theirs,
          rest: (bytes) => {
            if (stream instanceof LendingSocket) stream.lends = false;
            stream.on('data', theirs).off('data', ours);
            theirs(bytes);
          },
        });
        if (stream instanceof LendingSocket) stream.lends = true;
        stream.on('data', ours).off('data', theirs);
        connection.query(statement);
        return undefined;
      },
      handleError: (error: Error): void => query.callback(error),
      handleCommandComplete: (): void => undefined,
      handleReadyForQuery: (): void => query.callback(),
    };
    client.query(query);
  });
