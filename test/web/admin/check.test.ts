import { afterEach, describe, expect, it } from '@jest/globals';
import type { CheckedTarget } from '../../../src/administration/checks.js';
import type { Notices } from '../../../src/notices/notices.js';
import { checkRoutes } from '../../../src/web/admin/pages/check/check-routes.js';
import type { Answer, SignedInRequest } from '../../../src/web/admin/route.js';
import { readContract } from './api-contract.js';
import { openHouse, type Browser, type House, type Reply } from './house.js';
import { startSlowLibrary, type SlowLibrary } from './slow-library.js';

let house: House;
let library: SlowLibrary | undefined;
afterEach(async () => {
  await house.stop();
  await library?.close();
  library = undefined;
});

const OWN = '/admin/check/own';

/** Until nothing runs any more. */
const untilEnded = async (browser: Browser, target: string): Promise<Reply> => {
  for (;;) {
    const page = await browser.get(target);
    if (!page.text.includes('data-again')) return page;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** A list leaves the current second out: what was just published would come into it in the middle of the check. */
const untilListed = async (): Promise<void> => {
  const { store } = house.services;
  const { now } = await store.readBounds();
  while ((await store.readBounds()).settled < now) await new Promise((resolve) => setTimeout(resolve, 50));
};

describe('the self-check', () => {
  it('is started by a button, shows how far it is and then rule by rule what it found', async () => {
    house = await openHouse({ filled: true });
    await untilListed();
    const browser = await house.as('administrator');
    const before = await browser.get(OWN);
    expect(before.text).toContain('has not been checked since the service started');
    const started = await browser.submit(`${OWN}/start`, {}, OWN);
    expect([started.status, started.headers.location]).toEqual([303, OWN]);
    const running = await browser.get(OWN);
    expect(running.text).toContain('The check is running.');
    expect(running.text).toMatch(/data-again="3".*<progress max="\d+" value="\d+"/);
    expect(running.text).toContain('Look again');
    const ended = await untilEnded(browser, OWN);
    expect(ended.text).toContain('Conforms to OAI-PMH 2.0');
    expect(ended.text).toMatch(/passed \d+, failed 0, warnings \d/);
    expect(ended.text).toContain('Started by</dt><dd><span lang>administrator');
    expect(ended.text).toMatch(/<details><summary><span lang="en">Requests and HTTP<\/span>: passed \d+, failed 0/);
    expect((await browser.get('/admin/check')).text).toContain('Conforms to OAI-PMH 2.0');
  });

  it('tells first what fails at a source, and what to do about it', async () => {
    library = await startSlowLibrary();
    house = await openHouse({ sources: [library.source] });
    const browser = await house.as('administrator');
    const page = '/admin/check/source-library';
    await browser.submit(`${page}/start`, {}, page);
    const ended = await untilEnded(browser, page);
    expect(ended.text).toContain('Does not conform to OAI-PMH 2.0');
    const [failures, rules] = [ended.text.indexOf('What fails'), ended.text.indexOf('All rules')];
    expect(ended.text.slice(failures, rules)).toMatch(/<h3>R\w+ .*What to do<\/dt><dd><span lang="en">/);
  });

  it('is read by everybody and started and called off by administrators only', async () => {
    library = await startSlowLibrary();
    library.holdUpAfter(0);
    house = await openHouse({ sources: [library.source] });
    const [administrator, editor] = [await house.as('administrator'), await house.as('editor')];
    const page = '/admin/check/source-library';
    expect((await editor.get(page)).text).not.toContain('<button class="danger"');
    expect((await editor.submit(`${page}/start`, {})).status).toBe(403);
    await administrator.submit(`${page}/start`, {}, page);
    expect((await editor.get(page)).text).toContain('The check is running.');
    expect((await editor.submit(`${page}/cancel`, {})).status).toBe(403);
    const twice = await administrator.submit(`${page}/start`, {}, page);
    expect([twice.status, twice.text]).toEqual([409, expect.stringContaining('is being checked already')]);
    expect((await administrator.submit(`${page}/cancel`, {}, page)).headers.location).toBe(page);
    expect((await editor.get(page)).text).toContain('The check was called off.');
    const late = await administrator.submit(`${page}/cancel`, {}, page);
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('had ended already')]);
  });

  it.each(['https://evil.example/oai', 'source-nobody', 'notices'])('knows no endpoint %j', async (id) => {
    house = await openHouse();
    const browser = await house.as('administrator');
    const page = `/admin/check/${encodeURIComponent(id)}`;
    expect((await browser.get(page)).status).toBe(404);
    expect((await browser.submit(`${page}/start`, {}, '/admin/check')).status).toBe(404);
  });

  it.each(['fi', 'sv', 'en'] as const)('speaks %s', async (language) => {
    house = await openHouse();
    const browser = await house.as('reader', language);
    const page = await browser.get('/admin/check');
    expect(page.text).toContain({ fi: 'Oma rajapinta', sv: 'Det egna gränssnittet', en: 'Our own endpoint' }[language]);
    expect(page.text).not.toContain('undefined');
  });
});

describe('the test of the notices', () => {
  const answerOf = async (notices: Pick<Notices, 'channels' | 'sendTest'>): Promise<Answer> => {
    house = await openHouse();
    const route = checkRoutes({ ...house.adminPorts, notices }).find(({ path }) => path === '/admin/check/notice')!;
    const person = { name: 'Aino', role: 'administrator', permissions: ['administer'], signedInBy: 'password' };
    return route.handle({ person, language: 'en', csrf: 'x', query: new URLSearchParams() } as unknown as SignedInRequest);
  };

  it('goes out by every way, and says so', async () => {
    const answer = await answerOf({ channels: ['email'], sendTest: async () => [{ channel: 'email', kind: 'sent' }] });
    expect(answer).toEqual({ kind: 'redirect', to: '/admin/check', done: 'noticeSent' });
    expect(await house.services.accounts.listAudit({ limit: 1 })).toMatchObject([{ actor: 'Aino', action: 'notice.tested' }]);
  });

  it('tells by which way it did not go out', async () => {
    const answer = await answerOf({
      channels: ['email', 'webhook'],
      sendTest: async () => [
        { channel: 'email', kind: 'sent' },
        { channel: 'webhook', kind: 'failed', reason: 'It answers 500.' },
      ],
    });
    expect(answer).toMatchObject({ kind: 'page', body: { props: { faults: [{ channel: 'webhook', reason: 'It answers 500.' }] } } });
  });
});

describe('checks in the API', () => {
  it('are started, followed and called off as described', async () => {
    library = await startSlowLibrary();
    library.holdUpAfter(0);
    house = await openHouse({ sources: [library.source] });
    const program = await house.program('administrator', ['read', 'harvest']);
    const contract = readContract();
    const ask = async (method: string, target: string): Promise<Reply> => {
      const reply = await program(method, target);
      const type = reply.headers['content-type'] ?? '';
      expect(contract.faultsOf({ method, target, status: reply.status, type, text: reply.text })).toEqual([]);
      return reply;
    };
    const path = '/admin/api/checks/source-library';
    expect((await ask('GET', '/admin/api/checks')).json()).toMatchObject({ checks: [{ id: 'own' }, { id: 'source-library' }] });
    const started = await ask('POST', path);
    expect([started.status, started.headers.location]).toEqual([202, path]);
    expect((await ask('POST', path)).json()).toMatchObject({ status: 409, reason: 'underWay' });
    expect((await ask('GET', path)).json()).toMatchObject({ running: { by: 'administrator' } });
    expect((await ask('POST', `${path}/cancel`)).json()).toMatchObject({ last: { outcome: 'cancelled' } });
    expect((await ask('POST', `${path}/cancel`)).json()).toMatchObject({ status: 409, reason: 'notRunning' });
    expect([(await ask('GET', '/admin/api/checks/x')).status, (await ask('POST', '/admin/api/checks/x')).status]).toEqual([404, 404]);
    await ask('POST', '/admin/api/checks/own');
    for (let checked: CheckedTarget = { id: '', kind: 'own', url: '' }; !checked.last;) {
      checked = (await ask('GET', '/admin/api/checks/own')).json() as CheckedTarget;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const actions = (await house.services.accounts.listAudit({ limit: 3 })).map(({ action, target }) => `${action} ${target!}`);
    expect(actions).toEqual(['check.started own', 'check.cancelled source-library', 'check.started source-library']);
  });
});
