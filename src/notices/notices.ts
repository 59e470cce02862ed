import type { WallClock } from '../platform/clock.js';
import { describeError, type Log } from '../platform/log.js';
import type { AdministrationSettings } from '../platform/settings.js';
import type { NoticeMemory, NoticeTurn, Told } from '../store/notice-ports.js';
import { isSameJson } from '../store/same-json.js';
import type { ChannelName, MessagePart, NoticeChannel, NoticeMessage, SendOutcome } from './channel.js';
import { findTroubles, type SourceCondition } from './condition.js';
import { tellNotice, writeMail, writeTestMail, type TextStyle } from './notice-text.js';
import { planNotices, type Notice } from './plan-notices.js';

/** Tells people when a source needs them. */
export interface Notices {
  /** None where the settings name no way of telling. */
  readonly channels: readonly ChannelName[];
  /**
   * Tells what has not been told yet. To be called every minute and when a run has ended; calls that come while one is at work are one, and
   * while another process is at work nothing is told.
   * @throws what asking for the conditions throws; never for a server that does not take a notice
   */
  check(): Promise<NoticeCheck>;
  /** One message by each way, whatever has been told. */
  sendTest(): Promise<readonly ({ readonly channel: ChannelName } & SendOutcome)[]>;
}

/** How many notices went out, counted once for each way, and by which ways nothing could be sent. */
export interface NoticeCheck {
  readonly sent: number;
  readonly failed: readonly ChannelName[];
}

export interface NoticesPorts {
  readonly settings: Pick<AdministrationSettings, 'timezone' | 'notices'>;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly channels: readonly NoticeChannel[];
  readonly conditions: () => Promise<readonly SourceCondition[]>;
  readonly memory: NoticeMemory;
  readonly log: Log;
  readonly clock: WallClock;
}

/** After the first failure a way is tried at the next check; then less and less often, as a mail server may lock an account that knocks every minute. */
const LONGEST_PAUSE_MS = 3_600_000;
const pauseAfter = (failures: number): number => (failures < 2 ? 0 : Math.min(LONGEST_PAUSE_MS, 60_000 * 2 ** (failures - 1)));

interface Failing {
  readonly failures: number;
  readonly until: number;
}

export const createNotices = (ports: NoticesPorts): Notices => {
  const { settings, channels, conditions, memory, log, clock } = ports;
  const style: TextStyle = { language: settings.notices.language, timezone: settings.timezone, publicUrl: ports.publicUrl };
  const failing = new Map<ChannelName, Failing>();
  /** What the memory would hold if it could have been written, and what it held then. */
  let unwritten: { readonly told: Told; readonly instead: Told } | undefined;
  let working: Promise<NoticeCheck> | undefined;
  let waiting: Promise<NoticeCheck> | undefined;

  const remember = async (turn: NoticeTurn, next: Told): Promise<void> => {
    const instead = await turn.read();
    try {
      await turn.write(next);
      unwritten = undefined;
    } catch (error) {
      // It was sent all the same; only a restart, or another process, before the next time may send it again.
      unwritten = { told: next, instead };
      log.error('notices.notRemembered', describeError(error));
    }
  };
  const readTold = async (turn: NoticeTurn): Promise<Told> => {
    const kept = await turn.read();
    // Another process that has told people since knows better.
    return unwritten && isSameJson(unwritten.instead, kept) ? unwritten.told : kept;
  };
  const noteOutcome = (channel: ChannelName, outcome: SendOutcome, now: number): void => {
    if (outcome.kind === 'sent') {
      failing.delete(channel);
      if (outcome.remark !== undefined) log.warn('notices.remark', { channel, remark: outcome.remark });
      return;
    }
    const failures = (failing.get(channel)?.failures ?? 0) + 1;
    failing.set(channel, { failures, until: now + pauseAfter(failures) });
    log.warn('notices.notSent', { channel, reason: outcome.reason, failures });
  };
  /** By one way; another goes on whatever becomes of it. @returns how many notices, or `undefined` when they could not be sent */
  const tellBy = async (
    channel: NoticeChannel,
    state: Parameters<typeof planNotices>[0],
    { turn, now }: { readonly turn: NoticeTurn; readonly now: number },
  ): Promise<number | undefined> => {
    const told = await readTold(turn);
    const before = told[channel.name] ?? [];
    const plan = planNotices(state, before, now);
    if (plan.notices.length > 0) {
      if (now < (failing.get(channel.name)?.until ?? 0)) return undefined;
      const outcome = await channel.send(messageOf(plan.notices, style, now));
      noteOutcome(channel.name, outcome, now);
      if (outcome.kind === 'failed') return undefined;
      log.info('notices.sent', { channel: channel.name, notices: plan.notices.map(nameOf) });
    }
    if (JSON.stringify(plan.told) !== JSON.stringify(before)) await remember(turn, { ...told, [channel.name]: plan.told });
    return plan.notices.length;
  };
  const checkOnce = async (): Promise<NoticeCheck> =>
    (channels.length > 0 ? await memory.takeTurn(checkInTurn) : undefined) ?? { sent: 0, failed: [] };
  const checkInTurn = async (turn: NoticeTurn): Promise<NoticeCheck> => {
    // A memory that cannot be read at all is no reason to tell everything once more.
    await readTold(turn);
    const found = await conditions();
    const now = clock();
    const limits = { quarantineDays: settings.notices.quarantineDays, now };
    const state = {
      sources: found.map(({ source }) => source),
      troubles: found.flatMap((condition) => findTroubles(condition, limits)),
    };
    const counts: (readonly [ChannelName, number | undefined])[] = [];
    for (const channel of channels) counts.push([channel.name, await tellBy(channel, state, { turn, now })]);
    return {
      sent: counts.reduce((sum, [, count]) => sum + (count ?? 0), 0),
      failed: counts.flatMap(([name, count]) => (count === undefined ? [name] : [])),
    };
  };
  const begin = (): Promise<NoticeCheck> => {
    const work = checkOnce().finally(() => (working = undefined));
    working = work;
    return work;
  };
  const beginAfter = async (before: Promise<unknown>): Promise<NoticeCheck> => {
    await before.catch(() => undefined);
    waiting = undefined;
    return begin();
  };
  return {
    channels: channels.map(({ name }) => name),
    // One that has begun may have looked before what the caller means; one that waits has not.
    check: () => waiting ?? (working === undefined ? begin() : (waiting = beginAfter(working))),
    sendTest: async () => {
      const now = clock();
      const message: NoticeMessage = { kind: 'test', at: new Date(now).toISOString(), ...writeTestMail(style), notices: [] };
      const outcomes = [];
      for (const { name, send } of channels) {
        const outcome = await send(message);
        if (outcome.kind === 'failed') log.warn('notices.testNotSent', { channel: name, reason: outcome.reason });
        outcomes.push({ channel: name, ...outcome });
      }
      return outcomes;
    },
  };
};

/** In the form of a scheduled task. */
export const noticeTask = (notices: Notices) => ({
  name: 'tell people',
  pattern: '* * * * *',
  timezone: 'UTC',
  run: async (): Promise<NoticeCheck | undefined> => {
    const check = await notices.check();
    return check.sent > 0 || check.failed.length > 0 ? check : undefined;
  },
});

const messageOf = (notices: readonly Notice[], style: TextStyle, now: number): NoticeMessage => ({
  kind: 'notices',
  at: new Date(now).toISOString(),
  ...writeMail(notices, style),
  notices: notices.map((notice) => partOf(notice, style)),
});

const partOf = (notice: Notice, style: TextStyle): MessagePart => {
  const { kind, since } = notice;
  const { source, cause } = notice.kind === 'trouble' ? notice.trouble : notice;
  const run = notice.kind === 'trouble' && 'run' in notice.trouble ? notice.trouble.run : undefined;
  return { kind, cause, source, since, ...(run !== undefined && { run }), ...tellNotice(notice, style) };
};

const nameOf = (notice: Notice): string =>
  notice.kind === 'trouble' ? `${notice.trouble.source}: ${notice.trouble.cause}` : `${notice.source}: ${notice.cause} is over`;
