import { MARC, OAI } from './oai-answers.js';

/** A document that a hostile source may send: a start, something again and again up to the size, and perhaps an end. */
export interface HostileDocument {
  readonly start: string;
  readonly again: string | ((index: number) => string);
  readonly end?: string;
  readonly encoding?: 'utf8' | 'utf16le' | 'latin1';
}

const ROOT = `<OAI-PMH xmlns="${OAI}"><responseDate>2026-03-01T12:00:00Z</responseDate><ListRecords>`;
const HEADER = '<header><identifier>oai:example.fi:1</identifier><datestamp>2026-01-01</datestamp></header>';
const PAYLOAD = `${ROOT}<record>${HEADER}<metadata>`;
const MARC_START = `${PAYLOAD}<record xmlns="${MARC}">`;
const END = '</ListRecords></OAI-PMH>';
const PAYLOAD_END = `</metadata></record>${END}`;

const record = (inside: string): string => `<record>${HEADER}<metadata><record xmlns="${MARC}">${inside}</record></metadata></record>`;
const LEADER = '<leader>00000cam a2200000 i 4500</leader>';
const field = (tag: string, value: string): string =>
  `<datafield tag="${tag}" ind1=" " ind2=" "><subfield code="a">${value}</subfield></datafield>`;
const numbered = (number: number, inside: string): string => record(`${LEADER}<controlfield tag="001">${number}</controlfield>${inside}`);
const declarations = (count: number): string => Array.from({ length: count }, (_, index) => ` xmlns:p${index}="u"`).join('');

/** What is to be refused or read, whichever, in little time and memory. */
export const HOSTILE = {
  'empty elements in one payload': { start: `${PAYLOAD}<a>`, again: '<b/>', end: `</a>${PAYLOAD_END}` },
  'elements in one payload': { start: PAYLOAD, again: '<a/>', end: PAYLOAD_END },
  'elements beside the records': { start: ROOT, again: '<a/>', end: END },
  'elements in the header of one record': { start: `${ROOT}<record>`, again: '<setSpec>a</setSpec>', end: `</record>${END}` },
  'payloads in one record': { start: `${ROOT}<record>${HEADER}`, again: '<metadata><a/></metadata>', end: `</record>${END}` },
  'elements in elements': { start: PAYLOAD, again: '<a>' },
  'attributes of one element': { start: `${PAYLOAD}<a`, again: (index) => ` a${index}=""`, end: `/>${PAYLOAD_END}` },
  'attributes of one element beside the records': { start: `${ROOT}<a`, again: (index) => ` a${index}=""`, end: `/>${END}` },
  'namespaces declared by one element': { start: `${PAYLOAD}<a`, again: (index) => ` xmlns:a${index}="u"`, end: `/>${PAYLOAD_END}` },
  'elements with 190 namespaces each': { start: PAYLOAD, again: `<a${declarations(190)}/>`, end: PAYLOAD_END },
  'payloads under 35 namespaces': {
    start: ROOT.replace('>', `${declarations(35)}>`),
    again: `<record>${HEADER}<metadata><a p:b="${'x'.repeat(900)}" xmlns:p="v"/></metadata></record>`,
    end: END,
  },
  'one text in a payload': { start: `${PAYLOAD}<a>`, again: 'abcdefghijklmno ', end: `</a>${PAYLOAD_END}` },
  'one text beside the records': { start: `${ROOT}<a>`, again: 'abcdefghijklmno\n', end: `</a>${END}` },
  'texts of a million characters': { start: ROOT, again: record(field('500', 'ä '.repeat(500_000))), end: END },
  'one attribute': { start: `${PAYLOAD}<a b="`, again: 'abc\n', end: `"/>${PAYLOAD_END}` },
  'one name': { start: `${PAYLOAD}<`, again: 'a', end: `/>${PAYLOAD_END}` },
  'one comment': { start: `${PAYLOAD}<!--`, again: ' - ', end: `--><a/>${PAYLOAD_END}` },
  comments: { start: PAYLOAD, again: '<!---->', end: `<a/>${PAYLOAD_END}` },
  'comments before the root': { start: '', again: '<!-- <!DOCTYPE a> -->', end: `${ROOT}${END}` },
  'comments between elements': { start: PAYLOAD, again: '<!----><a/>', end: PAYLOAD_END },
  'one processing instruction': { start: `${PAYLOAD}<?a `, again: ' ?', end: `?><a/>${PAYLOAD_END}` },
  'processing instructions': { start: PAYLOAD, again: '<?a?>', end: `<a/>${PAYLOAD_END}` },
  'one section of CDATA': { start: `${PAYLOAD}<a><![CDATA[`, again: '<]] ]', end: `]]></a>${PAYLOAD_END}` },
  'sections of CDATA': { start: `${PAYLOAD}<a>`, again: '<![CDATA[]]>', end: `</a>${PAYLOAD_END}` },
  'sections of CDATA beside the records': { start: `${ROOT}<a>`, again: '<![CDATA[x]]>', end: `</a>${END}` },
  'references in one text': { start: `${PAYLOAD}<a>`, again: '&amp;', end: `</a>${PAYLOAD_END}` },
  'references in many texts': { start: PAYLOAD, again: `<a>${'&#x41;&lt;'.repeat(100)}</a>`, end: PAYLOAD_END },
  'references to be mended': { start: `${PAYLOAD}<a>`, again: '&nbsp;', end: `</a>${PAYLOAD_END}` },
  'references round one to be mended': { start: ROOT, again: record(field('500', '&amp;'.repeat(2000))), end: `<a>&nbsp;</a>${END}` },
  'entities declared': { start: '<!DOCTYPE a [<!ENTITY a "a">', again: (index) => `<!ENTITY a${index} "&a;&a;">`, end: `]>${ROOT}${END}` },
  'records of nothing': { start: ROOT, again: '<record/>', end: END },
  'records with a header alone': { start: ROOT, again: `<record>${HEADER}</record>`, end: END },
  'records of MARC without a number': { start: ROOT, again: record(LEADER + field('500', 'x'.repeat(900))), end: END },
  'records of MARC with long titles': { start: ROOT, again: (index) => numbered(index, field('245', ', '.repeat(9000))), end: END },
  'records of MARC in another alphabet': { start: ROOT, again: (index) => numbered(index, field('500', 'я–'.repeat(900))), end: END },
  'fields in one record of MARC': { start: MARC_START, again: (index) => field('490', String(index)), end: `</record>${PAYLOAD_END}` },
  'different tags in one record of MARC': { start: MARC_START, again: (index) => `<a b="${index}">x</a>`, end: `</record>${PAYLOAD_END}` },
  'fields that are nearly plain': {
    start: MARC_START,
    again: `${field('500', 'x'.repeat(2000)).slice(0, -1)} >`,
    end: `</record>${PAYLOAD_END}`,
  },
  'blanks before the root': { start: '', again: ' \n', end: `${ROOT}${END}` },
  'blanks after the root': { start: `${ROOT}${END}`, again: ' \n' },
  'signs of less': { start: PAYLOAD, again: '<' },
  'no XML': { start: '', again: 'PHP Warning: ' },
  'UTF-16': { start: `\ufeff${ROOT}`, again: (index) => numbered(index, field('500', 'x–'.repeat(900))), end: END, encoding: 'utf16le' },
  'windows-1252': {
    start: `<?xml version="1.0" encoding="windows-1252"?>${ROOT}`,
    again: record(field('500', '\u0080\u00e4'.repeat(900))),
    end: END,
    encoding: 'latin1',
  },
} as const satisfies Record<string, HostileDocument>;

export type HostileName = keyof typeof HOSTILE;

/**
 * Of that size exactly, filled up with blanks, and alone in its buffer: so nobody makes a copy of it on the way, and memory is the reader's.
 */
export const hostileBytes = (name: HostileName, size: number): Uint8Array => {
  const { start, again, end = '', encoding = 'utf8' }: HostileDocument = HOSTILE[name];
  const bytes = Buffer.alloc(size, ' ', encoding);
  const stop = size - Buffer.byteLength(end, encoding);
  let at = bytes.write(start, encoding);
  for (let index = 0; ; index += 1) {
    const piece = typeof again === 'string' ? again.repeat(Math.ceil(4096 / again.length)) : again(index);
    if (at + Buffer.byteLength(piece, encoding) > stop) break;
    at += bytes.write(piece, at, encoding);
  }
  bytes.write(end, at, encoding);
  return new Uint8Array(bytes.buffer);
};
