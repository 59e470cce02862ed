import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LANGUAGES } from '../../../src/web/oai-page/words.js';
import { readableAttributes } from '../../../src/web/oai-page/shape.js';
import { childElements, textOf as xmlTextOf, type XmlElement } from '../../../src/xml/element.js';
import { xml, type Markup } from '../../../src/xml/markup.js';
import { parseXml } from '../../../src/xml/parse.js';
import {
  answer,
  dublinCore,
  error,
  foreign,
  format,
  GET,
  type Given,
  header,
  HEADERS,
  identify,
  kk,
  marc,
  page,
  provenance,
  record,
  RECORDS,
  set,
  token,
} from './answers.js';
import { elementsOf, linksOf, named, readableText, squeezed } from './html.js';
import { codePoint } from '../../code-point.js';
import { grapheme } from '../../grapheme.js';

describe('the same content as the XML answer', () => {
  const text = fc.oneof(
    fc.string({ unit: grapheme, minLength: 1 }),
    fc.string({ unit: codePoint, minLength: 1 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "'--></style></pre></details><b>",
      '&lt;b&gt;&amp;amp;',
      '\u202Egnp.exe\u2066',
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'data:text/html,<script>',
      'https://user@evil.example/',
      'https://evil.example/"onclick=x',
      'https://fine.example/?a=1&b=2',
      '${x} {{y}} __proto__',
    ),
  );
  const bodies = fc
    .tuple(text, text, text, fc.constantFrom('creator', 'title', 'identifier', 'rights'))
    .chain(([a, b, c, name]) =>
      fc.constantFrom<readonly [Given, Markup]>(
        [{ verb: 'Identify' }, identify(a, b, c)],
        [{ verb: 'ListMetadataFormats' }, xml`<ListMetadataFormats>${format(a, b, c)}</ListMetadataFormats>`],
        [{ verb: 'ListSets' }, xml`<ListSets>${[set(a, b, dublinCore(['description', c])), set('z', a, foreign(a, b, c))]}</ListSets>`],
        [HEADERS, xml`<ListIdentifiers>${[header(a, 'deleted', b), header(b)]}${token(c, 3, 9)}</ListIdentifiers>`],
        [
          RECORDS,
          xml`<ListRecords>${[record(dublinCore(['title', a], [name, b, c]), provenance(c), b), record(dublinCore([a === b ? 'x' : 'date', c]))]}</ListRecords>`,
        ],
        [GET, xml`<GetRecord>${record(marc(a, b), foreign(c, a, b))}</GetRecord>`],
        [GET, xml`<GetRecord>${record(kk(a, b), undefined, c)}</GetRecord>`],
        [GET, xml`<GetRecord>${record(foreign(a, b, c))}</GetRecord>`],
        [{ ...GET, identifier: a }, xml`${[error('idDoesNotExist', b), error('odd', c)]}`],
      ),
    );
  const runs = { numRuns: process.env['LONG'] === undefined ? 100 : 3000 };

  it('shows every text and every attribute of the answer that says something', () => {
    fc.assert(
      fc.property(bodies, fc.constantFrom(...LANGUAGES), ([given, body], language) => {
        const shown = squeezed(readableText(page(given, body, [language])));
        const missing = textsOf(parseXml(answer(given, body))).filter((each) => !shown.includes(squeezed(each)));
        expect(missing).toEqual([]);
      }),
      runs,
    );
  });

  it('lets nothing of it become markup, script, style or a link to anything but the web, mail and itself', () => {
    fc.assert(
      fc.property(bodies, ([given, body]) => {
        const elements = elementsOf(page(given, body));
        expect(named(elements, 'script', 'img', 'iframe', 'object', 'link', 'base', 'svg', 'i')).toEqual([]);
        expect(named(elements, 'style')).toHaveLength(1);
        expect(named(elements, 'body', 'main', 'form')).toHaveLength(2 + 16);
        const attributes = elements.flatMap(({ attrs }) => attrs);
        expect(attributes.filter(({ name }) => name.startsWith('on') || name === 'style' || name === 'src')).toEqual([]);
        for (const { value } of attributes.filter(({ name }) => name === 'href' || name === 'action')) {
          expect(value).toMatch(/^(?:\/oai(?:\?[\w=&%.*+-]*)?|#[\w-]+|mailto:[\w.+-]+@[\w.-]+|https?:\/\/[\w.]+\/[^@\s"<>]*)$/);
        }
      }),
      runs,
    );
  });

  it.each(['javascript:alert(1)', 'https://user@evil.example/', 'https://a.example/\u202Egnp', '//a.example/', 'https:a'])(
    'does not link %j',
    (address) => {
      const html = page(GET, xml`<GetRecord>${record(dublinCore(['identifier', address]))}</GetRecord>`);
      expect(linksOf(html).filter((link) => link.includes('alert') || link.includes('a.example') || link.includes('evil'))).toEqual([]);
      expect(squeezed(readableText(html))).toContain(squeezed(address));
    },
  );
});

/** What a reader must find again, word for word. */
const textsOf = (element: XmlElement): readonly string[] => {
  const below = childElements(element);
  const own = below.length === 0 ? [xmlTextOf(element)] : element.children.filter((child) => typeof child === 'string');
  const attributes = readableAttributes(element).filter(([name, value]) => !isRetold(name, value));
  return [...own, ...attributes.map(([, value]) => value), ...below.flatMap(textsOf)].filter((text) => text.trim() !== '');
};

/** Shown in words of the page, which have tests of their own: where a page stands, what is deleted, that kk names no language. */
const isRetold = (attribute: string, value: string): boolean =>
  attribute === 'cursor' || attribute === 'status' || (attribute === 'language' && value === 'none');
