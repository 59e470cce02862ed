import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { indentXml } from '../../../src/web/admin/pages/explain/xml-text.js';
import type { House } from './house.js';
import { openLinkHouse, ours, quarantined, record, RUN } from './link-records.js';

const EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
const NO_BLANKS = EVIL.replaceAll(' ', '');

let house: House;
beforeAll(async () => {
  const change = {
    ...{ aliases: [`oai:${NO_BLANKS}`], because: EVIL, repairs: [EVIL], flags: [EVIL], received: `<record>${EVIL}</record>` },
    ...{ datestamp: EVIL, history: [{ ...record('1').history[0]!, run: `${RUN}${NO_BLANKS}` }] },
  };
  house = await openLinkHouse({
    own: [ours('2012-2'), ours('2012-3', { titles: [{ text: EVIL }], withdrawn: { reason: EVIL } })],
    harvested: [record('000000001'), record('000000002', { title: `Kirja ${EVIL}`, author: `${EVIL}, X`, change })],
    quarantine: [quarantined('oai:never'), quarantined(record('000000002').identifier, { reason: EVIL, xml: EVIL })],
  });
});
afterAll(() => house.stop());

const explain = async (asked: string) =>
  (await house.program('reader', ['read']))('GET', `/admin/api/explain?record=${encodeURIComponent(asked)}`);

describe('"explain this record" over HTTP', () => {
  it('tells programs everything of a record of a library', async () => {
    const reply = await explain('fi-lib.000000001');
    expect(reply.json()).toMatchObject({
      kind: 'found',
      record: { kind: 'harvested', localId: 'fi-lib.000000001', copies: [{ source: 'library' }], links: [{ ours: '2012-2', tier: 'D' }] },
    });
    expect(reply.text).toContain('The copy of library is given on.');
  });

  it('tells of what is mended, tied, withdrawn or never read, as it is described', async () => {
    const kinds = await Promise.all(
      ['000000002', '2012-2', '2012-3', 'oai:never'].map(async (asked) => {
        const { record: found } = (await explain(asked)).json() as { record: { kind: string } };
        return found.kind;
      }),
    );
    expect(kinds).toEqual(['harvested', 'own', 'own', 'quarantined']);
  });

  it('offers several, and says what to try where there is nothing', async () => {
    await house.services.store.commit({ harvested: [record('000000003', { change: { localId: 'fi-b.000000001' } })] });
    const several = (await explain('1')).json();
    expect(several).toMatchObject({ kind: 'several', candidates: [{ ask: 'fi-b.000000001' }, { ask: 'fi-lib.000000001' }] });
    const nothing = await explain('978-952-491-529-0');
    expect([nothing.status, nothing.text]).toEqual([404, expect.stringContaining('its check digit is wrong')]);
    const missing = await (await house.program('reader', ['read']))('GET', '/admin/api/explain');
    expect([missing.status, missing.text]).toEqual([400, expect.stringContaining('record: is missing')]);
  });

  it('is a page for people that asks, answers and links to what belongs to it', async () => {
    const browser = await house.as('reader');
    const empty = await browser.get('/admin/explain');
    expect([empty.status, empty.text]).toEqual([200, expect.stringContaining('role="search"')]);
    const { text } = await browser.get('/admin/explain?record=fi-lib.000000001');
    for (const told of ['Feeds: oai:', 'older:1236-049X', '/admin/links/fi-lib.000000001/2012-2', 'Why it was taken', 'XML as received']) {
      expect(text).toContain(told);
    }
    expect((await browser.get('/admin/explain?record=254001')).status).toBe(404);
  });

  it.each([['fi'], ['sv'], ['en']])('shows whatever libraries and editors write as text, in %s', async (language) => {
    const browser = await house.as('reader', language);
    for (const asked of ['000000002', '2012-3', record('000000002').identifier, EVIL, `oai:${NO_BLANKS}`, '1']) {
      const { text } = await browser.get(`/admin/explain?record=${encodeURIComponent(asked)}`);
      expect(text).not.toMatch(/<img|<script>/);
      if (asked !== '1') expect(text).toContain('&lt;img');
    }
  });
});

describe('raw XML for reading', () => {
  it('has a line for each element, indented as they nest', () => {
    expect(indentXml('<?xml version="1.0"?><a><b x="1">t</b><c/><d>\n <e>u</e></d></a>')).toBe(
      '<?xml version="1.0"?>\n<a>\n  <b x="1">t</b>\n  <c/>\n  <d>\n    <e>u</e>\n  </d>\n</a>',
    );
  });

  it('leaves what is no XML as it is', () => {
    expect(indentXml('Service down\n</b></b><c')).toBe('Service down\n</b>\n</b>\n<c');
  });
});
