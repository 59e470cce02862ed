import { it } from '@jest/globals';
import { openExampleHouse } from './example-house.js';
it.each(['fetching-last', 'staged', 'applying'])('cancel at %s', async (at) => {
  const house = await openExampleHouse();
  const { harvests } = house.services;
  const o = await harvests.start({ source: 'melinda-oai', mode: 'full', dryRun: false, approveLargeChange: false, actor: 'Aino' });
  if (o.kind !== 'started') throw new Error(o.kind);
  let answer: Promise<boolean> | undefined;
  harvests.watch(o.run.id, (run) => {
    const hit = at === 'fetching-last' ? run.state === 'fetching' && run.counters.seen >= 16 : run.state === at;
    if (hit && !answer) answer = harvests.cancel(o.run.id, { actor: 'Aino' });
  });
  const end = await o.done;
  console.log(at, 'cancel said', await answer, 'end', end.state, end.message, (await house.services.accounts.listAudit({ limit: 4 })).map((l) => l.action).join(' '));
  await house.stop();
}, 30000);
