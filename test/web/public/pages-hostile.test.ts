import { describe, expect, it } from '@jest/globals';
import type { Work } from '../../../src/discovery/work.js';
import { createFixedDiscovery, EXAMPLE_WORKS } from '../../discovery/example-works.js';
import { attributeOf, elementsOf, linksOf, named, textOf } from '../oai-page/html.js';
import { pageAt, SETTINGS } from './pages-house.js';

const [SEED, , OLDER] = EXAMPLE_WORKS as readonly [Work, Work, Work];
const ATTACK = `"'><script>alert(1)</script><img src=x onerror=alert(1)></script></title><!-- javascript:alert(1)`;
const LINK = 'javascript:alert(1)//https://example.fi/';
const INDEX = ['/julkaisut?q=%22', '/sv/publikationer', '/en/publications/series/poha'];

/** The same value with every text in it turned into an attack; what must stay for the page to be found stays. */
const poison = (value: unknown, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((each) => poison(each, key));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, poison(each, name)]));
  if (typeof value !== 'string' || ['id', 'kind', 'origin', 'role', 'status', 'code', 'target'].includes(key)) return value;
  return ['url', 'uri', 'landingPage'].includes(key) ? LINK : ATTACK;
};

const discovery = createFixedDiscovery([poison(SEED) as Work, poison(OLDER) as Work]);
const PLACES = [
  ...INDEX,
  ...['/julkaisut', '/sv/publikationer', '/en/publications'].flatMap((list) => [`${list}/${SEED.id}`, `${list}/${OLDER.id}`]),
];

describe('whatever a record says', () => {
  it.each(PLACES)('%s runs nothing of it', async (path) => {
    const html = await pageAt(path, { discovery });
    const elements = elementsOf(html);
    expect(named(elements, 'img')).toEqual([]);
    expect(named(elements, 'script').map((script) => attributeOf(script, 'type'))).toEqual(
      path.includes('series') || INDEX.includes(path) ? [] : ['application/ld+json'],
    );
    expect(elements.flatMap(({ attrs }) => attrs).filter(({ name }) => name.startsWith('on'))).toEqual([]);
    expect(named(elements, 'title')).toHaveLength(1);
    expect(linksOf(html).filter((href) => !/^(?:\/|https:\/\/|mailto:|#main)/.test(href))).toEqual([]);
  });

  it('keeps the data for search engines whole, without a sign that HTML would read', async () => {
    const html = await pageAt('/julkaisut/2012-2', { discovery });
    const [script] = named(elementsOf(html), 'script');
    expect(textOf(script!)).not.toMatch(/[<>&]/);
    expect(JSON.parse(textOf(script!))).toMatchObject({ name: ATTACK });
    const quoting = createFixedDiscovery([{ ...SEED, titles: [{ text: `$& $' $\` \u2028` }] }]);
    const [other] = named(elementsOf(await pageAt('/julkaisut/2012-2', { discovery: quoting })), 'script');
    expect(JSON.parse(textOf(other!))).toMatchObject({ name: `$& $' $\` \u2028` });
  });

  it('shows it as the text that it is', async () => {
    const html = await pageAt('/julkaisut/2012-2', { discovery });
    expect(textOf(named(elementsOf(html), 'h1')[0]!)).toBe(ATTACK);
  });

  it('takes a template of the settings that turns hostile for text', async () => {
    const links = { ...SETTINGS.links, urnResolver: 'javascript:{urn}' };
    const html = await pageAt('/julkaisut/2012-2', { settings: { ...SETTINGS, links, site: { feedback: 'javascript:alert(1)' } } });
    expect(linksOf(html).filter((href) => href.startsWith('javascript'))).toEqual([]);
  });
});

describe('the size of a page (60 kB of HTML)', () => {
  const LONG = 'Erittäin pitkä sana '.repeat(50);
  const most = 60 * 1024;

  it('holds for twenty hits with long titles and many people', async () => {
    const people = Array.from({ length: 60 }, () => ({ ...SEED.contributors[1]!, given: LONG }));
    const works = Array.from({ length: 45 }, (_, at): Work => ({
      ...SEED,
      id: `w${at}`,
      titles: [{ text: LONG }],
      contributors: people,
      series: [{ title: LONG, issns: [] }],
    }));
    expect(Buffer.byteLength(await pageAt('/julkaisut?q=sana', { discovery: createFixedDiscovery(works) }))).toBeLessThan(most);
  });

  it('holds for a publication with a long abstract in three languages', async () => {
    const text = Array.from({ length: 12 }, () => LONG).join('\n\n');
    const abstracts = ['fin', 'swe', 'eng'].map((language) => ({ text, language }));
    const html = await pageAt('/julkaisut/2012-2', { discovery: createFixedDiscovery([{ ...SEED, abstracts }]) });
    expect(html.split('Erittäin pitkä sana').length).toBeGreaterThan(1800);
    expect(Buffer.byteLength(html)).toBeLessThan(most);
  });

  it('holds for sixty works of a series', async () => {
    const works = Array.from({ length: 61 }, (_, at): Work => ({ ...SEED, id: `w${at}`, titles: [{ text: LONG }] }));
    expect(Buffer.byteLength(await pageAt('/julkaisut/sarjat/poha', { discovery: createFixedDiscovery(works) }))).toBeLessThan(most);
  });
});
