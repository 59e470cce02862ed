import { describe, expect, it } from '@jest/globals';
import { isMetadataPrefix, isSetSpec, isUri, isVerb, OaiError, VERB_ARGUMENTS } from '../../src/oai-pmh/protocol.js';

describe('the words of the protocol', () => {
  it('are six verbs', () => {
    expect(Object.keys(VERB_ARGUMENTS).sort()).toEqual([
      'GetRecord',
      'Identify',
      'ListIdentifiers',
      'ListMetadataFormats',
      'ListRecords',
      'ListSets',
    ]);
    expect(Object.keys(VERB_ARGUMENTS).every(isVerb)).toBe(true);
  });

  it.each(['', 'identify', 'IDENTIFY', ' Identify', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])('%j is no verb', (text) => {
    expect(isVerb(text)).toBe(false);
  });

  it.each(['oai_dc', 'marc21', 'kk', "A-z0.9!~*'()"])('%s is a metadataPrefix and a setSpec', (text) => {
    expect([isMetadataPrefix(text), isSetSpec(text)]).toEqual([true, true]);
  });

  it.each(['', ' ', 'a b', 'a/b', 'ä', 'a\n', '\na', 'a%', 'a+b', 'a&b', 'a"b', '😀'])('%j is neither', (text) => {
    expect([isMetadataPrefix(text), isSetSpec(text)]).toEqual([false, false]);
  });

  it.each(['a:b', 'own:print', 'older:1236-049X', 'a:b:c:d'])('%s is a setSpec and no metadataPrefix', (text) => {
    expect([isMetadataPrefix(text), isSetSpec(text)]).toEqual([false, true]);
  });

  it.each([':', 'a:', ':a', 'a::b', 'a:b:'])('%s is no setSpec', (text) => {
    expect(isSetSpec(text)).toBe(false);
  });

  it.each([
    'oai:julkaisut.example.fi:esim/2012-1-pdf',
    'oai:x:%C3%A4',
    'urn:isbn:9789524915304',
    'https://example.fi/a?b=c#d',
    'http://user@example.fi:8080/',
    'info:x/y',
    'a+b-c.1:d',
  ])('%s is a URI', (text) => {
    expect(isUri(text)).toBe(true);
  });

  it.each([
    '',
    'x',
    ':x',
    'oai:',
    '1:x',
    'ä:x',
    'oai:ä',
    'oai:a b',
    'oai:%',
    'oai:%4',
    'oai:%4g',
    'oai:"',
    'oai:<x>',
    'oai:a\\b',
    'oai:a^b',
    'oai:`',
    'oai:{x}',
    'oai:a|b',
    'oai:a\n',
    'oai:[x]',
    'oai:a#b#c',
    'oai://a:b',
    'http://@@/',
    'http://:',
  ])('%j is none that may be repeated in a valid answer', (text) => {
    expect(isUri(text)).toBe(false);
  });

  it('an error has one problem at least, and its first is its message', () => {
    const error = new OaiError({ code: 'badArgument', message: 'one' }, { code: 'badArgument', message: 'two' });
    expect(error.message).toBe('one');
    expect(error.problems.map(({ message }) => message)).toEqual(['one', 'two']);
  });
});
