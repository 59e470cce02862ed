import { FULL_ADMINISTRATION, targetsOf } from './security-table.js';
import { numbers } from '../../harvester/run/model-source.js';
import { openHouse, PASSWORD, tokenIn, type Browser, type House, type Reply } from './house.js';
import { startSlowLibrary, type SlowLibrary } from './slow-library.js';

/** Words that stand for secrets; nobody is to see one again. */
export const SECRETS = {
  /** Of the library's address. */
  apikey: 'kanarialintu',
  brokenKey: 'viherpeippo-9b1c',
  webhookKey: 'tikli-77ad',
  openidConnect: 'punatulkku-client-secret',
  smtp: 'urpiainen-smtp-password',
  webhook: 'keltasirkku-webhook-secret',
} as const;

/** A house in which much has happened, and every answer that it gave. */
export interface Tour {
  readonly house: House;
  readonly library: SlowLibrary;
  readonly administrator: Browser;
  readonly answers: readonly { readonly name: string; readonly reply: Reply }[];
  /** Of the first account: what the link had. */
  readonly setUpSecret: string;
  readonly tokens: readonly string[];
  readonly sessions: readonly string[];
  readonly formTokens: readonly string[];
  close(): Promise<void>;
}

/** Goes everywhere as an administrator, by browser and by token, where there is something and where there is nothing. */
export const takeTour = async (): Promise<Tour> => {
  const library = await startSlowLibrary();
  library.hold(numbers(7), { deleted: [], strangers: ['990000777'] });
  const { openidConnect, smtp, webhook, brokenKey, webhookKey } = SECRETS;
  const { notices } = FULL_ADMINISTRATION;
  // It fails at once: to a port where nobody listens a run would go again and again.
  const broken = { ...library.source, id: 'broken', allowPrivate: false, url: `http://127.0.0.1:9/oai?key=${brokenKey}` };
  const house = await openHouse({
    ...{ filled: true, sources: [library.source, broken], secrets: { openidConnect, smtp, webhook } },
    administration: { ...FULL_ADMINISTRATION, notices: { ...notices, webhook: { url: `http://127.0.0.1:9/hook?token=${webhookKey}` } } },
  });
  const link = await house.services.accounts.openSetUp();
  const setUpSecret = link!.secret;
  const answers: { readonly name: string; readonly reply: Reply }[] = [];
  const note = (name: string, reply: Reply): Reply => {
    answers.push({ name, reply });
    return reply;
  };
  const visitor = house.visitor();
  const setUp = { link: setUpSecret, name: 'eka', password: PASSWORD, again: PASSWORD };
  await visitor.submit('/admin/setup', setUp, `/admin/setup?link=${setUpSecret}`);
  // The page repeats the address that it was asked by, so it is not among the answers.
  await visitor.get(`/admin/setup?link=${setUpSecret}`);
  const administrator = await house.as('administrator');
  const formTokens = [tokenIn((await administrator.get('/admin/own')).text)];
  const secret = async (): Promise<string> => {
    const outcome = await house.services.accounts.createToken(
      { name: 'test' },
      { account: 'administrator', label: 't', scopes: ['read', 'edit', 'harvest'] },
    );
    if (outcome.kind !== 'done') throw new Error('no token');
    return outcome.value.secret;
  };
  const tokens = [await secret(), await secret()];
  const headers = { Authorization: `Bearer ${tokens[0]!}` };
  const act = async (name: string, path: string, json: unknown = {}): Promise<Reply> =>
    note(name, await visitor.ask('POST', path, { json, headers }));

  const runs: string[] = [];
  for (const source of ['library', 'broken']) {
    const started = await act(`run of ${source}`, `/admin/api/sources/${source}/runs`);
    const run = started.headers.location!;
    runs.push(run.split('/').at(-1)!);
    await untilAtRest(house, runs.at(-1)!);
    await act(`test of ${source}`, `/admin/api/sources/${source}/test`);
    note(`test page of ${source}`, await administrator.submit(`/admin/sources/${source}/test`, {}));
    await act(`check of ${source}`, `/admin/api/checks/source-${source}`);
    while (house.services.checks.list().some(({ running }) => running)) await pause();
  }
  note('notice', await administrator.submit('/admin/check/notice', {}));
  const wrong = { name: 'administrator', password: 'väärä salasana' };
  note('wrong password', await house.visitor().submit('/admin/login', wrong, '/admin/login'));
  note('wrong current password', await administrator.submit('/admin/own/password', { current: wrong.password, password: 'x', again: 'x' }));

  const token = (await house.services.accounts.listTokens())[0]!.id;
  const known = { id: '2012-2', name: 'administrator', token, theirs: 'library|1', ours: '2012-2' };
  for (const given of [
    {},
    { ...known, source: 'library', run: runs[0]!, check: 'source-library' },
    { ...known, source: 'broken', run: runs[1]!, check: 'source-broken' },
  ]) {
    for (const { route, target, name, isApi } of targetsOf(house, given)) {
      if (route.method !== 'GET' || name.includes('openid-connect')) continue;
      note(`${name} (${JSON.stringify(given)})`, await administrator.get(target));
      if (isApi) note(`${name} by token`, await visitor.get(target, headers));
    }
  }
  for (const outcome of ['added', 'failed', 'repaired', 'unchanged', 'changed', 'removed']) {
    note(`records ${outcome}`, await administrator.get(`/admin/runs/${runs[0]!}/records?outcome=${outcome}`));
  }
  for (const target of ['/admin/nothing', '/admin/api/nothing', '/admin/%zz']) note(target, await administrator.get(target));
  note('forbidden', await (await house.as('reader')).get('/admin/accounts'));
  note('forbidden by token', await visitor.get('/admin/accounts', headers));
  note('stranger', await house.visitor().get('/admin/api/sources'));
  note('without form token', await administrator.ask('POST', '/admin/own/tokens', { form: { label: 'x' } }));
  note('back from the provider', await house.visitor().get('/admin/login/openid-connect/callback?code=x&state=y'));
  note('provider out of reach', await house.visitor().get('/admin/login/openid-connect'));
  const sessions = [administrator.cookies.get('julkaisusilta-session')!];
  return {
    ...{ house, library, administrator, answers, setUpSecret, tokens, sessions, formTokens },
    close: async () => {
      await house.stop();
      await library.close();
    },
  };
};

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

const untilAtRest = async ({ services }: House, run: string): Promise<void> => {
  while (services.harvests.isRunning(run)) await pause();
};
