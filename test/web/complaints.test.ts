import http from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Publication } from '../../src/catalogue/publication.js';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import type { Crosswalk } from '../../src/crosswalk/item.js';
import type { RecordQuery, Store } from '../../src/store/ports.js';
import { childElements, findChild, textOf } from '../../src/xml/element.js';
import { openPublished, publication } from '../provider/catalogue.js';
import { codesOf, harvestIdentifiers, harvestList, headersOf, identifiersOf, nextTokenOf } from '../provider/harvest.js';
import { deletion, identifierOf, item, localIds, openRepository, record } from '../provider/repository.js';
import { serve, type Service } from './service.js';
import { codePoint } from '../code-point.js';
import { grapheme } from '../grapheme.js';

// What users of other repositories complained of, row by row of our list of such complaints.

const services: Service[] = [];
afterEach(() => Promise.all(services.splice(0).map((service) => service.stop())));

const PREFIXES = ['oai_dc', 'marcxml', 'marc21', 'kk'] as const;
const ONLINE = identifierOf('2012-1-pdf');

describe('long lists', () => {
  it('row 1: page k asks the store for no more than page one, by key and without an offset', async () => {
    const repository = openRepository({ oai: { pageSize: 10 } });
    await repository.put(...localIds(200).map((id) => record(id)));
    const queries: RecordQuery[] = [];
    let counts = 0;
    const watched: Store = {
      ...repository.store,
      listRecords: (query) => {
        queries.push(query);
        return repository.store.listRecords(query);
      },
      countRecords: (query) => {
        counts += 1;
        return repository.store.countRecords(query);
      },
    };
    const pages = await harvestList(repository.reopen({ store: watched }).ask, 'ListRecords', 'metadataPrefix=oai_dc');
    expect(pages).toHaveLength(20);
    expect(queries.map(({ limit }) => limit)).toEqual(Array(20).fill(11));
    expect(queries.slice(1).every(({ after }) => after !== undefined)).toBe(true);
    expect(new Set(queries.map(({ until }) => until)).size).toBe(1);
    expect(counts).toBe(1);
  });

  it('row 2: what leaves the list while it is read makes nothing else be skipped, and nothing comes twice', async () => {
    const repository = openRepository({ oai: { pageSize: 2 } });
    const ids = localIds(10);
    await repository.put(...ids.map((id) => record(id)));
    const gone = [ids[0]!, ids[1]!, ids[2]!];
    const identifiers = await harvestList(repository.ask, 'ListIdentifiers', 'metadataPrefix=oai_dc', async () => {
      const next = gone.shift();
      if (next !== undefined) await repository.put(deletion(next));
    }).then((pages) => pages.flatMap(identifiersOf));
    expect(new Set(identifiers).size).toBe(identifiers.length);
    for (const id of ids.slice(3)) expect(identifiers).toContain(identifierOf(id));
  });

  it('row 3: when the connection is cut in the middle of a page, the same token brings it again', async () => {
    const repository = openRepository({ oai: { pageSize: 200 } });
    await repository.put(...localIds(500).map((id) => record(id, 'oai_dc', 'x'.repeat(5000))));
    const service = await serve(repository);
    services.push(service);
    const token = nextTokenOf(await service.ask('GET', 'verb=ListRecords&metadataPrefix=oai_dc'));
    await new Promise<void>((resolve) => {
      const request = http.get(
        { host: '127.0.0.1', port: service.port, path: `/oai?verb=ListRecords&resumptionToken=${token}` },
        (response) => {
          response.once('data', () => response.destroy());
          response.on('close', resolve);
          response.on('error', () => undefined);
        },
      );
      request.on('error', () => undefined);
    });
    const pages = [await service.ask('GET', `verb=ListRecords&resumptionToken=${token}`)];
    pages.push(await service.ask('GET', `verb=ListRecords&resumptionToken=${nextTokenOf(pages[0]!)}`));
    expect(pages.flatMap(identifiersOf)).toEqual(localIds(500).slice(200).map(identifierOf));
    expect(service.logged.join('')).not.toContain('web.failed');
  });

  it('row 4: the key grows from record to record over the whole list, so it ends', async () => {
    const repository = openRepository({ oai: { pageSize: 3 } });
    for (const id of localIds(9)) await repository.put(record(id), record(`${id}-2`));
    const keys = (await harvestList(repository.ask, 'ListIdentifiers', 'metadataPrefix=oai_dc'))
      .flatMap(headersOf)
      .map(({ datestamp, identifier }) => `${datestamp} ${identifier}`);
    expect(keys).toEqual([...new Set(keys)].sort());
    expect(keys).toHaveLength(18);
  });

  it('row 18: the order is that of datestamps, as clients that remember the last one need', async () => {
    const repository = openRepository({ oai: { pageSize: 2 } });
    const ids = localIds(6);
    for (const id of [...ids].reverse()) await repository.put(record(id));
    const headers = (await harvestList(repository.ask, 'ListRecords', 'metadataPrefix=oai_dc')).flatMap(headersOf);
    expect(headers.map(({ identifier }) => identifier)).toEqual([...ids].reverse().map(identifierOf));
    const last = headers.at(-1)!.datestamp;
    await repository.put(record('2013-001-pdf'));
    expect(await harvestIdentifiers(repository.ask, `metadataPrefix=oai_dc&from=${last}`)).toEqual([
      identifierOf(ids[0]!),
      identifierOf('2013-001-pdf'),
    ]);
  });
});

describe('what stands in a record', () => {
  const fields = (text: string): Partial<Publication> => ({
    titles: [{ text, subtitle: text }],
    contributors: [
      { kind: 'person', family: text, given: text, role: 'author' },
      { kind: 'corporate', name: text, role: 'publisher' },
    ],
    abstracts: [{ text }],
    subjects: [{ term: text }],
    genre: text,
    series: { title: text, number: text },
    accessibility: { status: 'notAccessible', ground: { kind: 'stated', text } },
  });

  it('row 7, row 25: any text in any field gives pages that are valid in every format', async () => {
    const text = fc.oneof(
      fc.string({ unit: codePoint, minLength: 1, maxLength: 60 }),
      fc.string({ unit: grapheme, minLength: 1, maxLength: 60 }),
      fc.constantFrom('\u0000', '\uFFFE', '\uD800', '\u0085', '\u2028', ' ', '\t\n\r', '$a', '\u001E\u001F\u001D', '00000', '|'),
    );
    await fc.assert(
      fc.asyncProperty(text, async (hostile) => {
        const repository = openPublished();
        await repository.publish(publication('2012-1', fields(hostile)), publication('2012-2'));
        for (const prefix of PREFIXES) {
          // `ask` refuses what the schemas refuse; the other publication must be there in any case.
          const identifiers = identifiersOf(await repository.ask(`verb=ListRecords&metadataPrefix=${prefix}`));
          expect(identifiers).toContain(identifierOf('2012-2-pdf'));
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['an XML declaration', '<?xml version="1.0"?><a/>'],
    ['a DOCTYPE', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;'],
    ['a CDATA section', '<![CDATA[<b>x</b>]]>'],
    ['text that is escaped twice', 'a &amp;amp; b &lt;i&gt; &#x1F600; &nbsp;'],
    ['HTML', '<p onclick="x()">Tärkeää&hellip;</p><br>'],
    ['a comment that never ends', '<!-- x'],
    ['the end of a record', '</dc:title></metadata></record>'],
  ])('row 8: %s in a title comes back as the very same text', async (_, title) => {
    const repository = openPublished();
    await repository.publish(publication('2012-1', { titles: [{ text: title }] }));
    const { body } = await repository.ask(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${ONLINE}`);
    const dc = childElements(findChild(childElements(body!)[0], 'metadata')!)[0]!;
    expect(childElements(dc, 'title').map(textOf)).toEqual([title]);
  });

  const failing = (id: string): readonly Crosswalk[] =>
    CROSSWALKS.map((crosswalk) => ({
      ...crosswalk,
      write: (of, settings) => {
        if (of.publication.id === id && crosswalk.metadataPrefix === 'marcxml') throw new Error('cannot be written');
        return crosswalk.write(of, settings);
      },
    }));

  it('row 9: a record that cannot be rendered is set aside and named; the others and its other formats are listed', async () => {
    const repository = openPublished({ crosswalks: failing('2012-2') });
    const { faults } = await repository.publish(publication('2012-1'), publication('2012-2'), publication('2012-3'));
    expect(faults.map(({ identifier, metadataPrefix }) => [identifier, metadataPrefix])).toEqual([
      [identifierOf('2012-2-print'), 'marcxml'],
      [identifierOf('2012-2-pdf'), 'marcxml'],
    ]);
    const listed = async (prefix: string) => new Set(await harvestIdentifiers(repository.ask, `metadataPrefix=${prefix}&set=own:online`));
    expect(await listed('marcxml')).toEqual(new Set(['2012-1-pdf', '2012-3-pdf'].map(identifierOf)));
    expect(await listed('oai_dc')).toEqual(new Set(['2012-1-pdf', '2012-2-pdf', '2012-3-pdf'].map(identifierOf)));
  });

  it('row 10: it is not said to be deleted, and what was sent before stays', async () => {
    const repository = openPublished({ crosswalks: failing('2012-1') });
    await repository.put(record('2012-1-pdf', 'marcxml', 'Ennen'));
    await repository.publish(publication('2012-1'));
    const answer = await repository.ask(`verb=GetRecord&metadataPrefix=marcxml&identifier=${ONLINE}`);
    expect(headersOf(answer)).toMatchObject([{ deleted: false }]);
    expect(answer.text).toContain('Ennen');
  });

  it('row 30: the stamp of a record moves when what is sent for it changes, and only then', async () => {
    const repository = openPublished();
    await repository.publish(publication('2012-1'), publication('2012-2'));
    const stamps = async () => {
      const all = PREFIXES.map(async (prefix) =>
        (await harvestList(repository.ask, 'ListIdentifiers', `metadataPrefix=${prefix}`))
          .flatMap(headersOf)
          .map(({ identifier, datestamp }) => [`${prefix} ${identifier}`, datestamp] as const),
      );
      return new Map((await Promise.all(all)).flat());
    };
    const before = await stamps();
    await repository.publish(publication('2012-1', { titles: [{ text: 'Uusi nimi' }] }), publication('2012-2'));
    const after = await stamps();
    const moved = [...after].filter(([key, stamp]) => before.get(key) !== stamp).map(([key]) => key);
    expect(moved.sort()).toEqual([...before.keys()].filter((key) => key.includes('/2012-1-')).sort());
  });
});

describe('deletions', () => {
  it('row 11: a withdrawn publication leaves a deleted record in every format and set, for GetRecord too', async () => {
    const repository = openPublished();
    await repository.publish(publication('2012-1'));
    await repository.publish(publication('2012-1', { withdrawn: { reason: 'Virhe' } }));
    for (const prefix of PREFIXES) {
      for (const query of [`verb=GetRecord&identifier=${ONLINE}&`, 'verb=ListRecords&set=own:online&', 'verb=ListIdentifiers&set=own&']) {
        const header = headersOf(await repository.ask(`${query}metadataPrefix=${prefix}`)).find(({ identifier }) => identifier === ONLINE);
        expect(header).toMatchObject({ deleted: true, sets: ['own:online'] });
      }
    }
  });

  it('row 11: what merely cannot be read is not deleted', async () => {
    const repository = openPublished();
    await repository.publish(publication('2012-1'), publication('2012-2'));
    await repository.publish(publication('2012-1'));
    expect(headersOf(await repository.ask('verb=ListIdentifiers&metadataPrefix=oai_dc')).filter(({ deleted }) => deleted)).toEqual([]);
  });

  it('row 12: an identifier is either live or deleted, never both, and can come back', async () => {
    const repository = openPublished();
    const withdrawn = { withdrawn: { reason: 'Virhe' } };
    for (const [change, deleted] of [
      [{}, false],
      [withdrawn, true],
      [{}, false],
      [withdrawn, true],
    ] as const) {
      await repository.publish(publication('2012-1', change));
      for (const query of [`verb=GetRecord&identifier=${ONLINE}&`, 'verb=ListRecords&set=own:online&']) {
        expect(
          headersOf(await repository.ask(`${query}metadataPrefix=marcxml`)).map((header) => [header.identifier, header.deleted]),
        ).toEqual([[ONLINE, deleted]]);
      }
    }
  });

  it('row 13: a harvest of one set learns of the deletions in it', async () => {
    const repository = openRepository();
    await repository.put(...item('2012-1-pdf'), ...item('2012-1-print'));
    const { responseDate } = await repository.ask('verb=ListRecords&metadataPrefix=oai_dc&set=own:online');
    await repository.put(deletion('2012-1-pdf'), deletion('2012-1-print'));
    const answer = await repository.ask(`verb=ListRecords&metadataPrefix=oai_dc&set=own:online&from=${responseDate}`);
    expect(headersOf(answer)).toMatchObject([{ identifier: ONLINE, deleted: true }]);
  });
});

describe('dates and sets', () => {
  it('row 14: earliestDatestamp is not later than the first stamp and survives a restart', async () => {
    const repository = openRepository();
    await repository.put(record('2012-1-pdf'));
    const earliest = async (ask = repository.ask) => textOf(findChild((await ask('verb=Identify')).body, 'earliestDatestamp'));
    const [first] = headersOf(await repository.ask('verb=ListIdentifiers&metadataPrefix=oai_dc'));
    expect((await earliest()) <= first!.datestamp).toBe(true);
    repository.clock.tick(86_400);
    expect(await earliest(repository.reopen().ask)).toBe(await earliest());
  });

  it('row 15: nothing to list, an empty set and an unknown one are noRecordsMatch with status 200', async () => {
    const service = await serve(openRepository());
    services.push(service);
    for (const query of ['', '&set=own', '&set=unknown', '&from=2012-03-04']) {
      expect(codesOf(await service.ask('GET', `verb=ListRecords&metadataPrefix=oai_dc${query}`))).toEqual(['noRecordsMatch']);
    }
  });

  it('row 16: each stamp that is shown lies in the range that was asked, and finds its record', async () => {
    const repository = openRepository({ start: '2012-12-31T23:59:55Z', oai: { pageSize: 3 } });
    for (const id of localIds(8)) await repository.put(record(id));
    const all = (await harvestList(repository.ask, 'ListIdentifiers', 'metadataPrefix=oai_dc')).flatMap(headersOf);
    for (const { identifier, datestamp } of all) {
      expect(await harvestIdentifiers(repository.ask, `metadataPrefix=oai_dc&from=${datestamp}&until=${datestamp}`)).toEqual([identifier]);
      const day = datestamp.slice(0, 10);
      const ofDay = (await harvestList(repository.ask, 'ListIdentifiers', `metadataPrefix=oai_dc&from=${day}&until=${day}`)).flatMap(
        headersOf,
      );
      expect(ofDay.every((header) => header.datestamp.startsWith(day))).toBe(true);
      expect(ofDay.map((header) => header.identifier)).toContain(identifier);
    }
  });

  it('row 19: no set twice, the same sets in all verbs, each of them listed', async () => {
    const repository = openPublished();
    await repository.publish(publication('2012-1'));
    const specs = childElements((await repository.ask('verb=ListSets')).body!, 'set').map((set) => textOf(findChild(set, 'setSpec')));
    expect(new Set(specs).size).toBe(specs.length);
    const sets = [];
    for (const query of [
      `verb=GetRecord&identifier=${ONLINE}&`,
      'verb=ListRecords&set=own:online&',
      'verb=ListIdentifiers&set=own:online&',
    ]) {
      sets.push(headersOf(await repository.ask(`${query}metadataPrefix=oai_dc`))[0]!.sets);
    }
    expect(sets).toEqual(Array(3).fill(sets[0]));
    for (const spec of sets[0]!) expect(specs).toContain(spec);
  });

  it('row 27: a record that moves out of a set is seen by a harvest without one', async () => {
    const repository = openRepository();
    await repository.put(record('2012-1-pdf'));
    const { responseDate } = await repository.ask('verb=Identify');
    await repository.put({ ...record('2012-1-pdf'), sets: ['older'] });
    expect(headersOf(await repository.ask(`verb=ListIdentifiers&metadataPrefix=oai_dc&from=${responseDate}`))).toMatchObject([
      { sets: ['older'] },
    ]);
  });
});
