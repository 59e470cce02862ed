import { describe, expect, it } from '@jest/globals';
import { peekToken } from '../../src/harvester/oai-pmh/oai-pmh-peek.js';
import { envelope, identifiersPage, listPage, oaiError, oaiRecords, tokenElement } from './oai-answers.js';

const peek = (body: string | Uint8Array, contentType = 'text/xml', status = 200): string | undefined =>
  peekToken({
    status,
    headers: { 'content-type': contentType },
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    wireBytes: 0,
    url: 'http://source/oai',
    ms: 0,
  });
const page = (token: string): string => listPage(oaiRecords('1', '2'), token);

describe('the token at the end of a page is seen before the page is read', () => {
  it.each([
    ['plain', tokenElement('abc'), 'abc'],
    ['with attributes', '<resumptionToken expirationDate="2026-03-01T12:15:00.000Z" cursor="0">a/b+c==</resumptionToken>', 'a/b+c=='],
    ['with blanks around it', '<resumptionToken>\n  a b \n</resumptionToken>', 'a b'],
    ['with entities', tokenElement('a&amp;b&lt;c&gt;d&quot;e&apos;f'), 'a&b<c>d"e\'f'],
    ['with numeric references', tokenElement('&#65;&#x42;&#x1F600;'), 'AB😀'],
    ['with letters beyond ASCII', tokenElement('äö€😀'), 'äö€😀'],
    ['written out twice over', tokenElement('&amp;amp;'), '&amp;'],
    ['of four thousand characters', tokenElement('x'.repeat(4000)), 'x'.repeat(4000)],
  ])('%s', (_, element, token) => {
    expect(peek(page(element))).toBe(token);
  });

  it.each([
    ['of headers', identifiersPage('', tokenElement('abc'))],
    [
      'under a prefix',
      '<oai:OAI-PMH xmlns:oai="x"><oai:ListRecords><oai:resumptionToken>abc</oai:resumptionToken></oai:ListRecords ></oai:OAI-PMH>',
    ],
    ['with line breaks at its end', `${page(tokenElement('abc')).replaceAll('</', '\n  </')}\r\n`],
    ['with a byte order mark', `\ufeff${page(tokenElement('abc'))}`],
    ['with letters beyond ASCII before the last 8 kB begin', page(`<!-- ${'ä'.repeat(6000)} -->${tokenElement('abc')}`)],
    ['with letters beyond ASCII where the last 8 kB begin', page(`<!-- ä${'ä'.repeat(6000)} -->${tokenElement('abc')}`)],
  ])('of a page %s', (_, body) => {
    expect(peek(body)?.trim()).toBe('abc');
  });
});

describe('nothing is guessed', () => {
  it.each([
    ['no token', page('')],
    ['an empty one', page('<resumptionToken/>')],
    ['blanks for one', page(tokenElement(' \n '))],
    ['one inside a comment', page('<!-- <resumptionToken>abc</resumptionToken> -->')],
    ['one inside CDATA', page('<x><![CDATA[<resumptionToken>abc</resumptionToken>]]></x>')],
    ['one that is CDATA', page(tokenElement('<![CDATA[abc]]>'))],
    ['one with a comment in it', page(tokenElement('a<!-- x -->b'))],
    ['an entity that XML does not know', page(tokenElement('a&nbsp;b'))],
    ['a bare ampersand', page(tokenElement('a&b'))],
    ['a reference to no character', page(tokenElement('a&#0;'))],
    ['a name of JavaScript', page(tokenElement('&constructor;'))],
    ['a reference beyond Unicode', page(tokenElement('&#x110000;'))],
    ['one longer than 8 kB', page(tokenElement('x'.repeat(9000)))],
    ['something behind the end', `${page(tokenElement('abc'))}<br/>`],
    ['a comment behind the end', `${page(tokenElement('abc'))}<!-- x -->`],
    ['a page that is cut short', page(tokenElement('abc')).slice(0, -3)],
    ['an error beside the list', envelope(`<error code="x"/><ListRecords>${tokenElement('abc')}</ListRecords>`)],
    ['an error', oaiError('badResumptionToken')],
    ['prefixes that do not match', page(tokenElement('abc')).replace('</OAI-PMH>', '</oai:OAI-PMH>')],
    ['nothing', ''],
    ['no XML', 'Service down'],
  ])('from %s', (_, body) => {
    expect(peek(body)).toBeUndefined();
  });

  it.each([
    ['another encoding by its label', 'text/xml; charset=iso-8859-1'],
    ['UTF-16 by its label', 'text/xml; charset="utf-16"'],
  ])('from %s', (_, contentType) => {
    expect(peek(page(tokenElement('abc')), contentType)).toBeUndefined();
    expect(peek(page(tokenElement('abc')), 'text/xml; charset=UTF-8')).toBe('abc');
  });

  it('from another encoding by its declaration', () => {
    expect(peek(page(tokenElement('abc')).replace('UTF-8', 'ISO-8859-1'))).toBeUndefined();
  });

  it('from UTF-16, gzip, or bytes that are not UTF-8', () => {
    const text = page(tokenElement('abc'));
    expect(peek(new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')))).toBeUndefined();
    expect(peek(new Uint8Array([0x1f, 0x8b, ...Buffer.from(text)]))).toBeUndefined();
    expect(peek(new Uint8Array(Buffer.from(page(tokenElement('ä')), 'latin1')))).toBeUndefined();
  });

  it('from an answer that is not 200', () => {
    expect(peek(page(tokenElement('abc')), 'text/xml', 500)).toBeUndefined();
    expect(peek(page(tokenElement('abc')), 'text/xml', 206)).toBeUndefined();
  });
});
