import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Datestamp } from '../../src/catalogue/datestamp.js';
import { writeErrors, writeHeader, writeRecord, writeResponse, writeResumptionToken } from '../../src/oai-pmh/response.js';
import { textOf } from '../../src/xml/element.js';
import { allowedCharacters } from '../../src/xml/characters.js';
import { readAnswer } from '../provider/harvest.js';
import { BASE_URL, record } from '../provider/repository.js';

const STAMP = 1_330_837_567 as Datestamp;
const envelope = (attributes: readonly (readonly [string, string])[] = []) => ({ responseDate: STAMP, baseUrl: BASE_URL, attributes });
const HEADER = { identifier: 'oai:x:1', datestamp: STAMP, deleted: false, sets: ['own:online'] };

describe('an answer (OAI-PMH 2.0 §3.2)', () => {
  it('row 7: stays valid whatever stands in an attribute or a message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }), (value, message) => {
        const answer = readAnswer(
          writeResponse(envelope([['verb', 'ListRecords'], ['resumptionToken', value]]), writeErrors([{ code: 'badResumptionToken', message }])),
        );
        expect(answer.request.attributes['resumptionToken']).toBe(allowedCharacters(value));
        expect(answer.errors).toEqual([{ code: 'badResumptionToken', message: allowedCharacters(message) }]);
      }),
      { numRuns: 300 },
    );
  });

  it('escapes the base URL too', () => {
    const answer = readAnswer(writeResponse({ ...envelope(), baseUrl: 'https://example.fi/oai?a=1&b=2' }, writeErrors([{ code: 'badVerb', message: 'x' }])));
    expect(textOf(answer.request)).toBe('https://example.fi/oai?a=1&b=2');
  });
});

describe('a record (§2.5)', () => {
  it('has its header first, then metadata, then each about', () => {
    const { metadata } = record('2012-1-pdf');
    const text = writeRecord({ ...HEADER, metadata: metadata!, about: [metadata!, metadata!] }).markup;
    expect(text.replaceAll(metadata!, '…')).toBe(
      `<record>${writeHeader(HEADER).markup}<metadata>…</metadata><about>…</about><about>…</about></record>`,
    );
  });

  it('puts stored metadata in as they are', () => {
    const { metadata } = record('2012-1-pdf', 'marcxml');
    expect(writeRecord({ ...HEADER, metadata: metadata!, about: [] }).markup).toContain(`<metadata>${metadata!}</metadata>`);
  });

  it('that is deleted says so in its header', () => {
    expect(writeHeader({ ...HEADER, deleted: true }).markup).toBe(
      '<header status="deleted"><identifier>oai:x:1</identifier><datestamp>2012-03-04T05:06:07Z</datestamp><setSpec>own:online</setSpec></header>',
    );
    expect(writeHeader(HEADER).markup).not.toContain('status');
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
