import { afterEach, describe, expect, it } from '@jest/globals';
import type { ChannelName, NoticeChannel, NoticeMessage } from '../../src/notices/channel.js';
import type { SourceCondition } from '../../src/notices/condition.js';
import { createEmail } from '../../src/notices/email.js';
import { createNotices, noticeTask, type Notices } from '../../src/notices/notices.js';
import { openChannels } from '../../src/notices/open-channels.js';
import { createWebhook } from '../../src/notices/webhook.js';
import { createMemoryNotices } from '../../src/store/memory/memory-notices.js';
import type { NoticeMemory } from '../../src/store/notice-ports.js';
import { StoreError } from '../../src/store/ports.js';
import { keepLog, RUN, type KeptLog } from './notice-samples.js';
import { startSmtp } from './smtp-double.js';
import { startServer } from '../harvester/http-server.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-24T06:00:00Z');

interface ScriptedChannel extends NoticeChannel {
  readonly sent: readonly NoticeMessage[];
  tries(): number;
  fail(reason: string | undefined): void;
}

const createScripted = (name: ChannelName): ScriptedChannel => {
  const sent: NoticeMessage[] = [];
  let fault: string | undefined;
  let tries = 0;
  return {
    ...{ name, sent },
    tries: () => tries,
    fail: (reason) => void (fault = reason),
    send: async (message) => {
      tries += 1;
      if (fault !== undefined) return { kind: 'failed', reason: fault };
      sent.push(message);
      return { kind: 'sent' };
    },
  };
};

const WELL: SourceCondition = { source: 'melinda', missed: [], quarantine: [] };
const FAILED: SourceCondition = { ...WELL, failed: { run: RUN, at: '2026-11-24T01:15:00.000Z', message: 'The list broke off.' } };

interface House {
  readonly notices: Notices;
  readonly log: KeptLog;
  readonly is: (...conditions: readonly SourceCondition[]) => void;
  readonly later: (ms: number) => void;
}

const createHouse = (channels: readonly NoticeChannel[], memory: NoticeMemory = createMemoryNotices()): House => {
  const log = keepLog();
  let now = START;
  let conditions: readonly SourceCondition[] = [WELL];
  const notices = createNotices({
    settings: { timezone: 'Europe/Helsinki', notices: { language: 'en', quarantineDays: 14 } },
    publicUrl: 'https://julkaisut.example.fi',
    ...{ channels, memory, log },
    conditions: async () => conditions,
    clock: () => now,
  });
  return { notices, log, is: (...next) => void (conditions = next), later: (ms) => void (now += ms) };
};
const subjectsOf = ({ sent }: ScriptedChannel): readonly string[] => sent.map(({ subject }) => subject);

describe('a check of what people have to be told', () => {
  it('tells by each way what is wrong, once, and that it is over, once', async () => {
    const [email, webhook] = [createScripted('email'), createScripted('webhook')];
    const { notices, is, later } = createHouse([email, webhook]);
    is(FAILED);
    expect(await notices.check()).toEqual({ sent: 2, failed: [] });
    later(MINUTE);
    expect(await notices.check()).toEqual({ sent: 0, failed: [] });
    is(WELL);
    later(HOUR);
    await notices.check();
    await notices.check();
    for (const channel of [email, webhook]) {
      expect(subjectsOf(channel)).toEqual(['Julkaisusilta: melinda: the harvest failed', 'Julkaisusilta: melinda: harvests succeed again']);
    }
  });

  it('makes one message of several causes', async () => {
    const email = createScripted('email');
    const { notices, is } = createHouse([email]);
    is({ ...FAILED, missed: ['2026-11-22T01:15:00.000Z', '2026-11-23T01:15:00.000Z'] }, { ...FAILED, source: 'finna' });
    await notices.check();
    expect(subjectsOf(email)).toEqual(['Julkaisusilta: 3 things need attention']);
    expect(email.sent[0]!.notices.map(({ source, cause, run }) => [source, cause, run])).toEqual([
      ['melinda', 'failed', RUN],
      ['melinda', 'missed-schedules', undefined],
      ['finna', 'failed', RUN],
    ]);
  });

  it('tells after a restart nothing twice, and what is over meanwhile', async () => {
    const memory = createMemoryNotices();
    const [before, after] = [createScripted('email'), createScripted('email')];
    const first = createHouse([before], memory);
    first.is(FAILED);
    await first.notices.check();
    const second = createHouse([after], memory);
    second.is(FAILED);
    second.later(HOUR);
    await second.notices.check();
    expect(subjectsOf(after)).toEqual([]);
    second.is(WELL);
    await second.notices.check();
    expect(subjectsOf(after)).toEqual(['Julkaisusilta: melinda: harvests succeed again']);
  });

  it('goes on by the other way when one fails, and tries again at the next check', async () => {
    const [email, webhook] = [createScripted('email'), createScripted('webhook')];
    const { notices, is, later, log } = createHouse([email, webhook]);
    is(FAILED);
    email.fail('The mail server is down.');
    expect(await notices.check()).toEqual({ sent: 1, failed: ['email'] });
    later(MINUTE);
    email.fail(undefined);
    expect(await notices.check()).toEqual({ sent: 1, failed: [] });
    expect([subjectsOf(email).length, subjectsOf(webhook).length]).toEqual([1, 1]);
    expect(log.lines[0]).toEqual(['notices.notSent', { channel: 'email', reason: 'The mail server is down.', failures: 1 }]);
  });

  it('knocks at a server that goes on failing less and less often, at last once an hour, and loses nothing', async () => {
    const email = createScripted('email');
    const { notices, is, later } = createHouse([email]);
    is(FAILED);
    email.fail('The password is wrong.');
    const tries: number[] = [];
    for (let minute = 0; minute < 240; minute += 1) {
      const before = email.tries();
      await notices.check();
      if (email.tries() > before) tries.push(minute);
      later(MINUTE);
    }
    expect(tries).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
    email.fail(undefined);
    later(HOUR);
    await notices.check();
    expect(subjectsOf(email)).toEqual(['Julkaisusilta: melinda: the harvest failed']);
  });

  it('tells nothing twice while the disk cannot keep what was told', async () => {
    const email = createScripted('email');
    const write = async (): Promise<void> => {
      throw new StoreError('unavailable', 'the disk is full');
    };
    const memory: NoticeMemory = { takeTurn: (work) => work({ read: async () => ({}), write }) };
    const { notices, is, log } = createHouse([email], memory);
    is(FAILED);
    await notices.check();
    await notices.check();
    expect(subjectsOf(email)).toHaveLength(1);
    expect(log.lines).toContainEqual(['notices.notRemembered', expect.objectContaining({ code: 'unavailable' })]);
  });

  it('goes by what another process told while its own disk could not be written', async () => {
    const [mine, theirs] = [createScripted('email'), createScripted('email')];
    const shared = createMemoryNotices();
    let isFull = true;
    const flaky: NoticeMemory = {
      takeTurn: (work) =>
        shared.takeTurn((turn) =>
          work({
            read: () => turn.read(),
            write: (told) => (isFull ? Promise.reject(new StoreError('unavailable', 'full')) : turn.write(told)),
          }),
        ),
    };
    const [here, there] = [createHouse([mine], flaky), createHouse([theirs], shared)];
    here.is(FAILED);
    await here.notices.check();
    there.is({ ...FAILED, source: 'finna' });
    await there.notices.check();
    isFull = false;
    here.is({ ...FAILED, source: 'finna' });
    await here.notices.check();
    expect([subjectsOf(mine), subjectsOf(theirs)]).toEqual([
      ['Julkaisusilta: melinda: the harvest failed'],
      ['Julkaisusilta: finna: the harvest failed'],
    ]);
  });

  it('of two processes is made by one at a time, and tells nothing twice', async () => {
    const memory = createMemoryNotices();
    const sent: string[] = [];
    const slow: NoticeChannel = {
      name: 'email',
      send: async ({ subject }) => {
        sent.push(subject);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { kind: 'sent' };
      },
    };
    const houses = [1, 2, 3].map(() => createHouse([slow], memory));
    for (const { is } of houses) is(FAILED);
    for (let round = 0; round < 3; round++) await Promise.all(houses.map(({ notices }) => notices.check()));
    expect(sent).toEqual(['Julkaisusilta: melinda: the harvest failed']);
  });

  it('looks once more for whoever comes while one is at work, and once for all of them', async () => {
    let open: () => void = () => undefined;
    const sent: string[] = [];
    const slow: NoticeChannel = {
      name: 'email',
      send: async ({ subject }) => {
        sent.push(subject);
        await new Promise<void>((resolve) => (open = resolve));
        return { kind: 'sent' };
      },
    };
    const { notices, is } = createHouse([slow]);
    is(FAILED);
    const first = notices.check();
    await new Promise((resolve) => setTimeout(resolve, 5));
    is(FAILED, { ...FAILED, source: 'finna' });
    const others = [notices.check(), notices.check(), notices.check()];
    open();
    await first;
    await new Promise((resolve) => setTimeout(resolve, 5));
    open();
    expect(await Promise.all(others)).toEqual(Array(3).fill({ sent: 1, failed: [] }));
    expect(sent).toEqual(['Julkaisusilta: melinda: the harvest failed', 'Julkaisusilta: finna: the harvest failed']);
  });

  it('goes on after a check that could not ask how the sources are', async () => {
    const email = createScripted('email');
    let isUnwell = true;
    const notices = createNotices({
      settings: { timezone: 'Europe/Helsinki', notices: { language: 'en', quarantineDays: 14 } },
      publicUrl: 'https://julkaisut.example.fi',
      ...{ channels: [email], memory: createMemoryNotices(), log: keepLog() },
      conditions: async () => {
        if (isUnwell) throw new StoreError('unavailable', 'the disk is failing');
        return [FAILED];
      },
      clock: () => START,
    });
    const first = notices.check();
    const second = notices.check();
    await expect(first).rejects.toThrow('the disk is failing');
    await expect(second).rejects.toThrow('the disk is failing');
    isUnwell = false;
    expect(await noticeTask(notices).run()).toEqual({ sent: 1, failed: [] });
  });

  it('asks nothing where the settings name no way of telling', async () => {
    const { notices, is } = createHouse([]);
    is(FAILED);
    expect(await notices.check()).toEqual({ sent: 0, failed: [] });
    expect(await notices.sendTest()).toEqual([]);
    expect(notices.channels).toEqual([]);
  });
});

describe('a test notice', () => {
  it('goes out by each way, says what became of it, and has nothing to do with what was told', async () => {
    const [email, webhook] = [createScripted('email'), createScripted('webhook')];
    const { notices, is } = createHouse([email, webhook]);
    is(FAILED);
    webhook.fail('http://127.0.0.1:1 answered 500.');
    expect(await notices.sendTest()).toEqual([
      { channel: 'email', kind: 'sent' },
      { channel: 'webhook', kind: 'failed', reason: 'http://127.0.0.1:1 answered 500.' },
    ]);
    expect(email.sent).toMatchObject([{ kind: 'test', subject: 'Julkaisusilta: test notice', notices: [] }]);
    webhook.fail(undefined);
    expect(await notices.check()).toEqual({ sent: 2, failed: [] });
  });
});

describe('the ways of telling', () => {
  it('are those of the settings, with the secrets of the environment', async () => {
    const smtp = await startSmtp({ security: 'none', account: { user: 'silta', password: 'salasana' } });
    closing.push(smtp.close);
    const signatures: unknown[] = [];
    const hook = await startServer({
      '/hook': ({ headers }, response) => {
        signatures.push(headers['x-julkaisusilta-signature']);
        response.end();
      },
    });
    closing.push(() => hook.close());
    const channels = openChannels(
      {
        language: 'fi',
        quarantineDays: 14,
        email: { host: '127.0.0.1', port: smtp.port, security: 'none', user: 'silta', from: 'a@example.fi', to: ['b@example.fi'] },
        webhook: { url: `${hook.base}/hook` },
      },
      { smtp: 'salasana', webhook: 'salaisuus' },
    );
    const { notices, is, later } = createHouse(channels);
    is(FAILED);
    expect(await notices.check()).toEqual({ sent: 2, failed: [] });
    expect(smtp.mails).toMatchObject([{ user: 'silta', to: ['b@example.fi'] }]);
    expect(signatures).toEqual([expect.stringMatching(/^sha256=[0-9a-f]{64}$/)]);
    for (const close of closing.splice(0)) await close();
    later(DAY);
    expect(await notices.check()).toEqual({ sent: 0, failed: ['email', 'webhook'] });
    expect(openChannels({ language: 'fi', quarantineDays: 14 }, {})).toEqual([]);
  });

  it('leave no secret in the log, whatever the servers answer', async () => {
    const CANARY = 'kanarialintu-9F3x';
    const smtp = await startSmtp({
      security: 'none',
      account: { user: 'silta', password: 'another' },
      refusal: ({ password }) => `not ${password}`,
    });
    closing.push(smtp.close);
    const hook = await startServer({ [`/${CANARY}`]: (_, response) => response.writeHead(500, { 'X-Echo': CANARY }).end(CANARY) });
    closing.push(() => hook.close());
    const settings = {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'none',
      user: 'silta',
      from: 'a@example.fi',
      to: ['b@example.fi'],
    } as const;
    const { notices, is, log } = createHouse([
      createEmail({ settings, password: CANARY }),
      createWebhook({ url: `${hook.base}/${CANARY}?key=${CANARY}`, secret: CANARY }),
    ]);
    is(FAILED);
    const told = [await notices.check(), await notices.sendTest()];
    expect(told[0]).toEqual({ sent: 0, failed: ['email', 'webhook'] });
    expect(JSON.stringify([log.lines, told])).not.toMatch(new RegExp(`${CANARY}|${Buffer.from(CANARY).toString('base64')}`));
    expect(log.lines).toHaveLength(4);
  });
});
