import fc from 'fast-check';
import { codePoint } from '../code-point.js';

/** The text of a document in pieces: tags, attributes inside tags and text between them. */
const PIECES = /<\?[^>]*\?>|<\/?[\w:-]+|\s[\w:]+="[^"]*"|\/?>|[^<>]+/g;

const VALUES = [
  '',
  ' ',
  '0',
  '-1',
  '+1',
  '1.5',
  'x',
  'A',
  '4500',
  'true',
  'deleted',
  'oai',
  ':',
  'oai_dc',
  'a:b',
  'a::b',
  'a b',
  'ä',
  '٣',
  '2024',
  '2024-01-01',
  '2024-02-30',
  '2024-01-01Z',
  '2024-01-01T00:00:00Z',
  '2024-01-01T00:00:00',
  '2024-01-01T00:00:00.1Z',
  '2024-01-01T24:00:00Z',
  '-2024-01-01',
  'http://example.org/',
  '::',
  'a@b.c',
  'a@b',
  'fi',
  'fi_FI',
  'YYYY-MM-DD',
  '2.0',
  '2.0 ',
  'text/xsl',
  '001',
  '00A',
  '245',
  'badVerb',
  'ListSets',
  '&#9;',
  '%',
  '#',
  '\u{1F600}',
];

/** One to three changes: an element, an attribute or a text is deleted, doubled, swapped with its neighbour or changed. */
export const mutations = (xml: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.record({
        at: fc.nat(),
        what: fc.constantFrom(
          'delete element',
          'double element',
          'swap elements',
          'delete attribute',
          'swap attribute names',
          'change value',
          'change text',
          'rename element',
          'delete piece',
        ),
        value: fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(...VALUES) },
          { weight: 1, arbitrary: fc.string({ unit: codePoint, maxLength: 6 }).map(escaped) },
        ),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((changes) => changes.reduce((text, { at, what, value }) => change(text, at, what, value), xml));

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const change = (xml: string, at: number, what: string, value: string): string => {
  const elements = spans(xml);
  const element = elements[at % elements.length];
  const attributes = [...xml.matchAll(/\s([\w:]+)="([^"]*)"/g)].filter(([, name]) => !name!.startsWith('xmlns'));
  const attribute = attributes[at % Math.max(1, attributes.length)];
  const texts = [...xml.matchAll(/>([^<>]+)</g)];
  const text = texts[at % Math.max(1, texts.length)];
  if (element === undefined) return xml;
  const [start, end] = element;
  const whole = xml.slice(start, end);
  switch (what) {
    case 'delete element':
      return xml.slice(0, start) + xml.slice(end);
    case 'double element':
      return xml.slice(0, end) + whole + xml.slice(end);
    case 'swap elements': {
      const next = elements.find(([other]) => other >= end);
      return next ? xml.slice(0, start) + xml.slice(next[0], next[1]) + xml.slice(end, next[0]) + whole + xml.slice(next[1]) : xml;
    }
    case 'rename element':
      return (
        xml.slice(0, start) +
        whole.replaceAll(/(<\/?)([\w:-]+)/g, (_, open: string, name: string) => open + (whole.startsWith(`<${name}`) ? 'header' : name)) +
        xml.slice(end)
      );
    case 'delete attribute':
      return attribute ? xml.slice(0, attribute.index) + xml.slice(attribute.index + attribute[0].length) : xml;
    case 'swap attribute names':
      return attribute
        ? xml.slice(0, attribute.index) + attribute[0].replace(attribute[1]!, 'verb') + xml.slice(attribute.index + attribute[0].length)
        : xml;
    case 'change value':
      return attribute
        ? `${xml.slice(0, attribute.index)} ${attribute[1]!}="${value}"${xml.slice(attribute.index + attribute[0].length)}`
        : xml;
    case 'change text':
      return text ? `${xml.slice(0, text.index)}>${value}<${xml.slice(text.index + text[0].length)}` : xml;
    default: {
      const pieces = [...xml.matchAll(PIECES)];
      const piece = pieces[at % Math.max(1, pieces.length)];
      return piece ? xml.slice(0, piece.index) + xml.slice(piece.index + piece[0].length) : xml;
    }
  }
};

/** Where each element begins and ends. */
const spans = (xml: string): readonly (readonly [number, number])[] => {
  const open: number[] = [];
  const found: (readonly [number, number])[] = [];
  for (const tag of xml.matchAll(/<(\/?)[\w:-]+(?:\s[\w:]+="[^"]*")*\s*(\/?)>/g)) {
    if (tag[1] === '/') {
      const start = open.pop();
      if (start !== undefined) found.push([start, tag.index + tag[0].length]);
    } else if (tag[2] === '/') found.push([tag.index, tag.index + tag[0].length]);
    else open.push(tag.index);
  }
  return found.sort(([a], [b]) => a - b);
};
