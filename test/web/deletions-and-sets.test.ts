import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childElements, findChild, localName, textOf } from '../../src/xml/element.js';
import { listSets } from '../../src/publishing/sets.js';
import { codesOf, harvestList, headersOf, identifiersOf, tokenOf, type Ask } from '../provider/harvest.js';
import { deletion, identifierOf, item, openRepository, record, SETTINGS, type StoredPrefix } from '../provider/repository.js';
import { serve, TRANSPORTS, type Service } from './service.js';

const LIVE = identifierOf('2012-1-pdf');
const DELETED = identifierOf('2012-2-pdf');
const PRINT = identifierOf('2012-1-print');

let service: Service;
let deletedAt: string;
beforeAll(async () => {
  const repository = openRepository();
  await repository.put(...item('2012-1-pdf'), ...item('2012-1-print'), ...item('2012-2-pdf'));
  deletedAt = `${new Date(repository.clock.wallClock()).toISOString().slice(0, 19)}Z`;
  await repository.put(...(['oai_dc', 'marcxml', 'kk'] as const).map((prefix) => deletion('2012-2-pdf', prefix)));
  service = await serve(repository);
});
afterAll(() => service.stop());

const PREFIXES: readonly (StoredPrefix | 'marc21')[] = ['oai_dc', 'marcxml', 'marc21', 'kk'];

describe.each(TRANSPORTS)('a deleted record by %s (OAI-PMH 2.0 §2.5.1)', (transport) => {
  const ask: Ask = (query) => service.ask(transport, query);

  it.each(PREFIXES)('R40 R41 is told by all three verbs, in every format: %s', async (prefix) => {
    for (const query of [
      `verb=GetRecord&metadataPrefix=${prefix}&identifier=${DELETED}`,
      `verb=ListRecords&metadataPrefix=${prefix}`,
      `verb=ListIdentifiers&metadataPrefix=${prefix}`,
    ]) {
      const header = headersOf(await ask(query)).find(({ identifier }) => identifier === DELETED);
      expect(header).toEqual({ identifier: DELETED, datestamp: deletedAt, deleted: true, sets: ['own:online'] });
    }
  });

  it('R41 has neither metadata nor about', async () => {
    const records = childElements((await ask('verb=ListRecords&metadataPrefix=oai_dc')).body!, 'record');
    const one = records.find((each) => textOf(findChild(findChild(each, 'header'), 'identifier')) === DELETED);
    expect(childElements(one!).map(localName)).toEqual(['header']);
  });

  it.each(['own', 'own:online'])('R41 is listed in the set that it was in, %s, and in those above it', async (set) => {
    expect(identifiersOf(await ask(`verb=ListRecords&metadataPrefix=oai_dc&set=${set}`))).toContain(DELETED);
    expect(identifiersOf(await ask(`verb=ListIdentifiers&metadataPrefix=oai_dc&set=own:print`))).not.toContain(DELETED);
  });
});

describe('deletion (§2.5.1)', () => {
  it('R42 is of one record: the same item lives on in its other formats', async () => {
    const repository = openRepository();
    await repository.put(...item('2012-1-pdf'));
    await repository.put(deletion('2012-1-pdf', 'kk'));
    const deleted = async (prefix: string) =>
      headersOf(await repository.ask(`verb=GetRecord&metadataPrefix=${prefix}&identifier=${LIVE}`))[0]!.deleted;
    expect([await deleted('kk'), await deleted('oai_dc'), await deleted('marcxml')]).toEqual([true, false, false]);
  });

  it('R42 is undone by a change with a new stamp', async () => {
    const repository = openRepository();
    await repository.put(record('2012-1-pdf'));
    const gone = await repository.put(deletion('2012-1-pdf'));
    const back = await repository.put(record('2012-1-pdf'));
    expect(back).toBeGreaterThan(gone);
    const [header, ...others] = headersOf(await repository.ask('verb=ListRecords&metadataPrefix=oai_dc'));
    expect(others).toEqual([]);
    expect(header).toMatchObject({ deleted: false, datestamp: `${new Date(back * 1000).toISOString().slice(0, 19)}Z` });
  });

  it('R40 is kept without a limit of time', async () => {
    const repository = openRepository();
    await repository.put(record('2012-1-pdf'));
    await repository.put(deletion('2012-1-pdf'));
    repository.clock.tick(50 * 365 * 86_400);
    expect(headersOf(await repository.reopen().ask('verb=ListRecords&metadataPrefix=oai_dc'))).toMatchObject([
      { identifier: LIVE, deleted: true },
    ]);
  });

  it('R41 of what never was is no record', async () => {
    const repository = openRepository();
    await repository.put(deletion('2012-1-pdf'));
    expect(codesOf(await repository.ask(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${LIVE}`))).toEqual(['idDoesNotExist']);
  });
});

describe.each(TRANSPORTS)('sets by %s (OAI-PMH 2.0 §2.6)', (transport) => {
  const ask: Ask = (query) => service.ask(transport, query);
  const setSpecs = async () => childElements((await ask('verb=ListSets')).body!, 'set').map((set) => textOf(findChild(set, 'setSpec')));

  it('R43 setSpecs are paths of the allowed characters, each given once, each with a name', async () => {
    const specs = await setSpecs();
    expect(new Set(specs).size).toBe(specs.length);
    for (const spec of specs) expect(spec).toMatch(/^[A-Za-z0-9\-_.!~*'()]+(?::[A-Za-z0-9\-_.!~*'()]+)*$/);
    const names = childElements((await ask('verb=ListSets')).body!, 'set').map((set) => textOf(findChild(set, 'setName')));
    expect(names.filter((name) => name === '')).toEqual([]);
  });

  it('R43 every set above a set is itself listed', async () => {
    const specs = await setSpecs();
    for (const spec of specs.filter((each) => each.includes(':'))) expect(specs).toContain(spec.slice(0, spec.lastIndexOf(':')));
  });

  it('R44 a set takes in all that is in the sets below it', async () => {
    const list = async (set: string) => new Set(identifiersOf(await ask(`verb=ListIdentifiers&metadataPrefix=oai_dc&set=${set}`)));
    expect(await list('own')).toEqual(new Set([LIVE, PRINT, DELETED]));
    expect(await list('own:print')).toEqual(new Set([PRINT]));
    expect(await list('own:online')).toEqual(new Set([LIVE, DELETED]));
  });

  it('R44 a name that only begins alike is no set below', async () => {
    for (const set of ['ow', 'own:p', 'own:printed', 'own:print:x', 'print', 'wn']) {
      expect(codesOf(await ask(`verb=ListRecords&metadataPrefix=oai_dc&set=${set}`))).toEqual(['noRecordsMatch']);
    }
  });

  it('R45 headers have the same leaf setSpecs in all three verbs, each of them listed by ListSets', async () => {
    const specs = await setSpecs();
    for (const identifier of [LIVE, PRINT]) {
      const sets = await Promise.all(
        [`verb=GetRecord&identifier=${identifier}&`, 'verb=ListRecords&', 'verb=ListIdentifiers&'].map(
          async (query) => headersOf(await ask(`${query}metadataPrefix=oai_dc`)).find((header) => header.identifier === identifier)!.sets,
        ),
      );
      expect(sets[1]).toEqual(sets[0]);
      expect(sets[2]).toEqual(sets[0]);
      expect(sets[0]!.every((set) => specs.includes(set))).toBe(true);
    }
  });

  it('R46 an empty set is a set: no records match in it, and the words are not those for an unknown one', async () => {
    const [empty, unknown] = [
      await ask('verb=ListRecords&metadataPrefix=oai_dc&set=older'),
      await ask('verb=ListRecords&metadataPrefix=oai_dc&set=nowhere'),
    ];
    expect([codesOf(empty), codesOf(unknown)]).toEqual([['noRecordsMatch'], ['noRecordsMatch']]);
    expect(unknown.errors[0]!.message).toContain('no set');
    expect(empty.errors[0]!.message).not.toContain('no set');
  });

  it('R67 each set is described in Dublin Core', async () => {
    for (const set of childElements((await ask('verb=ListSets')).body!, 'set')) {
      const [dc, ...others] = childElements(findChild(set, 'setDescription')!);
      expect(others).toEqual([]);
      expect(dc!.namespace).toBe('http://www.openarchives.org/OAI/2.0/oai_dc/');
      expect(textOf(dc)).not.toBe('');
    }
  });
});

describe('items and sets', () => {
  it('R46 an item may be in several sets or in none', async () => {
    const repository = openRepository();
    await repository.put({ ...record('2012-1-pdf'), sets: ['own:online', 'older:1236-049X'] }, { ...record('2012-2-pdf'), sets: [] });
    const list = async (query: string) => identifiersOf(await repository.ask(`verb=ListRecords&metadataPrefix=oai_dc${query}`));
    expect(await list('')).toEqual([LIVE, DELETED]);
    for (const set of ['own', 'own:online', 'older', 'older:1236-049X']) expect(await list(`&set=${set}`)).toEqual([LIVE]);
  });

  it('R46 moving to another set re-stamps the record, and a harvest without sets sees the move', async () => {
    const repository = openRepository();
    const before = await repository.put({ ...record('2012-1-pdf'), sets: ['own:online'] });
    const { responseDate } = await repository.ask('verb=Identify');
    const moved = await repository.put({ ...record('2012-1-pdf'), sets: ['own:print'] });
    expect(moved).toBeGreaterThan(before);
    expect(headersOf(await repository.ask(`verb=ListRecords&metadataPrefix=oai_dc&from=${responseDate}`))).toMatchObject([
      { sets: ['own:print'] },
    ]);
    expect(codesOf(await repository.ask('verb=ListRecords&metadataPrefix=oai_dc&set=own:online'))).toEqual(['noRecordsMatch']);
  });
});

describe('ListSets in pages (R26, R51)', () => {
  const many = listSets({
    ...SETTINGS,
    series: [
      SETTINGS.series[0],
      ...['1236-049X', '0785-8000', '0356-0000', '1457-0000'].map((number) => ({
        ...SETTINGS.series[1]!,
        issn: { print: number as never },
      })),
    ],
  });

  it.each([1, 2, 3, 4, 8, 100])('R26 gives every set once, in order, %i on a page', async (pageSize) => {
    const { ask } = openRepository({ oai: { pageSize }, ports: { sets: many } });
    const pages = await harvestList(ask, 'ListSets');
    const specs = pages.flatMap(({ body }) => childElements(body!, 'set').map((set) => textOf(findChild(set, 'setSpec'))));
    expect(specs).toEqual([...many.map(({ setSpec }) => setSpec)].sort());
    expect(pages).toHaveLength(Math.ceil(many.length / pageSize));
    const [last] = pages.slice(-1);
    expect(tokenOf(last!)).toEqual(pages.length === 1 ? undefined : { text: '', attributes: {} });
    for (const [index, page] of pages.slice(0, -1).entries()) {
      expect(tokenOf(page)!.attributes).toMatchObject({ cursor: String(index * pageSize), completeListSize: String(many.length) });
    }
  });
});
