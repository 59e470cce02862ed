import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { openPostgresRunExchange } from '../../../src/store/postgres/postgres-run-exchange.js';
import { openTestDatabase, type OpenedDatabase } from './opened-database.js';

jest.setTimeout(60_000);

let opened: OpenedDatabase;
const closing: (() => Promise<void>)[] = [];
beforeEach(async () => {
  opened = await openTestDatabase();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await opened.discard();
});

it('whoever carries a run out answers, however many others hear what is asked', async () => {
  const join = async (answer: boolean | undefined) => {
    const exchange = await openPostgresRunExchange({ database: await opened.another(), patienceMs: 10_000 });
    closing.push(() => exchange.close());
    exchange.answerBy(() => answer);
    return exchange;
  };
  const [asker] = [await join(undefined), await join(undefined), await join(undefined), await join(true), await join(undefined)];
  for (let times = 0; times < 40; times++) {
    expect([times, await asker.ask({ runId: `run-${times}`, kind: 'cancel', actor: 'maija' })]).toEqual([times, true]);
  }
});
