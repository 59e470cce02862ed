import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHouse, PASSWORD, tokenIn, type Browser, type House } from './house.js';
import { everythingIn } from './security-table.js';

let house: House;
let reader: Browser;
let editor: Browser;
beforeAll(async () => {
  house = await openHouse({ filled: true });
  await house.services.accounts.addAccount({ name: 'test' }, { name: 'kanarialintu', password: PASSWORD, role: 'reader' });
  [reader, editor] = [await house.as('reader'), await house.as('editor')];
});
afterAll(() => house.stop());

/** Other ways of writing `/admin/accounts`, which shows the name of every account, and things that are not to be had at all. */
const TRICKS: readonly string[] = [
  ...['/admin/%61ccounts', '/%61dmin/accounts', '/admin/accounts/', '/admin//accounts', '//admin/accounts', '/admin/./accounts'],
  ...['/admin/login/../accounts', '/admin/login/%2e%2e/accounts', '/admin/%2e/accounts', '/admin/login/..%2faccounts', '/admin%2faccounts'],
  ...[
    '/admin/accounts%00',
    '/admin/accounts%00.css',
    '/admin/accounts%20',
    '/admin/accounts;x=1',
    '/admin/accounts%3fx',
    '/admin/accounts%23',
  ],
  ...[
    '/ADMIN/accounts',
    '/Admin/Accounts',
    '/admin\\accounts',
    '/admin/accounts\\',
    '/admin/%c0%ae%c0%ae/accounts',
    '/admin/%',
    '/admin/%zz',
  ],
  ...['/admin/%ff%fe', '/admin/accounts/%', '/admin/accounts/%2e%2e', '/admin/accounts/..', '/admin/assets/../accounts'],
  ...['/admin/assets/..%2f..%2f..%2fpackage.json', '/admin/assets/%2e%2e%2f%2e%2e%2fpackage.json', '/admin/assets/....//package.json'],
  ...[
    '/admin/assets/..%5c..%5cpackage.json',
    '/admin/assets/%00',
    '/admin/api/../accounts',
    '/admin/api/%2e%2e/accounts',
    '/admin/api//sources',
  ],
  ...['/admin/api/sources/%2e%2e%2faccounts', '/oai/../admin/accounts', '/oai/%2e%2e/admin/accounts', `/admin/${'a'.repeat(12_000)}`],
  ...[`/admin/accounts?${'x'.repeat(12_000)}`, `/admin/${'../'.repeat(2000)}accounts`, `/admin/accounts/${'%41'.repeat(3000)}`],
];

const shortened = TRICKS.map(
  (trick) => [trick.length > 80 ? `${trick.slice(0, 60)}… (${trick.length} characters)` : trick, trick] as const,
);

describe('another way of writing an address', () => {
  it('is needed by nobody who may: the right one shows what these must not', async () => {
    const administrator = await house.as('administrator');
    expect((await administrator.get('/admin/accounts')).text).toContain('kanarialintu');
  });

  it.each(shortened)('opens nothing to a stranger or to a reader: %s', async (_, target) => {
    for (const browser of [house.visitor(), reader]) {
      const reply = await browser.get(target);
      expect([303, 400, 401, 403, 404, 405, 414, 431]).toContain(reply.status);
      expect(reply.text).not.toMatch(/kanarialintu|"dependencies"/);
      expect(reply.headers.location ?? '/admin').toMatch(/^\/admin(?:[/?]|$)/);
    }
  });

  it('opens nothing by an absolute address or another Host, and no answer repeats that', async () => {
    const host = {
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'https',
      'X-Original-URL': '/admin/accounts',
    };
    for (const target of ['/admin/accounts', 'http://evil.example/admin/accounts', '/admin/login', '/admin/nothing']) {
      const reply = await house.visitor().get(target, host);
      expect([reply.status === 200 && target !== '/admin/login', reply.text.includes('evil.example')]).toEqual([false, false]);
      expect(JSON.stringify(reply.headers)).not.toContain('evil.example');
    }
    expect(
      (await reader.get('/admin/own', { 'X-Original-URL': '/admin/accounts', 'X-Rewrite-URL': '/admin/accounts' })).text,
    ).not.toContain('kanarialintu');
  });
});

describe('another way of naming a method', () => {
  it('is not followed: what is posted stays a POST', async () => {
    const { text } = await editor.get('/admin/own');
    const before = await everythingIn(house);
    const path = '/admin/api/publications/2012-2';
    const etag = (await editor.get(path)).headers.etag!;
    expect(etag).toBeDefined();
    for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
      const headers = { [name]: 'DELETE', 'If-Match': etag, 'X-CSRF-Token': tokenIn(text) };
      for (const target of [path, `${path}?_method=DELETE`]) {
        const replies = [
          await editor.ask('POST', target, { headers, json: { _method: 'DELETE' } }),
          await editor.ask('POST', target, { headers, form: { _method: 'DELETE', _csrf: tokenIn(text) } }),
        ];
        expect(replies.map(({ status }) => status)).toEqual([405, 405]);
      }
      expect((await editor.get('/admin/own', { [name]: 'POST' })).status).toBe(200);
    }
    expect(await everythingIn(house)).toEqual(before);
  });

  it.each(['PATCH', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])('%s does nothing where it is not offered', async (method) => {
    const before = await everythingIn(house);
    for (const target of ['/admin/own', '/admin', '/admin/login', '/admin/api/sources']) {
      expect([404, 405, 501]).toContain((await editor.ask(method, target)).status);
    }
    expect(await everythingIn(house)).toEqual(before);
  });
});

const LINE_BREAKS = [
  '\r\nX-Injected: yes',
  '\nSet-Cookie: x=1',
  '%0d%0aX-Injected: yes',
  '\u010d\u010aX-Injected: yes',
  '\u2028X-Injected: yes',
  '\u0000',
];

describe('a line break in what somebody sends', () => {
  it.each(LINE_BREAKS)('makes no header of its own: %j', async (text) => {
    const visitor = house.visitor();
    const encoded = encodeURIComponent(text);
    const replies = [
      await visitor.get(`/admin/language?to=fi&back=${encodeURIComponent('/admin')}${encoded}`),
      await visitor.get(`/admin/language?to=${encoded}`),
      await visitor.get(`/admin/login?next=/admin${encoded}`),
      await visitor.get(`/admin/own${encoded}?x=${encoded}`),
      await visitor.submit('/admin/login', { name: 'reader', password: PASSWORD, next: `/admin/own${text}` }, '/admin/login'),
      await (
        await house.as('administrator')
      ).submit('/admin/accounts', { name: `a${text}`, password: PASSWORD, again: PASSWORD }, '/admin/accounts'),
      await (await house.as('administrator')).submit(`/admin/accounts/${encoded}/role`, { role: 'reader' }, '/admin/accounts'),
      await editor.get(`/admin/api/publications/${encoded}`),
      await (await house.as('administrator')).submit(`/admin/check/${encoded}/start`, {}, '/admin/check'),
    ];
    for (const reply of replies) {
      expect(reply.headers).not.toHaveProperty('x-injected');
      expect((reply.headers['set-cookie'] ?? []).filter((line) => !line.includes('julkaisusilta-'))).toEqual([]);

      expect(reply.headers.location ?? '').not.toMatch(/[\u0000-\u0020\u007f-\uffff]/);
      expect(reply.status).toBeLessThan(500);
    }
  });
});

const ELSEWHERE = [
  ...['https://evil.example', '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', '/admin/..//evil.example'],
  ...[
    '/admin\t//evil.example',
    '/admin/\n/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/administrator',
    '/admin@evil.example',
  ],
  ...[
    '/admin.evil.example',
    ' https://evil.example',
    '%2f%2fevil.example',
    '/%5cevil.example',
    'evil.example/admin',
    '/oai?verb=Identify',
    '',
  ],
];

describe('an address to go on to', () => {
  it.each(ELSEWHERE)('is one of ours, whatever is asked for: %j', async (to) => {
    const visitor = house.visitor();
    const replies = [
      await visitor.get(`/admin/language?to=sv&back=${encodeURIComponent(to)}`),
      await visitor.submit('/admin/login', { name: 'reader', password: PASSWORD, next: to }, '/admin/login'),
      await reader.get(`/admin/login?next=${encodeURIComponent(to)}`),
    ];
    expect(replies.map(({ status, headers }) => [status, headers.location])).toEqual(replies.map(() => [303, '/admin']));
    expect((await house.visitor().get(`/admin/login?next=${encodeURIComponent(to)}`)).text).not.toMatch(/name="next" value="[^"]*evil/);
  });
});
