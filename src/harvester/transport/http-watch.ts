import { shownUrl } from './shown-url.js';
import { SourceError } from '../source-error.js';

/** All in ms. */
export interface TimeLimits {
  /** Until connected, the look-up of the name included. */
  readonly connect: number;
  /** From there to the first line of the answer and its headers. */
  readonly headers: number;
  /** Between two pieces of the body. */
  readonly idle: number;
  /** All of it, redirects included. */
  readonly total: number;
}

export type Phase = Exclude<keyof TimeLimits, 'total'>;

/** Keeps the time of one exchange. */
export interface Watch {
  /** Aborted when time is up or the caller cancels, with a SourceError for its reason. */
  readonly signal: AbortSignal;
  /** Ends the phase before it. */
  enter(phase: Phase, url: URL): void;
  /** Something came: the phase begins anew. */
  touch(): void;
  end(): void;
}

export const createWatch = (limits: TimeLimits, url: URL, caller: AbortSignal | undefined): Watch => {
  const controller = new AbortController();
  let at = url;
  let timer: NodeJS.Timeout | undefined;
  const giveUp = (limit: keyof TimeLimits): void =>
    controller.abort(new SourceError('timeout', `${shownUrl(at)}: ${wordsOf(limit, limits[limit])}`));
  const cancel = (): void => controller.abort(new SourceError('cancelled', `${shownUrl(at)}: the harvest was cancelled`));
  const total = setTimeout(giveUp, limits.total, 'total');
  if (caller?.aborted === true) cancel();
  caller?.addEventListener('abort', cancel, { once: true });
  return {
    signal: controller.signal,
    enter: (phase, now) => {
      clearTimeout(timer);
      at = now;
      timer = setTimeout(giveUp, limits[phase], phase);
    },
    touch: () => timer?.refresh(),
    end: () => {
      clearTimeout(timer);
      clearTimeout(total);
      caller?.removeEventListener('abort', cancel);
    },
  };
};

const wordsOf = (limit: keyof TimeLimits, ms: number): string => {
  switch (limit) {
    case 'connect':
      return `no connection within ${ms} ms`;
    case 'headers':
      return `no answer within ${ms} ms of being asked`;
    case 'idle':
      return `the answer stopped on its way; nothing more came for ${ms} ms`;
    case 'total':
      return `the answer was not whole within ${ms} ms`;
  }
};
