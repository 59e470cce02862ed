import { afterAll, describe, expect, it } from '@jest/globals';
import { loadSchemas } from '../../src/xml/schema.js';
import { VALID } from './documents.js';

const validator = loadSchemas('schemas');
afterAll(() => validator.dispose());

describe('the schema validator', () => {
  it('names the line and the fault, every fault of a document at once', () => {
    const faults = validator.validate(VALID.error.replace('badVerb', 'badRequest').replace('<request>', '<request foo="1">'));
    expect(faults.map(({ line, kind }) => ({ line, kind }))).toEqual([
      { line: 4, kind: 'invalid' },
      { line: 5, kind: 'invalid' },
    ]);
    expect(faults[1]!.message).toContain('badRequest');
  });

  it('tells a text that is no XML from one that is not valid', () => {
    expect(validator.validate('<a><b></a>').map(({ kind }) => kind)).toContain('malformed');
    expect(validator.validate('')).toHaveLength(1);
    expect(validator.validate('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')).toEqual([
      { line: 0, message: 'a DOCTYPE is not allowed', kind: 'malformed' },
    ]);
  });

  it('says so when it has no schema for what should be validated', () => {
    const mets = VALID.kk.replace('http://kk/1.0', 'http://www.loc.gov/METS/');
    expect(validator.validate(mets).map(({ kind }) => kind)).toEqual(['unknown-namespace']);
    const misspelt = VALID.dublinCore.replace('<oai_dc:dc ', '<oai_dc:dublin ').replace('</oai_dc:dc>', '</oai_dc:dublin>');
    expect(validator.validate(misspelt).map(({ kind }) => kind)).toEqual(['invalid']);
  });

  it('takes a byte order mark and any characters that XML allows', () => {
    expect(validator.validate(`\uFEFF${VALID.error.replace('no verb', 'ei verbiä \u{1F600} \u4E2D')}`)).toEqual([]);
  });

  it('knows the namespaces of everything that we emit', () => {
    expect([...validator.namespaces]).toEqual(
      expect.arrayContaining(['http://www.openarchives.org/OAI/2.0/', 'http://www.loc.gov/MARC21/slim', 'http://kk/1.0']),
    );
    expect(validator.namespaces.size).toBe(13);
  });

  it('names a file that is imported and not there, and one that is no schema', () => {
    const importing = (location: string): string =>
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="urn:x" schemaLocation="${location}"/></xs:schema>`;
    expect(() => loadSchemas(new Map([['a.xsd', importing('b.xsd')]]), 'a.xsd')).toThrow('they import b.xsd');
    expect(() => loadSchemas(new Map([['a.xsd', importing('http://127.0.0.1:1/b.xsd')]]), 'a.xsd')).toThrow('http://127.0.0.1:1/b.xsd');
    expect(() => loadSchemas(new Map([['a.xsd', importing('/etc/passwd')]]), 'a.xsd')).toThrow('/etc/passwd');
    expect(() => loadSchemas(new Map([['a.xsd', '<x/>']]), 'a.xsd')).toThrow('cannot be compiled');
    expect(() => loadSchemas(new Map(), 'a.xsd')).toThrow('there is no schema a.xsd');
    expect(() => loadSchemas('schemas', 'absent.xsd')).toThrow('there is no schema absent.xsd in schemas');
  });

  it('can be made and disposed of again and again, and keeps two apart', () => {
    for (let round = 0; round < 20; round += 1) {
      const one = loadSchemas('schemas');
      const other = loadSchemas(
        new Map([['a.xsd', '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"/></xs:schema>']]),
        'a.xsd',
      );
      expect([one.validate(VALID.marc), other.validate('<a/>'), other.validate(VALID.marc).length]).toEqual([[], [], 1]);
      one.dispose();
      other.dispose();
    }
  });

  it('validates hundreds of documents without holding on to them', () => {
    const page = VALID.marc.replace(/(<record>.*<\/record>)/, (one) => one.repeat(300));
    for (let round = 0; round < 100; round += 1) expect(validator.validate(page)).toEqual([]);
  });
});
