import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import { formatsOf } from '../../src/publishing/formats.js';
import { childElements, findChild, localName, textOf, type XmlElement } from '../../src/xml/element.js';
import { openPublished, publication } from '../provider/catalogue.js';
import { harvestList, headersOf, identifiersOf, type Ask } from '../provider/harvest.js';
import { identifierOf } from '../provider/repository.js';
import { serve, TRANSPORTS, type Service } from './service.js';

const FORMATS = formatsOf(CROSSWALKS);
const PREFIXES = FORMATS.map(({ metadataPrefix }) => metadataPrefix);

const ONLINE = identifierOf('2012-1-pdf');
const PRINT = identifierOf('2012-1-print');

let service: Service;
beforeAll(async () => {
  const repository = openPublished();
  const hostile = '<b>&amp; \u0003\uFFFE\uD800 "lainaus" ]]> 😀';
  const { faults } = await repository.publish(publication('2012-1'), publication('2012-2', { titles: [{ text: hostile }] }));
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  service = await serve(repository);
});
afterAll(() => service.stop());

describe.each(TRANSPORTS)('metadata formats by %s (OAI-PMH 2.0 §3.4, §4.4)', (transport) => {
  const ask: Ask = (query) => service.ask(transport, query);
  const metadataOf = async (prefix: string): Promise<readonly XmlElement[]> =>
    childElements((await ask(`verb=ListRecords&metadataPrefix=${prefix}`)).body!, 'record').map((one) => findChild(one, 'metadata')!);
  const announced = async () =>
    childElements((await ask('verb=ListMetadataFormats')).body!).map((format) => ({
      prefix: textOf(findChild(format, 'metadataPrefix')),
      schema: textOf(findChild(format, 'schema')),
      namespace: textOf(findChild(format, 'metadataNamespace')),
    }));

  it('R47 every item is to be had in oai_dc', async () => {
    const inDublinCore = identifiersOf(await ask('verb=ListIdentifiers&metadataPrefix=oai_dc'));
    for (const prefix of PREFIXES) {
      for (const identifier of identifiersOf(await ask(`verb=ListIdentifiers&metadataPrefix=${prefix}`)))
        expect(inDublinCore).toContain(identifier);
    }
  });

  it('R47 oai_dc is announced as the standard has it', async () => {
    expect((await announced())[0]).toEqual({
      prefix: 'oai_dc',
      schema: 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
      namespace: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
    });
  });

  it.each(PREFIXES)('R48 the metadata of %s are one element of the announced namespace with the announced schema', async (prefix) => {
    const { schema, namespace } = (await announced()).find((format) => format.prefix === prefix)!;
    const all = await metadataOf(prefix);
    expect(all.length).toBeGreaterThan(0);
    for (const metadata of all) {
      const [root, ...others] = childElements(metadata);
      expect(others).toEqual([]);
      expect(root!.namespace).toBe(namespace);
      expect(root!.attributes['xsi:schemaLocation']).toBe(`${namespace} ${schema}`);
      expect(Object.keys(root!.attributes)).toContain('xmlns:xsi');
    }
  });

  it('R48 no prefix is announced twice and none is called all', async () => {
    const prefixes = (await announced()).map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    expect(prefixes).not.toContain('all');
  });

  it('R49 marcxml and marc21 are the same bytes', async () => {
    const pages = await Promise.all(
      ['marcxml', 'marc21'].map(async (prefix) =>
        (await ask(`verb=ListRecords&metadataPrefix=${prefix}`)).text.replace(`="${prefix}"`, '=""'),
      ),
    );
    expect(pages[1]).toBe(pages[0]);
    expect(
      (await announced()).filter(({ namespace }) => namespace === 'http://www.loc.gov/MARC21/slim').map(({ schema }) => schema),
    ).toEqual(['http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd', 'http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd']);
  });

  it('R49 leaders have 24 characters, indicators one, and blanks in them are kept', async () => {
    for (const metadata of await metadataOf('marcxml')) {
      const [root] = childElements(metadata);
      expect(root!.name).toBe('record');
      expect(textOf(findChild(root, 'leader'))).toHaveLength(24);
      for (const field of childElements(root!, 'datafield')) {
        expect([field.attributes['ind1'], field.attributes['ind2']].map((indicator) => indicator!.length)).toEqual([1, 1]);
      }
      const fixed = childElements(root!, 'controlfield').find(({ attributes }) => attributes['tag'] === '008');
      expect(textOf(fixed)).toHaveLength(40);
    }
  });

  it('R50 an item has one identifier in all formats, a URI, with the domain of the repository', async () => {
    for (const prefix of PREFIXES) {
      for (const identifier of identifiersOf(await ask(`verb=ListIdentifiers&metadataPrefix=${prefix}`))) {
        expect(identifier).toMatch(/^oai:julkaisut\.example\.fi:esim\/2012-[12]-(?:pdf|print)$/);
      }
    }
    expect(identifiersOf(await ask('verb=ListIdentifiers&metadataPrefix=oai_dc'))).toEqual(expect.arrayContaining([ONLINE, PRINT]));
  });

  it('R18 characters that XML forbids do not get out of a title, and the others do', async () => {
    const records = childElements((await ask('verb=ListRecords&metadataPrefix=oai_dc&set=own:online')).body!, 'record');
    const titles = records.flatMap((one) => childElements(childElements(findChild(one, 'metadata')!)[0]!, 'title').map(textOf));
    expect(titles.find((title) => title.startsWith('<b>'))).toMatch(/^<b>&amp; \uFFFD*\s?"lainaus" \]\]> 😀$/);
  });

  it('kk is for online items', async () => {
    const identifiers = identifiersOf(await ask('verb=ListIdentifiers&metadataPrefix=kk'));
    expect(identifiers.length).toBeGreaterThan(0);
    expect(identifiers.filter((identifier) => !identifier.endsWith('-pdf'))).toEqual([]);
  });

  it('no element of the metadata is called error, at which a harvester in use would stop', async () => {
    const names = (of: XmlElement): readonly string[] => [localName(of), ...childElements(of).flatMap(names)];
    for (const prefix of PREFIXES) for (const metadata of await metadataOf(prefix)) expect(names(metadata)).not.toContain('error');
  });
});

describe('one list over all formats', () => {
  it('R27 R45 headers agree between formats on sets', async () => {
    const ask = service.askBy('GET');
    const sets = new Map<string, readonly string[]>();
    for (const prefix of PREFIXES) {
      for (const header of (await harvestList(ask, 'ListIdentifiers', `metadataPrefix=${prefix}`)).flatMap(headersOf)) {
        expect(header.sets).toEqual(sets.get(header.identifier) ?? header.sets);
        sets.set(header.identifier, header.sets);
      }
    }
    expect(sets.size).toBe(4);
  });
});
