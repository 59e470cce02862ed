import { StoreError } from '../ports.js';

/** Of SQLSTATE (PostgreSQL, appendix A) and of the operating system: what has happened, and what helps. */
const REMEDIES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there, is PostgreSQL running?',
  ENOTFOUND: 'the name of its host is not known',
  EHOSTUNREACH: 'its host cannot be reached',
  ETIMEDOUT: 'it does not answer in time',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  '28P01': 'the password is wrong',
  '28000': 'this user may not come in',
  '3D000': 'there is no such database',
  '42501': 'this user may not do that, give it the schema',
  '53100': 'its disk is full, make room',
  '53200': 'it has no memory left',
  '53300': 'it has no connection left for us',
  '55P03': 'another change holds the lock for too long',
  '57014': 'the question took too long',
  '57P01': 'it was shut down',
  '57P02': 'it crashed',
  '57P03': 'it is starting up or shutting down',
  '25006': 'it is read-only, is it a replica?',
};

/** Classes of SQLSTATE that are the database's state and not a fault of ours: connection, resources, intervention, system. */
const STATES = /^(?:08|25006|28|3D|42501|53|55P03|57|58|XX)/;
const CONNECTION = /^E[A-Z]+$/;
/** The driver's own words, which have no code. */
const BROKEN =
  /connection terminated|connection ended|client has encountered a connection error|not queryable|timeout exceeded when trying to connect|client was closed/i;

/** What the driver threw in our words; a fault of our own SQL goes through as it is. The password is in no message of theirs. */
export const translateFault = (cause: unknown, shownUrl: string): unknown => {
  if (cause instanceof StoreError) return cause;
  const code = codeOf(cause);
  const message = cause instanceof Error ? cause.message : String((cause as { readonly message?: unknown } | undefined)?.message ?? cause);
  const isState = code === undefined ? BROKEN.test(message) : STATES.test(code) || CONNECTION.test(code);
  if (!isState && !BROKEN.test(message)) return cause;
  const why = code === undefined ? message : [code, REMEDIES[code]].filter(Boolean).join(': ');
  return new StoreError('unavailable', `the database ${shownUrl} cannot be used: ${why}`, { cause });
};

/** Several addresses of one host fail together. */
const codeOf = (cause: unknown): string | undefined => {
  if (typeof cause !== 'object' || cause === null) return undefined;
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return 'errors' in cause && Array.isArray(cause.errors) ? codeOf(cause.errors[0]) : undefined;
};
