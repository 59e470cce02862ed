import { describe, expect, it } from '@jest/globals';
import { indentXml } from '../../../src/web/oai-page/source.js';
import { STYLE } from '../../../src/web/oai-page/style.css.js';
import { type XmlText } from '../../../src/xml/markup.js';
import { page, PAGES } from './answers.js';
import { elementsOf, named, textOf } from './html.js';

describe('the raw answer', () => {
  it('breaks lines between tags and nowhere in a text', () => {
    const text = '<?xml version="1.0"?>\n<a x="1 > 0"><b>one\n two</b><c/><d> </d><e><f>x<g/>y</f></e></a>' as XmlText;
    expect(indentXml(text)).toBe(
      [
        '<?xml version="1.0"?>',
        '<a x="1 > 0">',
        '  <b>one\n two</b>',
        '  <c/>',
        '  <d> </d>',
        '  <e>',
        '    <f>x<g/>y</f>',
        '  </e>',
        '</a>',
      ].join('\n'),
    );
  });

  it('shows characters that turn the direction of writing as references', () => {
    expect(indentXml('<a>x\u202Ey</a>' as XmlText)).toBe('<a>x&#x202E;y</a>');
  });
});

describe('the style', () => {
  it('survives being escaped as text, and asks nothing of another host', () => {
    expect(STYLE).not.toMatch(/["&<]|url\(|@import|@font-face/);
    const style = named(elementsOf(page({ verb: 'ListSets' }, PAGES[2]![2])), 'style')[0]!;
    expect(textOf(style)).toBe(STYLE);
  });

  it.each(['light', 'dark'] as const)('has a contrast of 4.5:1 and more in the %s scheme', (scheme) => {
    const blocks = STYLE.split('@media (prefers-color-scheme: dark)');
    const colours = new Map(
      [...blocks[scheme === 'light' ? 0 : 1]!.split('}')[0]!.matchAll(/--([\w-]+): (#\w+)/g)].map(
        ([, name, colour]) => [name!, colour!] as const,
      ),
    );
    const grounds = ['ground', 'sheet', 'chip', 'warm'];
    const inks = ['ink', 'quiet', 'link', 'mark'];
    const poor = grounds.flatMap((ground) =>
      inks.filter((ink) => contrast(colours.get(ground)!, colours.get(ink)!) < 4.5).map((ink) => `${ink} on ${ground}`),
    );
    expect(poor).toEqual([]);
  });
});

/** WCAG 2.2, relative luminance and contrast ratio. */
const contrast = (one: string, other: string): number => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};
const luminance = (colour: string): number => {
  const digits = colour.slice(1).replace(/^(.)(.)(.)$/, '$1$1$2$2$3$3');
  const pairs = digits.match(/../g) ?? [];
  const [red, green, blue] = pairs
    .map((pair) => Number.parseInt(pair, 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
