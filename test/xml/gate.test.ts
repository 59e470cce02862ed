import { describe, expect, it } from '@jest/globals';
import { childElements, findChild, textOf } from '../../src/xml/element.js';
import { gateDocument, gateText, type GateOptions, type GateResult, type RefusedDocument, type SoundDocument } from '../../src/xml/gate.js';
import { parseXml } from '../../src/xml/parse.js';

const NS = 'urn:list';
const OPTIONS: GateOptions = {
  shape: { namespaces: new Set([NS]), root: 'list', record: 'record', payload: 'metadata' },
  maxBytes: 10_000_000,
  mend: 'spans',
  trailing: 'refuse',
};

const gate = (document: string | Uint8Array, options: Partial<GateOptions> = {}): GateResult =>
  gateDocument(typeof document === 'string' ? Buffer.from(document) : document, { ...OPTIONS, ...options });
const sound = (document: string | Uint8Array, options: Partial<GateOptions> = {}): SoundDocument => {
  const result = gate(document, options);
  if (result.kind !== 'sound') throw new Error(`${result.code}: ${result.message}`);
  return result;
};
const refused = (document: string | Uint8Array, options: Partial<GateOptions> = {}): RefusedDocument => {
  const result = gate(document, options);
  if (result.kind !== 'refused') throw new Error('it was let in');
  return result;
};
const list = (records: string, attributes = ''): string =>
  `<list xmlns="${NS}"${attributes}><date>today</date>${records}<token>next</token></list>`;
const record = (payload: string): string => `<record><header>h</header><metadata>${payload}</metadata></record>`;
const onlyText = (document: SoundDocument): string => textOf(parseXml(document.records[0]!.payload!.elements[0]!));

describe('a sound document', () => {
  it('is an envelope without its records, and the records one by one', () => {
    const { root, records } = sound(list(record('<a xmlns="">1</a>') + record('<a xmlns="">2</a>')));
    expect(childElements(root).map(({ name }) => name)).toEqual(['date', 'token']);
    expect(records.map(({ envelope }) => textOf(findChild(envelope, 'header')))).toEqual(['h', 'h']);
    expect(records.map(({ payload }) => payload?.elements)).toEqual([['<a xmlns="">1</a>'], ['<a xmlns="">2</a>']]);
  });

  it('gives the text of a payload and of a record exactly as it came', () => {
    const payload = `<m:r xmlns:m='urn:m'  a = "x&amp;y"><![CDATA[ <m:raw> ]]><!-- c --><m:e/>\n</m:r>`;
    const { records } = sound(list(record(payload)));
    expect(records[0]?.payload?.elements).toEqual([payload]);
    expect(records[0]?.source).toBe(record(payload));
  });

  it.each([
    ['a prefix of an element', ' xmlns:m="urn:m"', '<m:r/>', '<m:r xmlns:m="urn:m"/>'],
    ['a prefix of a value', ' xmlns:d="urn:d"', '<r xmlns="" type="d:URI"/>', '<r xmlns:d="urn:d" xmlns="" type="d:URI"/>'],
    ['the default namespace', '', '<r/>', `<r xmlns="${NS}"/>`],
    ['nothing that is not used', ' xmlns:u="urn:u"', '<r xmlns=""/>', '<r xmlns=""/>'],
  ])('puts %s back where the ancestors declared it', (_, attributes, payload, expected) => {
    const { records } = sound(list(record(payload), attributes));
    expect(records[0]?.payload?.elements).toEqual([expected]);
    expect(parseXml(expected).name).toBe(payload.slice(1, payload.search(/[\s/]/)));
  });

  it('tells a record within a payload from a record of the list, and what stands after the payload from what is in it', () => {
    const inner = `<record><header/></record>`;
    const { records } = sound(list(`<record><metadata>${inner}</metadata><about><x>kept</x></about></record>`));
    expect(records).toHaveLength(1);
    expect(records[0]?.payload?.elements).toEqual([`<record xmlns="${NS}"><header/></record>`]);
    expect(textOf(findChild(records[0]!.envelope, 'about'))).toBe('kept');
  });

  it('shows two elements, text, and no payload at all for what they are', () => {
    const { records } = sound(list(`${record('<a xmlns=""/><b xmlns=""/>')}${record('&lt;a/>')}<record/>`));
    expect(records.map(({ payload }) => [payload?.elements.length, payload?.text])).toEqual([
      [2, ''],
      [0, '<a/>'],
      [undefined, undefined],
    ]);
  });
});

describe('what is refused', () => {
  it.each([
    ['T2 nothing', '', 'empty'],
    ['T2 blanks', ' \n ', 'empty'],
    ['T2 JSON', '{"error": 1}', 'not-xml'],
    ['T1 a page of HTML', '<!DOCTYPE html><html><body>Log in</body></html>', 'not-xml'],
    ['T1 a page of HTML without a type', '\n<HTML><br></HTML>', 'not-xml'],
    ['T1 a page of XHTML', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', 'not-xml'],
    ['another document', '<feed xmlns="http://www.w3.org/2005/Atom"/>', 'wrong-root'],
    ['the right name in no namespace', '<list/>', 'wrong-root'],
    ['T3 words after the end', `${list('')}<br />Warning`, 'malformed'],
    ['T4 cut in a tag', list(record('<a/>')).slice(0, -3), 'malformed'],
    ['T4 cut between a record and the token', list(record('<a/>')).replace(/<token.*/, ''), 'malformed'],
    ['T5 two roots', `${list('')}<list xmlns="${NS}"/>`, 'malformed'],
    ['T18 a document type', `<!DOCTYPE list SYSTEM "file:///etc/passwd">${list('')}`, 'doctype'],
    ['T18 entities', `<!doctype list [<!ENTITY x "y">]>${list('&x;')}`, 'doctype'],
    [
      'T18 a type behind a comment that looks like an end',
      `<?a <!-- ?><!DOCTYPE list [<!ENTITY x "y">]><?b --> ?>${list('&x;')}`,
      'doctype',
    ],
    ['a prefix that nothing declares', list('<p:a/>'), 'malformed'],
    ['attributes without end', list('', Array.from({ length: 201 }, (_, index) => ` xmlns:p${index}="u"`).join('')), 'too-many'],
    ['depth', list(record('<a>'.repeat(70) + '</a>'.repeat(70))), 'too-deep'],
  ])('%s', (_, document, code) => {
    expect(refused(document).code).toBe(code);
  });

  it('is not a word of CDATA that only speaks of a document type', () => {
    expect(sound(list(record('<a xmlns=""><![CDATA[<!DOCTYPE html>]]></a>'))).records).toHaveLength(1);
  });

  it('T18 is refused in UTF-16 as well', () => {
    expect(refused(Buffer.from(`\ufeff<!DOCTYPE list>${list('')}`, 'utf16le')).code).toBe('doctype');
  });

  it('is more bytes than allowed', () => {
    expect(refused(list(''), { maxBytes: 10 }).code).toBe('too-large');
  });

  it('T3 unless the source is known for it: then it is cut off and counted', () => {
    const result = sound(`${list(record('<a/>'))}\n<br />\n<b>Notice</b>: & more`, { trailing: 'cut' });
    expect(result.records).toHaveLength(1);
    expect(result.repairs).toEqual(['what followed the end of the document was dropped']);
  });

  it.each([
    ['unclosed CDATA', '<![CDATA['],
    ['unclosed comments', '<!--'],
    ['ampersands', '&'],
    ['half declarations', '<?xml '],
    ['half references', '&#'],
  ])('hostile %s cost no more than their length', (_, piece) => {
    const start = performance.now();
    gate(list(piece.repeat(400_000)));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('T15 the characters', () => {
  const text = (title: string, declaration = ''): string => `${declaration}${list(record(`<a xmlns="">${title}</a>`))}`;
  const latin1 = (declared: string): Buffer =>
    Buffer.from(text('p\u00e4\u00e4t\u00f6s', `<?xml version="1.0" encoding="${declared}"?>`), 'latin1');
  const utf16be = Buffer.from(`\ufeff${text('päätös')}`, 'utf16le').swap16();

  it.each([
    ['a byte order mark of UTF-8', Buffer.from(`\ufeff${text('päätös')}`), undefined],
    ['a mark, a new line and then the declaration', Buffer.from(`\ufeff\n${text('päätös', '<?xml version="1.0"?>')}`), undefined],
    ['UTF-16, little end first', Buffer.from(`\ufeff${text('päätös')}`, 'utf16le'), undefined],
    ['UTF-16, big end first', utf16be, undefined],
    ['ISO-8859-1 declared', latin1('ISO-8859-1'), undefined],
    ['ISO-8859-1 by HTTP, which is stronger than the declaration', latin1('UTF-8'), 'iso-8859-1'],
    ['UTF-8 by HTTP', Buffer.from(text('päätös', '<?xml version="1.0" encoding="ISO-8859-1"?>')), '"utf-8"'.slice(1, -1)],
  ])('%s', (_, bytes, charset) => {
    const result = sound(bytes, charset === undefined ? {} : { charset });
    expect(onlyText(result)).toBe('päätös');
    expect(result.records[0]?.repairs).toEqual([]);
  });

  it('UTF-8 labelled as ISO-8859-1 is read as what it is, and counted', () => {
    const result = sound(Buffer.from(text('päätös')), { charset: 'iso-8859-1' });
    expect(onlyText(result)).toBe('päätös');
    expect(result.records[0]?.repairs).toEqual(['labelled iso-8859-1, read as UTF-8']);
  });

  it('ISO-8859-1 labelled as UTF-8 is refused, or read and counted where the source is known for it', () => {
    expect(refused(latin1('UTF-8')).code).toBe('encoding');
    const result = sound(latin1('UTF-8'), { fallback: 'windows-1252' });
    expect(onlyText(result)).toBe('päätös');
    expect(result.records[0]?.repairs).toEqual(['labelled UTF-8, read as windows-1252']);
  });

  it('of windows-1252 are the quotation marks and the euro', () => {
    const bytes = Buffer.concat([
      Buffer.from(text('§').split('§')[0]!),
      Buffer.from([0x80, 0x94, 0xe4]),
      Buffer.from(text('§').split('§')[1]!),
    ]);
    expect(onlyText(sound(bytes, { charset: 'windows-1252' }))).toBe('€”ä');
  });

  it('of an unknown encoding are refused by its name', () => {
    expect(refused(text('a'), { charset: 'x-klingon' }).message).toContain('x-klingon');
  });
});

describe('T16, T17 what is mended', () => {
  it.each([
    ['a raw U+0003', 'a\u0003b', 'a\ufffdb', 'U+0003 replaced by U+FFFD'],
    ['a raw U+001A', 'a\u001ab', 'a\ufffdb', 'U+001A replaced by U+FFFD'],
    ['a raw U+FFFE', 'a\ufffeb', 'a\ufffdb', 'U+FFFE replaced by U+FFFD'],
    ['&#x1;', 'a&#x1;b', 'a\ufffdb', '&#x1; replaced by U+FFFD'],
    ['&#xfffe;', 'a&#xfffe;b', 'a\ufffdb', '&#xfffe; replaced by U+FFFD'],
    ['half a pair', 'a&#55349;b', 'a\ufffdb', '&#55349; replaced by U+FFFD'],
    ['a number beyond all characters', 'a&#x110000;b', 'a\ufffdb', '&#x110000; replaced by U+FFFD'],
    ['a name of HTML', 'a&nbsp;b', 'a\u00a0b', '&nbsp; read as "\u00a0"'],
    ['a name of nothing', 'a&foo;b', 'a&foo;b', '&foo; read as "&amp;foo;"'],
    ['a bare ampersand', 'Poliisi & yleisö', 'Poliisi & yleisö', 'a bare "&" read as "&amp;"'],
    ['a declaration inside', '<?xml version="1.0" encoding="UTF-8"?>b', 'b', 'an XML declaration inside was dropped'],
    ['a control character in CDATA', '<![CDATA[a\u0003&b]]>', 'a\ufffd&b', 'U+0003 replaced by U+FFFD'],
  ])('%s', (_, content, expected, repair) => {
    const damaged = record(`<a xmlns="">${content}</a>`);
    const result = sound(list(record('<a xmlns="">sound</a>') + damaged));
    const [before, after] = result.records;
    expect(before?.repairs).toEqual([]);
    expect(textOf(parseXml(after!.payload!.elements[0]!))).toBe(expected);
    const at = damaged.search(/[\u0003\u001a\ufffe]|&|<\?/);
    const where = damaged.indexOf('\u0003') >= 0 ? damaged.indexOf('\u0003') : at;
    expect(after?.repairs).toEqual([`${repair} (character ${where + 1} of the record)`]);
    expect(after?.source).toBe(damaged);
  });

  it('leaves alone what is sound beside a damage: CDATA, comments, characters of four bytes, tabs, U+FFFD, commas', () => {
    const content = '<![CDATA[&nbsp;&]]>\t𝄞\ufffd,&amp;&#228;&#x1F600;<!-- & -->';
    const { records } = sound(list(record(`<a xmlns="">${content}\u0003</a>`)));
    expect(records[0]?.payload?.elements).toEqual([`<a xmlns="">${content}\ufffd</a>`]);
    expect(records[0]?.repairs).toHaveLength(1);
  });

  it('is counted for the document when it lies outside the records', () => {
    const result = sound(list(record('<a/>')).replace('today', 'today & tomorrow'));
    expect(result.repairs).toEqual(['a bare "&" read as "&amp;" (outside the records)']);
    expect(result.records[0]?.repairs).toEqual([]);
  });

  it('is nothing when mending is not wanted, or when it would have no end', () => {
    expect(refused(list('&nbsp;'), { mend: 'never' }).code).toBe('malformed');
    expect(refused(list('&nbsp;'.repeat(1001))).code).toBe('malformed');
  });

  it('is never the structure: an unclosed element stays refused', () => {
    expect(refused(list(record('<a>&nbsp;'))).code).toBe('malformed');
  });
});

it('lets XML in that travelled as text inside XML', () => {
  expect(gateText(list(record('<a/>')), OPTIONS).kind).toBe('sound');
});
