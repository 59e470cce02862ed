import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openResolverFront, readHelp, resolverPorts, type ResolverFront } from './resolver-front.js';
import { answerOpenUrl } from '../../../src/web/public/resolver/open-url-route.js';
import type { PublicRequest } from '../../../src/web/public/route.js';

let front: ResolverFront;
beforeAll(async () => {
  front = await openResolverFront();
});
afterAll(() => front.close());

describe('the link resolver of a library', () => {
  it.each([
    ['rft.isbn=978-952-491-530-4&url_ver=Z39.88-2004', '/julkaisut/2012-2'],
    ['rft_id=https%3A%2F%2Fjulkaisut.example.fi%2Fsv%2Fpublikationer%2F2012-2', '/julkaisut/2012-2'],
    ['rft_id=https%3A%2F%2Fjulkaisut.example.fi%2Fjulkaisut%2Ffi-melinda.000254001', '/julkaisut/fi-melinda.000254001'],
    ['rft.issn=1798-7121', '/julkaisut/sarjat/poha'],
    ['rft.btitle=Poliisin', '/julkaisut?q=Poliisin'],
  ])('sends a reader by %s to %s', async (query, address) => {
    const response = await front.get(`/openurl?${query}`);
    expect([response.status, response.headers.get('location')]).toEqual([302, address]);
  });

  it('takes the manifestation of the ISBN for a program', async () => {
    const response = await front.get('/openurl?rft.isbn=987-952-491-529-8', { Accept: 'application/marcxml+xml' });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('2012-2-print');
  });

  it('shows all publications that contradicting numbers name, and says so', async () => {
    const response = await front.get('/openurl?rft.isbn=9789524915304&rft_id=urn:isbn:978-951-734-412-8');
    expect(response.status).toBe(300);
    expect(readHelp(await response.text())).toMatchObject({
      reason: expect.stringContaining('different publications'),
      works: ['fi-melinda.000254001', '2012-2'],
    });
  });

  it('helps where nothing can be looked for, naming the keys that can', async () => {
    const response = await front.get('/openurl?sid=x');
    expect(response.status).toBe(400);
    expect(readHelp(await response.text()).reason).toContain('rft.isbn');
  });

  it('does not take an address elsewhere for a page of ours', async () => {
    for (const url of [
      'https://evil.example/julkaisut/2012-2',
      'https://julkaisut.example.fi/admin/2012-2',
      'https://julkaisut.example.fi/julkaisut/%E0',
    ]) {
      expect((await front.get(`/openurl?rft_id=${encodeURIComponent(url)}`)).status).toBe(404);
    }
  });

  it('gets an answer at once whatever its length', async () => {
    const query = new URLSearchParams(Array.from({ length: 50_000 }, (_, index) => ['rft.isbn', `${index}<script>`]));
    const request: PublicRequest = {
      ...{ method: 'GET', params: {}, path: '/openurl', header: () => undefined, languages: [], signal: new AbortController().signal },
      query,
      accepts: (types) => types[0],
    };
    const start = performance.now();
    const answer = await answerOpenUrl(resolverPorts(), request);
    expect(answer).toMatchObject({ kind: 'content', status: 400 });
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
