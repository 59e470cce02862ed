import { randomBytes } from 'node:crypto';

/** How a request is known in the log, here and at whoever asked. */
export interface RequestName {
  readonly requestId: string;
  /** 32 hexadecimal digits; absent when the request belongs to no trace. */
  readonly traceId?: string;
}

/** What may stand in a header and in a line of a log as it is. */
const WELL_FORMED = /^[\w.:+/=@~-]{1,64}$/;
/** W3C Trace Context §3.2: version, trace-id, parent-id, flags. Later versions may have more behind. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?$/;

/** The caller's own name for the request where it is well-formed, else its trace, else one of ours. */
export const nameRequest = (header: (name: string) => string): RequestName => {
  const given = header('X-Request-Id');
  const traceId = TRACEPARENT.exec(header('traceparent').trim())?.[1];
  const requestId = WELL_FORMED.test(given) ? given : (traceId ?? randomBytes(12).toString('base64url'));
  return { requestId, ...(traceId !== undefined && { traceId }) };
};
