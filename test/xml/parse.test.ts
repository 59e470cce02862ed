import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { childElements, findChild, textOf } from '../../src/xml/element.js';
import { parseXml, XmlError } from '../../src/xml/parse.js';
import { codePoint } from '../code-point.js';

const DOCUMENT =
  '<?xml version="1.0" encoding="UTF-8"?>\n<r xmlns="urn:a" xmlns:b="urn:b" n="1"><id>000123</id><b:c x="&lt;"> two  blanks </b:c><d>1<e/>2</d></r>\n';

describe('a document that is read', () => {
  it('keeps numbers, blanks and the order of mixed content as they are written', () => {
    const root = parseXml(DOCUMENT);
    expect(textOf(findChild(root, 'id'))).toBe('000123');
    expect(textOf(findChild(root, 'c'))).toBe(' two  blanks ');
    expect(findChild(root, 'd')!.children.map((child) => (typeof child === 'string' ? child : child.name))).toEqual(['1', 'e', '2']);
    expect(root.attributes['n']).toBe('1');
  });

  it('knows the namespace of each element, inherited, changed and taken back', () => {
    const root = parseXml('<r xmlns="urn:a" xmlns:p="urn:p"><p:x/><y/><z xmlns="urn:z"><w/></z><v xmlns=""/><p:u xmlns:p="urn:q"/></r>');
    const namespaces = childElements(root).flatMap((child) => [child.namespace, ...childElements(child).map(({ namespace }) => namespace)]);
    expect([root.namespace, ...namespaces]).toEqual(['urn:a', 'urn:p', 'urn:a', 'urn:z', 'urn:z', '', 'urn:q']);
  });

  it.each([
    ['&#233;', 'é'],
    ['&#xE9;', 'é'],
    ['&#x1F600;', '😀'],
    ['&lt;&gt;&amp;&quot;&apos;', '<>&"\''],
    ['&amp;lt;', '&lt;'],
    ['&amp;#65;', '&#65;'],
    ['<![CDATA[<b>&amp;</b>]]>', '<b>&amp;</b>'],
    ['a<![CDATA[]]>b', 'ab'],
    ['a<!-- no -->b', 'ab'],
    ['a<?no such?>b', 'ab'],
    ['true', 'true'],
    ['1e3', '1e3'],
    ['0x1F', '0x1F'],
    ['\n', '\n'],
    ['a\r\nb', 'a\nb'],
    ['a&#13;b', 'a\rb'],
  ])('reads %j as %j', (written, text) => {
    expect(textOf(parseXml(`<r>${written}</r>`))).toBe(text);
  });

  it('reads a byte order mark, comments and instructions round the root as nothing', () => {
    expect(parseXml('\uFEFF<?xml version="1.0"?><!-- a --><?b c?><r/><!-- d -->\n').name).toBe('r');
  });

  it.each(['toString', 'hasOwnProperty', 'valueOf', 'then'])('reads an element and an attribute named %s like any other', (name) => {
    const [child] = childElements(parseXml(`<r><${name} ${name}="1">x</${name}></r>`));
    expect([child!.name, textOf(child), Object.entries(child!.attributes)]).toEqual([name, 'x', [[name, '1']]]);
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'refuses an element or an attribute named %s, with which objects could be changed',
    (name) => {
      expect(() => parseXml(`<r><${name} x="1"/></r>`)).toThrow(XmlError);
      expect(() => parseXml(`<r ${name}="1"/>`)).toThrow(XmlError);
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    },
  );

  it.each([
    ['nothing', ''],
    ['blanks', ' \n'],
    ['plain text', 'Service down'],
    ['a page of HTML', '<!DOCTYPE html><html><body><br></body></html>'],
    ['JSON', '{"a":1}'],
    ['two roots', '<a/><b/>'],
    ['text behind the root', '<a/>b'],
    ['text before the root', 'b<a/>'],
    ['a missing end', '<a><b>1</b>'],
    ['a wrong end', '<a><b></a></b>'],
    ['an attribute twice', '<a x="1" x="2"/>'],
    ['an attribute without quotation marks', '<a x=1/>'],
    ['a prefix that is not declared', '<a:b/>'],
    ['an attribute whose prefix is not declared', '<a b:c="1"/>'],
    ['an entity that is not declared', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>R&D</a>'],
    ['a bare less-than', '<a>1 < 2</a>'],
    ['a reference to a forbidden character', '<a>&#0;</a>'],
    ['a reference to U+0003', '<a>&#x3;</a>'],
    ['a forbidden character', '<a>\u0003</a>'],
    ['a lone surrogate', '<a>\uD800</a>'],
    ['the end of CDATA in text', '<a>]]></a>'],
    ['two hyphens in a comment', '<a><!-- -- --></a>'],
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['a DOCTYPE in small letters', '<!doctype a><a/>'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['an entity bomb', `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(100)}">]><a>${'&b;'.repeat(100)}</a>`],
  ])('refuses %s', (_, text) => {
    expect(() => parseXml(text)).toThrow(XmlError);
  });

  it('refuses any document that was cut short', () => {
    const document = DOCUMENT.trimEnd();
    for (let length = 0; length < document.length; length++) expect(() => parseXml(document.slice(0, length))).toThrow(XmlError);
    expect(() => parseXml(document)).not.toThrow();
  });

  it('reads a hundred elements inside each other, and refuses more at once', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect(parseXml(nested(100)).name).toBe('a');
    expect(() => parseXml(nested(101))).toThrow(XmlError);
    expect(() => parseXml(nested(1_000_000))).toThrow('nested deeper than 100');
    expect(childElements(parseXml(`<a>${'<b/><c></c>'.repeat(500)}</a>`))).toHaveLength(1000);
  });

  it('throws nothing but XmlError, whatever comes', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '&',
        '"',
        "'",
        '/',
        '<a>',
        '</a>',
        '<a b="c">',
        '<?xml version="1.0"?>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '&amp;',
        '&#',
        ';',
        'xmlns:',
        '=',
      ),
      fc.string({ unit: codePoint, maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          parseXml(pieces.join(''));
        } catch (error) {
          if (!(error instanceof XmlError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});
