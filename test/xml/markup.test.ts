import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allowedCharacters } from '../../src/xml/characters.js';
import { textOf } from '../../src/xml/element.js';
import { escapeXml, markup, xml, XML_DECLARATION, type XmlText } from '../../src/xml/markup.js';
import { parseXml } from '../../src/xml/parse.js';
import { codePoint } from '../code-point.js';

describe('a template of XML', () => {
  it('escapes text, in an element and between quotation marks', () => {
    const text = `<a href="x">'&amp;' ]]> \t\n\r`;
    const escaped = '&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39; ]]&gt; &#9;&#10;&#13;';
    expect(xml`<p title="${text}">${text}</p>`.markup).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  it('takes markup as it is, joins lists, prints numbers, and leaves out what is undefined', () => {
    const items = [1, 2].map((number) => xml`<i>${number}</i>`);
    expect(xml`<l>${items}${undefined}${markup('<b/>' as XmlText)}${[]}</l>`.markup).toBe('<l><i>1</i><i>2</i><b/></l>');
  });

  it('escapes a text that looks like ready markup', () => {
    expect(xml`${xml`<b/>`.markup as string}`.markup).toBe('&lt;b/&gt;');
  });

  it('gives back any text to whoever reads it, forbidden characters aside', () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), fc.string({ unit: codePoint }), (attribute, text) => {
        const root = parseXml(`${XML_DECLARATION}${xml`<p a="${attribute}">${text}</p>`.markup}`);
        expect(root.attributes['a']).toBe(allowedCharacters(attribute));
        expect(textOf(root)).toBe(allowedCharacters(text));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves plain text as it is', () => {
    expect(escapeXml('Ääni 😀 100 %')).toBe('Ääni 😀 100 %');
  });
});
