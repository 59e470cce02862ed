import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildXml } from '../../src/xml/build.js';
import { allowedCharacters } from '../../src/xml/characters.js';
import { childElements, element, textOf, type XmlElement } from '../../src/xml/element.js';
import { parseXml } from '../../src/xml/parse.js';
import { codePoint } from '../code-point.js';

const A = 'urn:example:a';
const B = 'urn:example:b';

describe('an element that is written', () => {
  it('declares each namespace once, where it is first needed', () => {
    const text = buildXml(element(A, 'a:root', { 'xmlns:b': B }, [element(B, 'b:one'), element(B, 'b:two'), element(A, 'a:three')]));
    expect(text.match(/xmlns:a=/g)).toHaveLength(1);
    expect(text.match(/xmlns:b=/g)).toHaveLength(1);
    expect(text).not.toContain('<?xml');
  });

  it('writes a default namespace without prefixes below it', () => {
    expect(buildXml(element(A, 'root', {}, [element(A, 'one', {}, ['x'])]))).toBe(`<root xmlns="${A}"><one>x</one></root>`);
  });

  it('declares xsi where an attribute needs it, and xml never', () => {
    const text = buildXml(element(A, 'root', { 'xsi:schemaLocation': `${A} a.xsd`, 'xml:lang': 'fi' }));
    expect(text).toContain('xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"');
    expect(text).toContain(`xsi:schemaLocation="${A} a.xsd"`);
    expect(text).toContain('xml:lang="fi"');
    expect(text).not.toContain('xmlns:xml');
  });

  it.each([
    '&lt;',
    '&amp;',
    '&#65;',
    '&nbsp;',
    '<![CDATA[x]]>',
    ']]>',
    '<!-- x -->',
    '<?x y?>',
    '"\'',
    ' a\tb ',
    'a\nb',
    'a\rb',
    'a\r\nb',
    '',
    '😀',
  ])('keeps %j as text and in an attribute', (text) => {
    const root = parseXml(buildXml(element(A, 'root', { a: text }, [text])));
    expect([root.attributes['a'], textOf(root)]).toEqual([text, text]);
  });

  it('keeps a blank that matters in MARC 21', () => {
    const fixed = '120304s2012    fi      o    f000 0 fin d';
    expect(buildXml(element(A, 'root', {}, [fixed]))).toContain(`>${fixed}<`);
  });

  it('puts a mark in the place of characters that XML forbids', () => {
    expect(buildXml(element(A, 'root', { a: 'x\u0003y' }, ['\uFFFE\uD800']))).toBe(`<root xmlns="${A}" a="x\uFFFDy">\uFFFD\uFFFD</root>`);
  });

  it.each([' ', '1a', 'a b', '<x>', 'a"b', 'a:b:c'])('refuses %j as a name', (name) => {
    expect(() => buildXml(element(A, name))).toThrow();
  });

  it('any tree comes back as it was', () => {
    const text = fc.string({ unit: codePoint, maxLength: 20 });
    const name = fc.stringMatching(/^[a-z][a-zA-Z0-9._-]{0,6}$/).filter((given) => !/^xml/i.test(given));
    const { tree } = fc.letrec<{ tree: XmlElement }>((tie) => ({
      tree: fc
        .record({
          prefix: fc.constantFrom('a', 'b'),
          name,
          attributes: fc.dictionary(name, text, { maxKeys: 3, noNullPrototype: true }),
          children: fc.array(fc.oneof({ maxDepth: 4 }, text, tie('tree')), { maxLength: 3 }),
        })
        .map(({ prefix, name: local, attributes, children }) =>
          element(prefix === 'a' ? A : B, `${prefix}:${local}`, attributes, children),
        ),
    }));
    fc.assert(
      fc.property(tree, (given) => {
        expect(shapeOf(parseXml(buildXml(given)))).toEqual(shapeOf(given));
      }),
      { numRuns: 300 },
    );
  });
});

/** What must come back: names, namespaces, attributes, and text where it stands, pieces of it joined. */
const shapeOf = (of: XmlElement): unknown => [
  of.name,
  of.namespace,
  Object.fromEntries(
    Object.entries(of.attributes)
      .filter(([name]) => !name.startsWith('xmlns'))
      .map(([name, value]) => [name, allowedCharacters(value)]),
  ),
  allowedCharacters(of.children.filter((child) => typeof child === 'string').join('')),
  childElements(of).map(shapeOf),
];
