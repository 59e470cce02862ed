import type { ScheduleTicks } from '../schedule-ticks.js';
import type { Database } from './database.js';

/** By then no process comes so late, however wrong its clock is. */
const CLAIM = {
  name: 'claim-schedule-tick',
  text: `with forgotten as (
      delete from schedule_tick where taken < clock_timestamp() - interval '2 days' and task <> $1
    )
    insert into schedule_tick (task) values ($1)
    on conflict (task) do update set taken = clock_timestamp()
      where schedule_tick.taken < clock_timestamp() - $2::bigint * interval '1 millisecond'
    returning 1 as mine`,
};

/** One row for each task and time, in whichever process it comes round first. */
export const createPostgresTicks = ({ database }: { readonly database: Database }): ScheduleTicks => ({
  claim: async (task, againAfterMs) => (await database.query(CLAIM, [task, againAfterMs ?? null])).length > 0,
});
