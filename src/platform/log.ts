import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';

type Fields = Readonly<Record<string, unknown>>;

/** Events, not prose: `log.info('harvest.finished', { stored, rejected, ms })`. */
export interface Log {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
  /** Runs `work`; every line that comes of it, however late and from whatever room, bears these fields. A log without it keeps no such thing. */
  within?<Result>(fields: Fields, work: () => Result): Result;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LogDestination {
  write(line: string): void;
}

/** One JSON object a line, for programs. */
export const createLog = (level: LogLevel, destination: LogDestination): Log => {
  const surroundings = new AsyncLocalStorage<Fields>();
  // A copy: pino writes the line's own fields into what it is given.
  const mixin = (): Fields => ({ ...surroundings.getStore() });
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, mixin }, destination);
  return {
    info: (event, fields) => logger.info(fields ?? {}, event),
    warn: (event, fields) => logger.warn(fields ?? {}, event),
    error: (event, fields) => logger.error(fields ?? {}, event),
    within: (fields, work) => surroundings.run(fields, work),
  };
};

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

/** One short line an event, for a person at a terminal. */
export const createTerminalLog = (level: LogLevel, destination: LogDestination, now: () => number): Log => {
  const surroundings = new AsyncLocalStorage<Fields>();
  const write = (of: 'info' | 'warn' | 'error', event: string, fields: Fields = {}): void => {
    if (LEVELS.indexOf(of) < LEVELS.indexOf(level)) return;
    const { stack: _, ...shown } = { ...surroundings.getStore(), ...fields };
    const time = new Date(now()).toISOString().slice(11, 19);
    const words = Object.entries(shown).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${plain(value)}`]));
    destination.write([`${time}Z`, ...(of === 'info' ? [] : [of.toUpperCase()]), event, ...words].join(' ') + '\n');
  };
  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
    within: (fields, work) => surroundings.run(fields, work),
  };
};

/** Control characters of a stranger's text must not reach the terminal. */
const plain = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
};

/** The parts of an error that the log keeps: code, message and causes, never a stranger's whole object. */
export const describeError = (error: unknown): Fields => {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const { name, code, message, stack, cause } = error as Partial<Record<'name' | 'code' | 'message' | 'stack' | 'cause', unknown>>;
  return { name, code, message, stack, ...(cause !== undefined && { cause: describeError(cause) }) };
};
