import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childElements, findChild, localName, textOf, type XmlElement } from '../../src/xml/element.js';
import { buildXml } from '../../src/xml/build.js';
import { identifiersOf, type Ask } from '../provider/harvest.js';
import { BASE_URL, deletion, item, openRepository, record, SETTINGS } from '../provider/repository.js';
import { serve, TRANSPORTS, type Service } from './service.js';

const RIGHTS = 'http://www.openarchives.org/OAI/2.0/rights/';

let service: Service;
beforeAll(async () => {
  const repository = openRepository({
    oai: {
      friends: ['https://kirjasto.example.fi/oai', 'https://arkisto.example.fi/oai?a=1&b=2'],
      policies: { content: 'Raportteja & selvityksiä', metadata: 'CC0', data: 'Per publication', submission: 'None <taken>' },
    },
  });
  await repository.put(...item('2012-1-pdf'));
  service = await serve(repository);
});
afterAll(() => service.stop());

const identify = async (ask: Ask): Promise<XmlElement> => (await ask('verb=Identify')).body!;
const description = (of: XmlElement, name: string): XmlElement | undefined =>
  childElements(of, 'description')
    .flatMap((each) => childElements(each))
    .find((each) => localName(each) === name);
const texts = (of: XmlElement, name: string): readonly string[] => childElements(of, name).map(textOf);

describe.each(TRANSPORTS)('Identify by %s (OAI-PMH 2.0 §4.2)', (transport) => {
  const ask: Ask = (query) => service.ask(transport, query);

  it('R28 has its elements in the order of the standard', async () => {
    const names = childElements(await identify(ask)).map(localName);
    expect(names.filter((name, index) => name !== names[index - 1])).toEqual([
      'repositoryName',
      'baseURL',
      'protocolVersion',
      'adminEmail',
      'earliestDatestamp',
      'deletedRecord',
      'granularity',
      'compression',
      'description',
    ]);
  });

  it('R28 says what the settings say', async () => {
    const body = await identify(ask);
    expect(texts(body, 'repositoryName')).toEqual([SETTINGS.repository.name]);
    expect(texts(body, 'baseURL')).toEqual([BASE_URL]);
    expect(texts(body, 'protocolVersion')).toEqual(['2.0']);
    expect(texts(body, 'adminEmail')).toEqual(SETTINGS.repository.adminEmail);
    for (const address of texts(body, 'adminEmail')) expect(address).toMatch(/^[\x21-\x7e]+@(?:[\x21-\x7e]+\.)+[\x21-\x7e]+$/);
  });

  it('R30 R40 declares seconds and persistent deletions', async () => {
    const body = await identify(ask);
    expect(texts(body, 'granularity')).toEqual(['YYYY-MM-DDThh:mm:ssZ']);
    expect(texts(body, 'deletedRecord')).toEqual(['persistent']);
  });

  it('R9 lists the encodings that are sent, and never identity', async () => {
    expect(texts(await identify(ask), 'compression')).toEqual(['gzip', 'deflate']);
  });

  it('R31 each description holds one element of another namespace with the place of its schema', async () => {
    const parts = childElements(await identify(ask), 'description');
    expect(parts.length).toBeGreaterThan(0);
    for (const part of parts) {
      const [only, ...others] = childElements(part);
      expect(others).toEqual([]);
      expect(only!.namespace).not.toBe('http://www.openarchives.org/OAI/2.0/');
      expect(only!.attributes['xsi:schemaLocation']!.split(' ')[0]).toBe(only!.namespace);
    }
  });

  it('R58 oai-identifier names the domain and an item that exists', async () => {
    const { attributes, ...found } = description(await identify(ask), 'oai-identifier')!;
    const oaiIdentifier = { attributes, ...found };
    expect(attributes['xmlns']).toBe('http://www.openarchives.org/OAI/2.0/oai-identifier');
    expect(texts(oaiIdentifier, 'scheme')).toEqual(['oai']);
    expect(texts(oaiIdentifier, 'repositoryIdentifier')).toEqual(['julkaisut.example.fi']);
    expect(texts(oaiIdentifier, 'delimiter')).toEqual([':']);
    const [sample] = texts(oaiIdentifier, 'sampleIdentifier');
    expect(identifiersOf(await ask(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${sample!}`))).toEqual([sample]);
  });

  it('R58 there is one such description at most', async () => {
    const names = childElements(await identify(ask), 'description').flatMap((part) => childElements(part).map(localName));
    expect(names.filter((name) => name === 'oai-identifier')).toHaveLength(1);
    expect(new Set(names).size).toBe(names.length);
  });

  it('R62 rightsManifest says that all metadata is CC0', async () => {
    const manifest = description(await identify(ask), 'rightsManifest')!;
    expect(manifest.namespace).toBe(RIGHTS);
    expect(manifest.attributes['appliesTo']).toBe('http://www.openarchives.org/OAI/2.0/entity#metadata');
    const reference = findChild(findChild(manifest, 'rights'), 'rightsReference')!;
    expect(reference.attributes['ref']).toBe('https://creativecommons.org/publicdomain/zero/1.0/');
  });

  it('R63 friends names those that the operator chose', async () => {
    const friends = description(await identify(ask), 'friends')!;
    expect(texts(friends, 'baseURL')).toEqual(['https://kirjasto.example.fi/oai', 'https://arkisto.example.fi/oai?a=1&b=2']);
  });

  it('R65 eprints states the policies in the order of its schema', async () => {
    const eprints = description(await identify(ask), 'eprints')!;
    expect(childElements(eprints).map((part) => [localName(part), textOf(part)])).toEqual([
      ['content', 'Raportteja & selvityksiä'],
      ['metadataPolicy', 'CC0'],
      ['dataPolicy', 'Per publication'],
      ['submissionPolicy', 'None <taken>'],
    ]);
  });

  it('R64 R66 no branding, no gateway, no toolkit: nothing is said that is not so, and no schema that is gone', async () => {
    const body = await identify(ask);
    for (const name of ['branding', 'gateway', 'toolkit']) expect(description(body, name)).toBeUndefined();
  });
});

describe('the optional parts of Identify', () => {
  it('R63 friends is absent unless chosen, R65 so are the policies that are not stated', async () => {
    const body = await identify(openRepository().ask);
    expect(description(body, 'friends')).toBeUndefined();
    expect(childElements(description(body, 'eprints')!).map(localName)).toEqual(['metadataPolicy', 'dataPolicy']);
  });

  it('R58 an empty repository still has a sample of the right form', async () => {
    const sample = textOf(findChild(description(await identify(openRepository().ask), 'oai-identifier'), 'sampleIdentifier'));
    expect(sample).toMatch(/^oai:julkaisut\.example\.fi:esim\/[^/]+$/);
  });
});

describe('earliestDatestamp (R29)', () => {
  const earliest = async (ask: Ask): Promise<string> => textOf(findChild(await identify(ask), 'earliestDatestamp'));

  it('is never later than any datestamp, deletions included', async () => {
    const repository = openRepository();
    await repository.put(record('2012-1-pdf'));
    await repository.put(deletion('2012-1-pdf'));
    const header = findChild(
      childElements((await repository.ask('verb=ListIdentifiers&metadataPrefix=oai_dc')).body!, 'header')[0],
      'datestamp',
    );
    expect((await earliest(repository.ask)) <= textOf(header)).toBe(true);
  });

  it('stays the same for ever', async () => {
    const repository = openRepository();
    const before = await earliest(repository.ask);
    await repository.put(record('2012-1-pdf'));
    repository.clock.tick(400 * 86_400);
    expect(await earliest(repository.reopen().ask)).toBe(before);
    expect(before).toBe('2012-03-04T05:06:06Z');
  });

  it('is not on 29 February, as some clients count back a year by its text', async () => {
    expect(await earliest(openRepository({ start: '2012-02-29T12:00:00Z' }).ask)).toBe('2012-02-28T11:59:59Z');
    expect(await earliest(openRepository({ start: '2012-03-01T00:00:00Z' }).ask)).toBe('2012-02-28T23:59:59Z');
  });
});

describe('a record about its metadata (R59, R61)', () => {
  const ABOUT = {
    provenance:
      '<provenance xmlns="http://www.openarchives.org/OAI/2.0/provenance" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/provenance http://www.openarchives.org/OAI/2.0/provenance.xsd"><originDescription harvestDate="2012-03-03T04:05:06Z" altered="true"><baseURL>https://kirjasto.example.fi/oai</baseURL><identifier>oai:kirjasto.example.fi:1</identifier><datestamp>2011-01-01</datestamp><metadataNamespace>http://www.loc.gov/MARC21/slim</metadataNamespace></originDescription></provenance>',
    rights: `<rights xmlns="${RIGHTS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${RIGHTS} http://www.openarchives.org/OAI/2.0/rights.xsd"><rightsReference ref="https://creativecommons.org/publicdomain/zero/1.0/"/></rights>`,
  } as const;
  type XmlText = ReturnType<typeof buildXml>;

  it.each([
    'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:julkaisut.example.fi:esim/2012-1-pdf',
    'verb=ListRecords&metadataPrefix=oai_dc',
  ])('R59 R61 stands behind the metadata, each container in an element of its own: %s', async (query) => {
    const repository = openRepository();
    await repository.put({ ...record('2012-1-pdf'), about: [ABOUT.provenance as XmlText, ABOUT.rights as XmlText] });
    const [one] = childElements((await repository.ask(query)).body!);
    expect(childElements(one!).map(localName)).toEqual(['header', 'metadata', 'about', 'about']);
    const [provenance, rights] = childElements(one!, 'about').map((about) => childElements(about));
    expect(provenance!.map(localName)).toEqual(['provenance']);
    expect(findChild(provenance![0], 'originDescription')!.attributes).toMatchObject({
      altered: 'true',
      harvestDate: '2012-03-03T04:05:06Z',
    });
    expect(rights!.map(localName)).toEqual(['rights']);
  });

  it('R41 a deleted record has none', async () => {
    const repository = openRepository();
    await repository.put({ ...record('2012-1-pdf'), about: [ABOUT.rights as XmlText] });
    await repository.put(deletion('2012-1-pdf'));
    const [one] = childElements((await repository.ask('verb=ListRecords&metadataPrefix=oai_dc')).body!);
    expect(childElements(one!).map(localName)).toEqual(['header']);
  });
});
