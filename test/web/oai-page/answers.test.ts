import { describe, expect, it } from '@jest/globals';
import { xml } from '../../../src/xml/markup.js';
import {
  answer,
  BASE_URL,
  dublinCore,
  error,
  GET,
  header,
  HEADERS,
  IDENTIFIER,
  page,
  PAGES,
  PLAIN_DC,
  provenance,
  record,
  RECORDS,
  set,
} from './answers.js';
import { ancestorsOf, attributeOf, below, elementsOf, linksOf, named, readableText, squeezed, textOf } from './html.js';

describe('the page of an answer', () => {
  it('names the repository and lists what Identify says, with its descriptions', () => {
    const html = page(...([PAGES[0]![1], PAGES[0]![2]] as const));
    const text = readableText(html);
    expect(text).toContain('Poliisihallituksen julkaisut: OAI-PMH service');
    expect(text).toMatch(/Use of metadata\s+Free for all/);
    expect(linksOf(html)).toEqual(
      expect.arrayContaining([
        'mailto:kirjasto@example.fi',
        'https://creativecommons.org/publicdomain/zero/1.0/',
        'https://oai.example.org/oai',
      ]),
    );
  });

  it('leads from each metadata format to its records', () => {
    expect(linksOf(page(PAGES[1]![1], PAGES[1]![2]))).toContain('/oai?verb=ListRecords&metadataPrefix=oai_dc');
  });

  it('leads from the formats of one item to its record in each', () => {
    const html = page({ verb: 'ListMetadataFormats', identifier: IDENTIFIER }, PAGES[1]![2]);
    expect(linksOf(html)).toContain(`/oai?${new URLSearchParams(GET).toString()}`);
  });

  it('draws sets as the hierarchy that their setSpecs name', () => {
    const html = page(
      { verb: 'ListSets' },
      xml`<ListSets>${[set('a', 'A'), set('a:b', 'B'), set('a:b:c', 'C'), set('d:e', 'E')]}</ListSets>`,
    );
    const depths = named(elementsOf(html), 'code')
      .filter((code) => /^[a-e](?::[a-e])*$/.test(textOf(code)))
      .map((code) => [textOf(code), ancestorsOf(code).filter(({ tagName }) => tagName === 'ul').length]);
    expect(depths).toEqual([
      ['a', 1],
      ['a:b', 2],
      ['a:b:c', 3],
      ['d:e', 1],
    ]);
  });

  it('leads from an identifier to its record in the format of the list, and says in words that one is deleted', () => {
    const html = page(HEADERS, PAGES[3]![2]);
    expect(linksOf(html)).toContain('/oai?verb=GetRecord&identifier=oai%3Ax%3A1&metadataPrefix=marcxml');
    expect(named(elementsOf(html), 'strong').map(textOf)).toEqual(['deleted']);
  });

  it.each([
    ['fi', 'Tunnisteet 501–502 / 1200'],
    ['sv', 'Identifikatorer 501–502 av 1200'],
    ['en', 'Identifiers 501–502 of 1200'],
  ])('says in %s where a page stands in its list, and leads to the next', (language, words) => {
    const html = page(HEADERS, PAGES[3]![2], [language]);
    expect(readableText(html)).toContain(words);
    expect(readableText(html)).toContain('2024-05-04T10:00:00Z');
    expect(linksOf(html).filter((link) => link === '/oai?verb=ListIdentifiers&resumptionToken=abc')).toHaveLength(2);
  });

  it('has no way on at the end of a split list, nor in a list that is whole', () => {
    const split = page(RECORDS, PAGES[4]![2]);
    expect(readableText(split)).toContain('The last page of the list: 2.');
    const whole = page(RECORDS, xml`<ListRecords>${record(PLAIN_DC)}</ListRecords>`);
    expect(readableText(whole)).toContain('The whole list: 1.');
    expect([...linksOf(split), ...linksOf(whole)].filter((link) => link.includes('resumptionToken'))).toEqual([]);
  });

  it('shows records by title with only the first open, and what is known of their origin', () => {
    const html = page(RECORDS, xml`<ListRecords>${[record(PLAIN_DC, provenance('https://oai.example/')), record(PLAIN_DC)]}</ListRecords>`);
    const records = named(elementsOf(html), 'details').filter((each) => attributeOf(each, 'class') === 'record');
    expect(records.map((each) => attributeOf(each, 'open') !== undefined)).toEqual([true, false]);
    expect(records.map((each) => textOf(named(below(each), 'summary')[0]!))).toEqual(Array(2).fill(`Poliisin toiminta ${IDENTIFIER}`));
    expect(readableText(html)).toMatch(/Harvested from\s+Harvested: 2024-04-01T00:00:00Z Altered: true/);
  });

  it('shows a deleted record as its header, with what that means', () => {
    const html = page(GET, xml`<GetRecord><record>${header(IDENTIFIER, 'deleted')}</record></GetRecord>`);
    expect(readableText(html)).toContain('The record is deleted. Only its header remains');
  });

  it('shows MARC as a cataloguer reads it', () => {
    const html = page(PAGES[5]![1], PAGES[5]![2], ['fi']);
    const lines = named(elementsOf(html), 'table')
      .filter((table) => attributeOf(table, 'class') === 'marc')
      .flatMap((table) => named(below(table), 'tr'))
      .slice(1)
      .map((row) => row.childNodes.map((cell) => textOf(cell).trim()).join('|'));
    expect(lines).toEqual([
      'LDRNimiö||00000nam a22000004i 4500',
      '001Kontrollinumero||2012-2-print',
      '245Nimeke ja vastuullisuus|10|$a Poliisi / $c Matti Virtanen.',
      '264Julkaisutiedot|#1|$a Helsinki',
      '856Verkko-osoite|40|$u https://example.fi/a.pdf',
    ]);
    expect(linksOf(html)).toContain('https://example.fi/a.pdf');
  });

  it('shows kk by schema, element and qualifier', () => {
    const text = readableText(page(PAGES[6]![1], PAGES[6]![2]));
    expect(squeezed(text)).toContain('dc.titlePoliisifidc.identifier.urnURN:ISBN:978-952-491-530-4');
  });

  it('marks each text with the language that its record names, and leaves the others open', () => {
    const fields = dublinCore(['title', 'Polisen', 'sv'], ['creator', 'Virtanen'], ['subject', 'x', '"><b>']);
    const html = page(GET, xml`<GetRecord>${record(fields)}</GetRecord>`, ['fi']);
    const cells = named(elementsOf(html), 'td').map((cell) => attributeOf(cell, 'lang'));
    expect(cells).toEqual(['sv', '', '']);
    expect(attributeOf(named(elementsOf(html), 'html')[0]!, 'lang')).toBe('fi');
  });

  it('shows each error with its code, its message and what to do, the advice once for each code', () => {
    const html = page(
      { verb: 'ListRecords', from: 'x' },
      xml`${[error('badArgument', 'It needs metadataPrefix.'), error('badArgument', 'from="x" is no date.')]}`,
      ['en'],
      {},
    );
    const boxes = named(elementsOf(html), 'div').filter((each) => attributeOf(each, 'class') === 'problem');
    expect(boxes.map(textOf)).toEqual([
      expect.stringContaining('badArgumentIt needs metadataPrefix.'),
      expect.stringMatching(/badArgumentfrom="x" is no date\.What to do: Correct the argument/),
    ]);
  });

  it('shows an error that no standard knows', () => {
    expect(readableText(page(GET, error('constructor', 'Odd.')))).toMatch(/constructor\s*Odd\./);
  });

  it.each(PAGES)('says when %s was answered and where a harvester finds the XML', (_, given, body) => {
    const html = page(given, body);
    expect(readableText(html)).toContain('2024-05-02T10:00:00Z');
    const source = named(elementsOf(html), 'details').find((each) => attributeOf(each, 'id') === 'xml')!;
    expect(textOf(source)).toContain(`${BASE_URL}?${new URLSearchParams(given).toString()}`);
    expect(squeezed(textOf(named(below(source), 'pre')[0]!))).toBe(squeezed(answer(given, body)));
  });
});
