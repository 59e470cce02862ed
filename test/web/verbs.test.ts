import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childElements, findChild, localName, textOf } from '../../src/xml/element.js';
import { codesOf, headersOf, identifiersOf, type OaiAnswer } from '../provider/harvest.js';
import { deletion, FORMATS, identifierOf, item, openRepository, record } from '../provider/repository.js';
import { serve, TRANSPORTS, type Service } from './service.js';

const ONLINE = identifierOf('2012-1-pdf');
const PRINT = identifierOf('2012-1-print');
const HALF = identifierOf('2012-2-pdf');
const GONE = identifierOf('2012-3-pdf');

let service: Service;
beforeAll(async () => {
  const repository = openRepository();
  await repository.put(
    ...item('2012-1-pdf', 'Verkossa'),
    ...item('2012-1-print', 'Painettu'),
    ...item('2012-2-pdf'),
    ...item('2012-3-pdf'),
  );
  await repository.put(deletion('2012-2-pdf', 'kk'));
  await repository.put(deletion('2012-3-pdf', 'oai_dc'), deletion('2012-3-pdf', 'marcxml'), deletion('2012-3-pdf', 'kk'));
  service = await serve(repository);
});
afterAll(() => service.stop());

const prefixesOf = ({ body }: OaiAnswer): readonly string[] =>
  (body ? childElements(body) : []).map((format) => textOf(findChild(format, 'metadataPrefix')));

describe.each(TRANSPORTS)('the verbs by %s (OAI-PMH 2.0 §4)', (transport) => {
  const ask = (query: string) => service.ask(transport, query);

  it('R22 GetRecord gives the one record, header first, then metadata', async () => {
    const { body } = await ask(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${ONLINE}`);
    expect(childElements(body!).map(localName)).toEqual(['record']);
    const [one] = childElements(body!);
    expect(childElements(one!).map(localName)).toEqual(['header', 'metadata']);
    expect(textOf(findChild(one, 'metadata'))).toBe('Verkossa');
  });

  it('R25 ListMetadataFormats without identifier gives all of the repository', async () => {
    const { body } = await ask('verb=ListMetadataFormats');
    const given = childElements(body!).map((format) => childElements(format).map(textOf));
    expect(given).toEqual(FORMATS.map(({ metadataPrefix, schema, metadataNamespace }) => [metadataPrefix, schema, metadataNamespace]));
  });

  it.each([
    ['an online item', ONLINE, ['oai_dc', 'marcxml', 'marc21', 'kk']],
    ['a printed item, which has no kk', PRINT, ['oai_dc', 'marcxml', 'marc21']],
    ['an item whose kk was deleted', HALF, ['oai_dc', 'marcxml', 'marc21']],
  ])('R25 ListMetadataFormats of %s', async (_, identifier, prefixes) => {
    expect(prefixesOf(await ask(`verb=ListMetadataFormats&identifier=${identifier}`))).toEqual(prefixes);
  });

  it('R25 an item that is deleted in every format has none; an unknown one does not exist', async () => {
    expect(codesOf(await ask(`verb=ListMetadataFormats&identifier=${GONE}`))).toEqual(['noMetadataFormats']);
    expect(codesOf(await ask('verb=ListMetadataFormats&identifier=oai:none'))).toEqual(['idDoesNotExist']);
  });

  it('R26 ListSets names every set once, a parent before its children', async () => {
    const { body } = await ask('verb=ListSets');
    const specs = childElements(body!, 'set').map((set) => textOf(findChild(set, 'setSpec')));
    expect(specs).toEqual(['older', 'older:1236-049X', 'own', 'own:online', 'own:print']);
  });

  it.each(['ListIdentifiers', 'ListRecords'])('R27 %s gives only items that have the format', async (verb) => {
    expect(identifiersOf(await ask(`verb=${verb}&metadataPrefix=oai_dc`))).toContain(PRINT);
    expect(identifiersOf(await ask(`verb=${verb}&metadataPrefix=kk`))).not.toContain(PRINT);
  });

  it('R27 ListIdentifiers gives the same items in the same order as ListRecords', async () => {
    for (const { metadataPrefix } of FORMATS) {
      const [headers, records] = [
        await ask(`verb=ListIdentifiers&metadataPrefix=${metadataPrefix}`),
        await ask(`verb=ListRecords&metadataPrefix=${metadataPrefix}`),
      ];
      expect(headersOf(headers)).toEqual(headersOf(records));
    }
  });

  it('R27 GetRecord of an item that lacks the format cannot disseminate it; noRecordsMatch where no item has it', async () => {
    expect(codesOf(await ask(`verb=GetRecord&metadataPrefix=kk&identifier=${PRINT}`))).toEqual(['cannotDisseminateFormat']);
    const empty = openRepository();
    await empty.put(record('2012-1-print'));
    expect(codesOf(await empty.ask('verb=ListRecords&metadataPrefix=kk'))).toEqual(['noRecordsMatch']);
  });
});
