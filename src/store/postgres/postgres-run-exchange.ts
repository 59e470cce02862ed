import { setTimeout as wait } from 'node:timers/promises';
import type { RunExchange, RunWish } from '../run-exchange.js';
import type { Database } from './database.js';

/** `run ID` was saved · `wish NUMBER` waits for an answer. */
const CHANNEL = 'julkaisusilta_runs';

/** In ms: how long an answer may take, and how often it is looked for. */
const PATIENCE_MS = 5000;
const LOOK_MS = 100;

const TELL = { name: 'tell-of-run', text: `select pg_notify('${CHANNEL}', 'run ' || $1)` };
const ASK = `with old as (delete from run_wish where made < clock_timestamp() - interval '1 hour'),
  made as (insert into run_wish (run, kind, actor, reason) values ($1, $2, $3, $4) returning id)
  select id, pg_notify('${CHANNEL}', 'wish ' || id) from made`;
const FIND_ANSWER = 'select obeyed from run_wish where id = $1';
/** Waits for whoever is just answering it. */
const WITHDRAW = 'delete from run_wish where id = $1 returning obeyed';
const LIST_OPEN = 'select id from run_wish where obeyed is null order by id limit 100';
/** Every process hears of it: one that has nothing to say may be looking at it just now, so whoever comes next waits and does not pass by. */
const LOCK_OPEN = 'select run, kind, actor, reason from run_wish where id = $1 and obeyed is null for update';
const ANSWER = 'update run_wish set obeyed = $2 where id = $1';

interface WishRow {
  readonly run: string;
  readonly kind: RunWish['kind'];
  readonly actor: string;
  readonly reason: string | null;
}

interface AnswerRow {
  readonly obeyed: boolean | null;
}

/** What the processes of one database tell each other about runs, by LISTEN and NOTIFY; what is asked is a row. */
export const openPostgresRunExchange = async ({
  database,
  patienceMs = PATIENCE_MS,
}: {
  readonly database: Database;
  /** Of tests, which cannot wait. */
  readonly patienceMs?: number;
}): Promise<RunExchange & { close(): Promise<void> }> => {
  const listeners = new Set<(runId: string | undefined) => void>();
  const answerers = new Set<(wish: RunWish) => boolean | undefined>();
  const tellHere = (runId: string | undefined): void => {
    for (const listener of listeners) listener(runId);
  };
  const answer = (id: string): Promise<void> =>
    // Locked while it is answered: who has asked gets the answer, or has withdrawn it before anything was done.
    database.transaction(async (queries) => {
      const [row] = await queries.query<WishRow>(LOCK_OPEN, [id]);
      if (!row) return;
      const answers = [...answerers].map((each) => each(wishOf(row)));
      const obeyed = answers.find((each) => each !== undefined);
      if (obeyed !== undefined) await queries.query(ANSWER, [id, obeyed]);
    });
  const answerOpen = async (): Promise<void> => {
    for (const { id } of await database.query<{ readonly id: string }>(LIST_OPEN)) await answer(id);
  };
  const hear = (payload: string): void => {
    const [kind, name = ''] = payload.split(' ');
    if (kind === 'run') tellHere(name);
    // Whoever has asked is told that nobody answered.
    if (kind === 'wish' && answerers.size > 0) answer(name).catch(() => undefined);
  };
  const endListening = await database.listen(CHANNEL, hear, () => {
    tellHere(undefined);
    answerOpen().catch(() => undefined);
  });
  return {
    tell: async (runId) => {
      await database.query(TELL, [runId]).catch(() => undefined);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ask: async ({ runId, kind, actor, reason }) => {
      const [asked] = await database.query<{ readonly id: string }>(ASK, [runId, kind, actor, reason ?? null]);
      for (let waited = 0; asked && waited < patienceMs; waited += LOOK_MS) {
        await wait(LOOK_MS);
        const [row] = await database.query<AnswerRow>(FIND_ANSWER, [asked.id]);
        if (row && row.obeyed !== null) break;
      }
      const [last] = asked ? await database.query<AnswerRow>(WITHDRAW, [asked.id]) : [];
      return last?.obeyed ?? undefined;
    },
    answerBy: (answerer) => {
      answerers.add(answerer);
      return () => void answerers.delete(answerer);
    },
    close: endListening,
  };
};

const wishOf = ({ run, kind, actor, reason }: WishRow): RunWish => ({ runId: run, kind, actor, ...(reason !== null && { reason }) });
