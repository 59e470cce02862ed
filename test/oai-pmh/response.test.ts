import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Datestamp } from '../../src/catalogue/datestamp.js';
import {
  writeErrors,
  writeHeaders,
  writeRecords,
  writeResponse,
  writeResumptionToken,
  type Envelope,
  type RecordParts,
} from '../../src/oai-pmh/response.js';
import { decodeChunks, encodeChunks } from '../../src/xml/chunks.js';
import { textOf } from '../../src/xml/element.js';
import { allowedCharacters } from '../../src/xml/characters.js';
import { readAnswer } from '../provider/harvest.js';
import { BASE_URL, record } from '../provider/repository.js';
import { codePoint } from '../code-point.js';

const STAMP = 1_330_837_567 as Datestamp;
const envelope = (attributes: readonly (readonly [string, string])[] = []) => ({ responseDate: STAMP, baseUrl: BASE_URL, attributes });
const HEADER = { identifier: 'oai:x:1', datestamp: STAMP, deleted: false, sets: ['own:online'] };

const answerOf = (given: Envelope, message: string) =>
  readAnswer(decodeChunks(writeResponse(given, [writeErrors([{ code: 'badResumptionToken', message }]).markup])));

describe('an answer (OAI-PMH 2.0 §3.2)', () => {
  it('row 7: stays valid whatever stands in an attribute or a message', () => {
    const texts = fc.string({ unit: codePoint, maxLength: 100 });
    fc.assert(
      fc.property(texts, texts, (value, message) => {
        const { request, errors } = answerOf(envelope([['resumptionToken', value]]), message);
        expect(request.attributes['resumptionToken']).toBe(allowedCharacters(value));
        expect(errors).toEqual([{ code: 'badResumptionToken', message: allowedCharacters(message) }]);
      }),
      { numRuns: 300 },
    );
  });

  it('escapes the base URL too', () => {
    const baseUrl = 'https://example.fi/oai?a=1&b=2';
    expect(textOf(answerOf({ ...envelope(), baseUrl }, 'x').request)).toBe(baseUrl);
  });
});

describe('a record (§2.5)', () => {
  const metadata = record('2012-1-pdf', 'marcxml', 'Ääni 😀').metadata!;
  const written = (parts: RecordParts): string => decodeChunks(writeRecords([parts]));

  it('has its header first, then metadata as they were stored, then each about', () => {
    expect(written({ ...HEADER, metadata, about: [metadata, metadata] }).replaceAll(metadata, '…')).toBe(
      `<record>${writeHeaders([HEADER])}<metadata>…</metadata><about>…</about><about>…</about></record>`,
    );
  });

  it('is the same whether its metadata were stored as text or as bytes', () => {
    const bytes = new TextEncoder().encode(metadata);
    const [fromText, fromBytes] = [metadata, bytes].map((stored) =>
      encodeChunks(writeRecords([{ ...HEADER, metadata: stored, about: [stored] }])),
    );
    expect(fromBytes!.equals(fromText!)).toBe(true);
    expect(written({ ...HEADER, metadata: bytes, about: [] })).toContain(`<metadata>${metadata}</metadata>`);
  });

  it('that is deleted is a header and nothing else', () => {
    const deleted = { ...HEADER, deleted: true };
    expect(written({ ...deleted, about: [] })).toBe(`<record>${writeHeaders([deleted])}</record>`);
  });

  it('that is deleted says so in its header', () => {
    expect(writeHeaders([{ ...HEADER, deleted: true }])).toBe(
      '<header status="deleted"><identifier>oai:x:1</identifier><datestamp>2012-03-04T05:06:07Z</datestamp><setSpec>own:online</setSpec></header>',
    );
    expect(writeHeaders([HEADER])).not.toContain('status');
  });
});

describe('a resumptionToken (§3.5)', () => {
  it('has every attribute while the list goes on and none at its end', () => {
    const token = { token: 'abc', cursor: 0, completeListSize: 3, expirationDate: STAMP };
    expect(writeResumptionToken(token).markup).toBe(
      '<resumptionToken expirationDate="2012-03-04T05:06:07Z" completeListSize="3" cursor="0">abc</resumptionToken>',
    );
    expect(writeResumptionToken('end of a split list').markup).toBe('<resumptionToken/>');
  });
});
