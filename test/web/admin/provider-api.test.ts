import { afterEach, describe, expect, it } from '@jest/globals';
import type { ProviderVisit } from '../../../src/administration/provider-visits.js';
import type { ClientDay } from '../../../src/store/visit-ports.js';
import { readContract } from './api-contract.js';
import { openHouse, type House, type HouseOptions, type Reply } from './house.js';

const VISITS = '/admin/api/provider/visits';
const CLIENTS = '/admin/api/provider/clients';
const FINNA = { 'User-Agent': 'Finna harvester' };
const LIST = '/oai?verb=ListRecords&metadataPrefix=oai_dc';

let house: House;
afterEach(() => house.stop());

const open = async (options: HouseOptions = {}) => {
  // The list leaves the current second out.
  let now = Date.parse('2026-11-25T10:00:00Z');
  house = await openHouse({ filled: true, clock: () => (now += 1000), ...options });
  const ask = await house.program('reader', ['read']);
  const contract = readContract();
  const get = async (target: string): Promise<Reply> => {
    const reply = await ask('GET', target);
    const described = { method: 'GET', target, status: reply.status, type: reply.headers['content-type'] ?? '', text: reply.text };
    expect(contract.faultsOf(described)).toEqual([]);
    return reply;
  };
  const visits = async (query = ''): Promise<readonly ProviderVisit[]> =>
    ((await get(`${VISITS}${query}`)).json() as { visits: readonly ProviderVisit[] }).visits;
  const days = async (): Promise<readonly ClientDay[]> => ((await get(CLIENTS)).json() as { days: readonly ClientDay[] }).days;
  return { harvester: house.visitor(), get, visits, days };
};

describe('the figures of the provider in the API', () => {
  it('tell of a harvest by GET and by POST, from the network and by the name that it came with', async () => {
    const { harvester, visits, days } = await open();
    const reply = await harvester.get(LIST, FINNA);
    expect(reply.text).toContain('<record>');
    await harvester.ask('POST', '/oai', { form: { verb: 'ListIdentifiers', metadataPrefix: 'marcxml' }, headers: FINNA });
    const records = reply.text.split('<record>').length - 1;
    expect(await visits()).toMatchObject([
      { agent: 'Finna harvester', from: '127.0.0.0/24', verb: 'ListIdentifiers', metadataPrefix: 'marcxml', state: 'completed' },
      {
        agent: 'Finna harvester',
        from: '127.0.0.0/24',
        verb: 'ListRecords',
        metadataPrefix: 'oai_dc',
        pages: 1,
        records,
        state: 'completed',
      },
    ]);
    expect(await days()).toMatchObject([{ client: { agent: 'Finna harvester' }, requests: { ListRecords: 1, ListIdentifiers: 1 } }]);
  });

  it('leave out who only reads pages in a browser or looks whether something is there', async () => {
    const { harvester, visits, days } = await open();
    expect((await harvester.get(LIST, { Accept: 'text/html' })).headers['content-type']).toContain('text/html');
    await harvester.ask('HEAD', LIST, { headers: FINNA });
    expect([await visits(), await days()]).toEqual([[], []]);
  });

  it('believe the last entry of X-Forwarded-For behind a proxy of ours, and nobody else', async () => {
    const forwarded = { ...FINNA, 'X-Forwarded-For': '203.0.113.9, 198.51.100.7' };
    const before = await open();
    await before.harvester.get(LIST, forwarded);
    expect(await before.visits()).toMatchObject([{ from: '127.0.0.0/24' }]);
    await house.stop();
    const behind = await open({ administration: { behindProxy: true } });
    await behind.harvester.get(LIST, forwarded);
    expect(await behind.visits()).toMatchObject([{ from: '198.51.100.0/24' }]);
  });

  it('can be narrowed down, and say what cannot be understood', async () => {
    const { harvester, get, visits } = await open();
    await harvester.get(LIST, FINNA);
    await harvester.get(LIST.replace('ListRecords', 'ListIdentifiers'), FINNA);
    expect(await visits('?limit=1')).toMatchObject([{ verb: 'ListIdentifiers' }]);
    expect(await visits('?state=completed')).toHaveLength(2);
    expect(await visits('?state=brokenOff')).toEqual([]);
    const wrong = await get(`${VISITS}?state=gone&limit=0`);
    expect([wrong.status, wrong.json()]).toMatchObject([400, { errors: [{ path: 'state' }, { path: 'limit' }] }]);
  });
});
