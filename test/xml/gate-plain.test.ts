import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { localName, type XmlElement } from '../../src/xml/element.js';
import { createPlainReader, type PlainParent } from '../../src/xml/gate-plain.js';
import { createReader } from '../../src/xml/gate-reader.js';
import { openElement, type OpenElement } from '../../src/xml/gate-tree.js';

const RUNS = process.env['LONG'] ? 200_000 : 3_000;

const PARENTS = [
  { prefix: '', namespace: 'urn:d', start: '<r xmlns="urn:d" xmlns:p="urn:p">', end: '</r>' },
  { prefix: 'p', namespace: 'urn:p', start: '<p:r xmlns="urn:d" xmlns:p="urn:p">', end: '</p:r>' },
  { prefix: '', namespace: '', start: '<r>', end: '</r>' },
] as const;

/** What saxes makes of a document, or `undefined` where it refuses. */
const bySaxes = (document: string): readonly XmlElement[] | undefined => {
  const open: OpenElement[] = [];
  const roots: XmlElement[] = [];
  const text = (piece: string): void => void open.at(-1)?.children.push(piece);
  const reader = createReader({
    error: (fault) => {
      throw fault;
    },
    opentag: (tag) => void open.push(openElement(tag)),
    closetag: () => {
      const closed = open.pop()!;
      if (open.length === 0) roots.push(closed);
      else open.at(-1)!.children.push(closed);
    },
    text,
    cdata: text,
    attribute: () => undefined,
  });
  try {
    reader.write(document).close();
    return roots[0]!.children.filter((child) => typeof child !== 'string');
  } catch {
    return undefined;
  }
};

const readAll = (text: string, parent: PlainParent & { readonly start: string }) =>
  createPlainReader(() => true)(text, parent.start.length, parent);

const NAMES = ['a', 'datafield', 'subfield', 'p:a', 'q:a', 'xml', 'xmlns', '_', 'a.b-c', 'A1', 'ä', '1a', 'a:b:c', '-a', '__proto__'];
const SPACES = ['', ' ', '\n', '\t ', '\r\n', '\u00a0', '\u2028'];
const TEXTS = [
  ...['', 'teksti', ' ', '\n  ', 'ä – 漢', '[1] lehteä', '>', ']', ']]', '&amp;', '&lt;KEEP&gt;', '&apos;&quot;', '&#228;', '&#xE4;', '&'],
  ...[
    '&nbsp;',
    '&AMP;',
    '&amp',
    '𝄞',
    '\ud800',
    '\ufffe',
    '\uffff',
    '\u0001',
    '\u0085',
    '\u007f',
    '\r',
    '<![CDATA[x',
    '<!---->',
    '<?a?>',
    '<',
  ],
];
const VALUES = ['', '650', ' ', 'ä', '>', '<', '&amp;', "'", '"', '\n', '\t', '\u0001', '𝄞', '\ufffe'];
const pick = (from: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...from);
/** Mostly the first of them, so that whole elements come about. */
const mostly = (usual: readonly string[], all: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 12, arbitrary: pick(usual) }, { weight: 1, arbitrary: pick(all) });

const attribute = fc
  .tuple(
    mostly([' '], SPACES),
    mostly(['tag', 'ind1', 'code'], [...NAMES, 'xmlns', 'xmlns:p', 'xml:lang', 'tag']),
    mostly(['="'], ['=', '="', "='", ' = "']),
    mostly(['1', ' ', 'a'], VALUES),
    mostly(['"'], ['"', "'", '']),
  )
  .map((parts) => parts.join(''));
const attributes = fc.array(attribute, { maxLength: 3 }).map((parts) => parts.join(''));
const text = fc.array(mostly(['teksti', 'ä', '&amp;'], TEXTS), { maxLength: 3 }).map((parts) => parts.join(''));

const elementOf = (content: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      mostly(['a', 'p:a'], NAMES),
      attributes,
      mostly([''], SPACES),
      mostly(['>'], ['>', '/>', '']),
      content,
      mostly(['same'], ['same', 'a', 'other']),
      mostly(['>'], [' >', '\n>', '', '>']),
    )
    .map(
      ([name, list, space, close, inside, ended, end]) =>
        `<${name}${list}${space}${close}${inside}</${ended === 'same' ? name : ended}${end}`,
    );

const spaced = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(fc.tuple(mostly(['', '\n'], TEXTS), part), { maxLength: 4 }).map((parts) => parts.flat().join(''));
const leaf = elementOf(text);
const child = fc.oneof(leaf, elementOf(spaced(leaf)), elementOf(spaced(elementOf(spaced(leaf)))));
const fragment = fc.tuple(spaced(child), pick(TEXTS)).map((parts) => parts.join(''));

describe('plain children', () => {
  it('are such as saxes accepts, and the same is built of them', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.constantFrom(...PARENTS), fragment, (parent, inside) => {
        const document = `${parent.start}${inside}${parent.end}`;
        fc.pre(!document.includes(']]>'));
        const { end, built } = readAll(document, parent);
        accepted += built.length;
        expect(bySaxes(`${document.slice(0, end)}${parent.end}`)).toEqual(built);
      }),
      { numRuns: RUNS },
    );
    // Else nothing would have been compared.
    expect(accepted).toBeGreaterThan(RUNS / 20);
  });

  it('are such as saxes accepts whichever of them are built', () => {
    const isWanted = (local: string, attributes: Readonly<Record<string, string>>): boolean => local !== 'a' || 'tag' in attributes;
    fc.assert(
      fc.property(fc.constantFrom(...PARENTS), fragment, (parent, inside) => {
        const document = `${parent.start}${inside}${parent.end}`;
        fc.pre(!document.includes(']]>'));
        const { end, built } = createPlainReader(isWanted)(document, parent.start.length, parent);
        const all = bySaxes(`${document.slice(0, end)}${parent.end}`);
        expect(all?.filter((each) => isWanted(localName(each), each.attributes))).toEqual(built);
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['fields and subfields', '<f tag="650" ind1=" "><s code="a">ä &amp; ö</s>\n<s code="b">[1]</s></f>\n<c tag="001">1</c>', 2],
    ['an element with nothing in it', '<f></f>', 1],
    ['one after which something else stands', '<f></f><!-- c --><f></f>', 1],
  ])('may be %s', (_, inside, count) => {
    const [parent] = PARENTS;
    expect(readAll(`${parent.start}${inside}${parent.end}`, parent).built).toHaveLength(count);
  });

  it.each([
    ['an empty tag', '<f/>'],
    ['two attributes of one name', '<f a="1" a="2"></f>'],
    ['a namespace of its own', '<f xmlns="u"></f>'],
    ['another prefix', '<p:f></p:f>'],
    ['text beside elements', '<f>a<s></s></f>'],
    ['three levels', '<f><s><t></t></s></f>'],
    ['a character beyond the first 65,536', '<f>𝄞</f>'],
    ['a carriage return', '<f>\r</f>'],
    ['a numeric reference', '<f>&#228;</f>'],
    ['a name that is not ASCII', '<ä></ä>'],
    ['another end', '<f></g>'],
  ])('are left to saxes where there is %s', (_, inside) => {
    const [parent] = PARENTS;
    expect(readAll(`${parent.start}${inside}${parent.end}`, parent)).toEqual({ end: parent.start.length, built: [] });
  });

  it('are read by tags that came before under another prefix for what they are now', () => {
    const [bare, prefixed] = PARENTS;
    const read = createPlainReader(() => true);
    const document = `${bare.start}<a></a><p:a></p:a>${bare.end}`;
    expect(read(document, bare.start.length, bare).built.map(({ name }) => name)).toEqual(['a']);
    const other = `${prefixed.start}<p:a></p:a><a></a>${prefixed.end}`;
    expect(read(other, prefixed.start.length, prefixed).built).toMatchObject([{ name: 'p:a', namespace: 'urn:p' }]);
    expect(read(document, bare.start.length, { ...bare, namespace: 'urn:e' }).built).toMatchObject([{ namespace: 'urn:e' }]);
  });
});
