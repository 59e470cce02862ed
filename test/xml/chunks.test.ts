import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeChunks, encodeChunks, type XmlChunk } from '../../src/xml/chunks.js';
import { escapeXml } from '../../src/xml/markup.js';
import { codePoint } from '../code-point.js';

describe('the pieces of a document', () => {
  it('are the same document as text and as bytes, whichever of them were bytes before', () => {
    const piece = fc.tuple(fc.string({ unit: codePoint, maxLength: 30 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const texts = pieces.map(([text]) => escapeXml(text));
        const chunks = texts.map((text, index): XmlChunk => (pieces[index]![1] ? new TextEncoder().encode(text) : text));
        expect(decodeChunks(chunks)).toBe(texts.join(''));
        expect(encodeChunks(chunks).toString('utf8')).toBe(texts.join(''));
      }),
    );
  });

  it('may be a view into larger memory', () => {
    const memory = new TextEncoder().encode('<a>ä</a><b/>');
    expect(decodeChunks([memory.subarray(9)])).toBe('<b/>');
    expect(encodeChunks([memory.subarray(0, 9)]).toString()).toBe('<a>ä</a>');
  });
});
