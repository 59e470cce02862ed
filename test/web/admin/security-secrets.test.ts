import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashOfSecret } from '../../../src/accounts/secrets.js';
import { PASSWORD } from './house.js';
import { SECRETS, takeTour, type Tour } from './security-tour.js';

let tour: Tour;
beforeAll(async () => {
  tour = await takeTour();
}, 60_000);
afterAll(() => tour.close());

/** By what they are called here, never by themselves: a test report is read by many. */
const canaries = (): ReadonlyMap<string, string> => {
  const { tokens, sessions, setUpSecret } = tour;
  return new Map([
    ...Object.entries(SECRETS),
    ['a password', PASSWORD],
    ['a password that was wrong', 'väärä salasana'],
    ['the secret of the set-up link', setUpSecret],
    ['its hash', hashOfSecret(setUpSecret)],
    ...tokens.flatMap((token, index): [string, string][] => [
      [`token ${index}`, token],
      [`hash of token ${index}`, hashOfSecret(token)],
    ]),
    ...sessions.flatMap((cookie, index): [string, string][] => {
      const [id = ''] = cookie.split('.');
      return [
        [`session ${index}`, id],
        [`hash of session ${index}`, hashOfSecret(id)],
        [`signature of session ${index}`, cookie.split('.')[1] ?? ''],
      ];
    }),
  ]);
};

const HASHES = /\$scrypt\$|passwordHash|cookieKey|"hash"|idHash/;

const found = (text: string): readonly string[] => {
  const encodings = (secret: string): readonly string[] => [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ '': secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ];
  return [
    ...[...canaries()].filter(([, secret]) => encodings(secret).some((each) => text.includes(each))).map(([name]) => name),
    ...(HASHES.test(text) ? [`a hash: ${String(HASHES.exec(text)?.[0])}`] : []),
  ];
};

describe('what is secret', () => {
  it('was there to be found: the tour has been everywhere, and things have happened and failed', () => {
    expect(tour.answers.length).toBeGreaterThan(150);
    expect(tour.answers.filter(({ reply }) => reply.status === 200).length).toBeGreaterThan(90);
    const texts = tour.answers.map(({ reply }) => reply.text).join('\n');
    // The sources, their failures and their checks were told of, only without the keys.
    expect(texts).toMatch(/127\.0\.0\.1:9\/oai\?key=…/);
    expect(texts).toMatch(/apikey=…/);
    expect([...canaries().values()].filter((secret) => secret.length < 8)).toEqual([]);
  });

  it('stands in no answer, whoever asks and whatever has failed', () => {
    const leaks = tour.answers.flatMap(({ name, reply }) => {
      const { 'set-cookie': _, ...headers } = reply.headers;
      return found(`${JSON.stringify(headers)}\n${reply.text}`).map((secret) => `${name}: ${secret}`);
    });
    expect(leaks).toEqual([]);
  });

  it('stands in no line of the log, nor do the tokens of forms', () => {
    expect(tour.house.logged.length).toBeGreaterThan(200);
    const leaks = tour.house.logged.flatMap((line) => found(line).map((secret) => `${secret}: ${line.slice(0, 300)}`));
    expect(leaks).toEqual([]);
    expect(tour.house.logged.filter((line) => tour.formTokens.some((token) => line.includes(token)))).toEqual([]);
  });

  it('stands in no line of the audit and in no record of a run', async () => {
    const { services } = tour.house;
    const kept = JSON.stringify([await services.accounts.listAudit({ limit: 1000 }), await services.harvests.listRuns({ limit: 100 })]);
    expect(kept).toContain('harvest.started');
    expect(found(kept)).toEqual([]);
  });

  it('is shown once where somebody is given it: a new token, in the answer to the one who made it', async () => {
    const { administrator, house } = tour;
    const made = await administrator.submit('/admin/own/tokens', { label: 'uusi', scope: ['read'] });
    const secret = /<code class="secret">([^<]+)<\/code>/.exec(made.text)?.[1] ?? '';
    expect(secret.length).toBeGreaterThan(40);
    expect(made.text.split(secret)).toHaveLength(2);
    for (const target of ['/admin/own', '/admin/accounts/administrator', '/admin/audit', '/admin/api/sources']) {
      expect((await administrator.get(target)).text).not.toContain(secret);
    }
    expect(house.logged.filter((line) => line.includes(secret))).toEqual([]);
  });
});
