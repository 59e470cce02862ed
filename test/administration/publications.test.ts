import { beforeEach, describe, expect, it } from '@jest/globals';
import { createPublicationActs } from '../../src/administration/publication-acts.js';
import type { Edit, EditOutcome } from '../../src/intake/edit-publication.js';
import { bytes } from '../intake/memory-catalogue.js';
import { ANNA, create, FORM, ISBN_PDF, ISBN_PRINT, openPublicationHouse, type PublicationHouse } from './publication-house.js';

let house: PublicationHouse;
beforeEach(() => {
  house = openPublicationHouse();
});

const save = async (edit: Partial<Edit>): Promise<EditOutcome> => house.publications.save(ANNA, { value: FORM, sawRevision: 0, ...edit });
const faultsOf = (outcome: EditOutcome): readonly string[] => {
  expect(outcome.kind).toBe('refused');
  return outcome.kind === 'refused' ? outcome.faults.map(({ path = '', message }) => `${path}: ${message}`) : [];
};
const get = async (id = '2012-2') => (await house.publications.find(id))!;
const actions = (): readonly string[] => house.audit.map(({ action }) => action);
const importLine = async (form: object): Promise<unknown> =>
  house.intake.importFile({ name: 'a.jsonl', content: bytes(JSON.stringify(form)) });
const [PRINT, PDF] = FORM.manifestations;

describe('an act that could not be, and can in that very moment', () => {
  it('is in the audit all the same', async () => {
    const id = await create(house);
    const before = await get(id);
    const lines: string[] = [];
    const acts = createPublicationActs({
      store: { findPublication: async () => ({ publication: { ...before.publication, withdrawn: { reason: 'x' } }, revision: 1 }) },
      intake: house.intake,
      accounts: { audit: async ({ actor, action, target }) => void lines.push(`${actor.name} ${action} ${target ?? ''}`) },
    });
    expect(await acts.withdraw(ANNA, { id, reason: 'x' })).toMatchObject({ kind: 'done' });
    expect(lines).toEqual([`${ANNA.name} publication.withdrawn ${id}`]);
  });
});

describe('a new publication', () => {
  it('gets the id that an import would give it, revision 1, and becomes items at once', async () => {
    expect(await save({})).toMatchObject({ kind: 'done', revision: 1, publication: { id: '2012-2' } });
    const { items } = (await house.publications.describe('2012-2'))!;
    expect(items.map(({ identifier, records }) => [identifier, records.map(({ metadataPrefix }) => metadataPrefix)])).toEqual([
      ['oai:julkaisut.poliisi.fi:poliisi/2012-2-print', ['marcxml', 'oai_dc']],
      ['oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf', ['kk', 'marcxml', 'oai_dc']],
    ]);
  });

  it('takes the id that it is given', async () => {
    expect(await save({ id: 'oma-1' })).toMatchObject({ kind: 'done', publication: { id: 'oma-1' } });
  });

  it.each([
    [
      'by year and number',
      { value: { ...FORM, title: 'Toinen', manifestations: [] } },
      'id: series, year and number (or title) give the id 2012-2',
    ],
    [
      'by its own id',
      { id: '2012-2', value: { ...FORM, manifestations: [] } },
      'id: 2012-2 is the id of "Poliisin tietoyhteiskunta" already',
    ],
  ])('is refused %s when there is one of that id, which is named', async (_, edit, sentence) => {
    await create(house);
    expect(faultsOf(await save(edit))[0]).toContain(sentence);
    expect((await get()).revision).toBe(1);
  });

  it('is refused with an ISBN of another publication, which is named, at the field of the ISBN', async () => {
    await create(house);
    const value = { title: 'Toinen', year: 2020, manifestations: [{ kind: 'print' }, { kind: 'pdf', isbn: ISBN_PRINT }] };
    expect(faultsOf(await save({ value }))[0]).toMatch(
      /^manifestations\[1\]\.isbn: .*ISBN 978-952-491-529-8 belongs to 2012-2 "Poliisin tieto/,
    );
  });

  it('is not made twice by two people at once', async () => {
    house.meanwhile.push(async () => importLine({ ...FORM, title: 'Nopeampi', manifestations: [] }));
    expect(faultsOf(await save({}))[0]).toContain('2012-2 is the id of "Nopeampi" already');
    expect((await get()).form.title).toBe('Nopeampi');
  });
});

describe('two new publications with one ISBN at the same moment', () => {
  it('are one, and the other is told whose number it is', async () => {
    const values = ['Yksi', 'Kaksi'].map((title) => ({ title, year: 2020, manifestations: [{ kind: 'pdf', isbn: ISBN_PDF }] }));
    const [one, other] = await Promise.all(values.map((value) => save({ value })));
    expect(one).toMatchObject({ kind: 'done', publication: { id: '2020-yksi' } });
    expect(faultsOf(other!)[0]).toContain('belongs to 2020-yksi');
    expect(actions()).toEqual(['publication.created']);
  });
});

describe('an edit', () => {
  beforeEach(() => create(house));

  it('replaces the publication as written: what it leaves out is gone', async () => {
    const outcome = await save({ id: '2012-2', sawRevision: 1, value: { title: 'Uusi nimi' } });
    expect(outcome).toMatchObject({ kind: 'done', revision: 2 });
    expect((await get()).form).toEqual({ id: '2012-2', title: 'Uusi nimi', created: expect.any(String), modified: expect.any(String) });
  });

  it('keeps the time of entry, whatever the form says, and moves the time of change', async () => {
    const { created } = (await get()).publication;
    house.tick(100);
    await save({ id: '2012-2', sawRevision: 1, value: { ...FORM, year: 2013, created: '1999-01-01T00:00:00Z' } });
    const { publication } = await get();
    expect([publication.created, publication.modified - created]).toEqual([created, 100]);
  });

  it('neither withdraws nor restores', async () => {
    await save({ id: '2012-2', sawRevision: 1, value: { ...FORM, withdrawn: { reason: 'x' }, year: 2013 } });
    expect((await get()).state).toBe('published');
    await house.publications.withdraw(ANNA, { id: '2012-2', reason: 'Virhe' });
    await save({ id: '2012-2', sawRevision: 3, value: FORM });
    expect((await get()).publication.withdrawn).toEqual({ reason: 'Virhe' });
  });

  it('tells which fields it changed', async () => {
    const value = { ...FORM, year: 2013, manifestations: [{ ...PRINT, pages: 90 }, PDF] };
    expect(await save({ id: '2012-2', sawRevision: 1, value })).toMatchObject({
      changedFields: [
        { field: 'year', before: '2012', after: '2013' },
        { field: 'print.pages', before: '85', after: '90' },
      ],
    });
  });

  it('that changes nothing moves nothing, and is not in the audit', async () => {
    house.tick(5);
    expect(await save({ id: '2012-2', sawRevision: 1, value: (await get()).form })).toMatchObject({ kind: 'unchanged', revision: 1 });
    expect(actions()).toEqual(['publication.created']);
  });

  it('made on an older revision is refused, with what stands there now', async () => {
    await save({ id: '2012-2', sawRevision: 1, value: { ...FORM, year: 2013 } });
    const second = await save({ id: '2012-2', sawRevision: 1, value: { ...FORM, genre: 'Opas' } });
    expect(second).toMatchObject({ kind: 'conflict', current: { revision: 2, publication: { year: 2013 } } });
    expect((await get()).form).not.toHaveProperty('genre');
  });

  it('that someone overtakes in the last moment is refused as well, and the audit says so', async () => {
    house.meanwhile.push(async () => importLine({ ...FORM, id: '2012-2', year: 2013 }));
    expect(await save({ id: '2012-2', sawRevision: 1, value: { ...FORM, genre: 'Opas' } })).toMatchObject({ kind: 'conflict' });
    expect(house.audit.slice(1).map(({ action, detail }) => [action, detail?.['because']])).toEqual([
      ['publication.replaced', undefined],
      ['publication.refused', 'conflict'],
    ]);
  });

  it('of a publication that is not there makes none', async () => {
    expect(await save({ id: '2012-3', sawRevision: 1 })).toEqual({ kind: 'noSuchPublication' });
    expect(await save({ id: '../2012', sawRevision: 1 })).toEqual({ kind: 'noSuchPublication' });
  });

  it('cannot rename the publication', async () => {
    expect(faultsOf(await save({ id: '2012-2', sawRevision: 1, value: { ...FORM, id: '2012-9' } }))[0]).toContain('an id is given once');
  });
});

describe('an edit is checked as an import is', () => {
  const refuse = async (change: object): Promise<readonly string[]> => faultsOf(await save({ value: { ...FORM, ...change } }));

  it.each([
    [{ year: '20l2' }, 'year: "20l2" is not a whole number'],
    [{ title: ' ' }, 'title'],
    [{ languages: ['xx'] }, 'languages[0]: "xx" is not a language code'],
    [{ landingPage: 'javascript:alert(1)' }, 'landingPage'],
    [{ manifestations: [PRINT, PRINT] }, 'manifestations[1].kind: there are two manifestations of the kind print'],
    [
      { manifestations: [PRINT, { ...PDF, isbn: ISBN_PRINT }] },
      'manifestations[1].isbn: ISBN 978-952-491-529-8 stands for print and for pdf',
    ],
    [{ statement: 'olderWorks', text: 'x' }, 'libraries'],
  ])('%j is refused at its field', async (change, sentence) => {
    expect((await refuse(change))[0]).toContain(sentence);
    expect(house.audit).toEqual([]);
  });

  it.each([
    [{ manifestations: [{ kind: 'pdf', issn: '2242-5641' }] }, 'manifestations[0].issn'],
    [{ manifestations: [{ kind: 'pdf', isbn: '978', isbnInSource: '979' }] }, 'manifestations[0].isbn'],
    [{ series: { number: '2' }, manifestations: [] }, 'series.number'],
    [{ series: { code: 'nope', number: '2' } }, 'series.code'],
    [{ contributors: ['Mäkinen, Åsa', '—'] }, 'contributors[1]'],
  ])('and beyond that %j, of which an import drops a part with a warning, is asked about', async (change, field) => {
    expect((await refuse(change)).map((fault) => fault.split(':')[0])).toEqual([field]);
  });

  it('a warning does not name a command of the terminal', async () => {
    const outcome = await save({ value: { ...FORM, manifestations: [{ ...PDF, isbn: '987-952-491-530-4' }] } });
    expect(outcome).toMatchObject({ kind: 'done', warnings: [expect.stringContaining('Is it 978-952-491-530-4?')] });
    expect(JSON.stringify(outcome)).not.toContain('julkaisusilta isbn');
  });
});

describe('an ISBN that a person corrects in the form', () => {
  const WRONG = '978-952-491-529-1';
  const withIsbn = (isbn: string, more: object = {}): object => ({ ...FORM, manifestations: [{ kind: 'print', isbn, ...more }] });
  const printed = async () => (await get()).form.manifestations![0];

  it('keeps what the source prints beside it, so that the next import leaves it standing', async () => {
    await importLine(withIsbn(WRONG));
    await save({ id: '2012-2', sawRevision: 1, value: withIsbn(ISBN_PRINT) });
    expect(await printed()).toMatchObject({ isbn: ISBN_PRINT, isbnInSource: WRONG });
    await importLine(withIsbn(WRONG));
    expect(await printed()).toMatchObject({ isbn: ISBN_PRINT, isbnInSource: WRONG });
  });

  it('may be put in the place of a valid one', async () => {
    await importLine(withIsbn(ISBN_PDF));
    await save({ id: '2012-2', sawRevision: 1, value: withIsbn(ISBN_PRINT) });
    expect(await printed()).toMatchObject({ isbn: ISBN_PRINT, isbnInSource: ISBN_PDF });
  });

  it('stands alone when a person takes the number of the source out', async () => {
    await importLine(withIsbn(ISBN_PRINT, { isbnInSource: WRONG }));
    await save({ id: '2012-2', sawRevision: 1, value: withIsbn(ISBN_PRINT) });
    expect(await printed()).toEqual({ kind: 'print', isbn: ISBN_PRINT });
  });

  it('replaced by yet another stands alone when the number of the source was taken out', async () => {
    await importLine(withIsbn(ISBN_PRINT, { isbnInSource: WRONG }));
    await save({ id: '2012-2', sawRevision: 1, value: withIsbn(ISBN_PDF) });
    expect(await printed()).toEqual({ kind: 'print', isbn: ISBN_PDF });
  });

  it('may go back to a valid number of the source', async () => {
    await importLine(withIsbn(ISBN_PRINT, { isbnInSource: ISBN_PDF }));
    await save({ id: '2012-2', sawRevision: 1, value: withIsbn(ISBN_PDF) });
    expect(await printed()).toEqual({ kind: 'print', isbn: ISBN_PDF });
  });
});

describe('withdrawing, restoring and confirming', () => {
  beforeEach(() => create(house));

  it('makes deleted records of the items, and live ones again', async () => {
    const deleted = async () =>
      (await house.publications.describe('2012-2'))!.items.flatMap(({ records }) => records.map((one) => one.deleted));
    house.tick(2);
    expect(await house.publications.withdraw(ANNA, { id: '2012-2', reason: 'Virhe', sawRevision: 1 })).toMatchObject({
      kind: 'done',
      revision: 2,
    });
    expect(new Set(await deleted())).toEqual(new Set([true]));
    house.tick(2);
    expect(await house.publications.restore(ANNA, { id: '2012-2', sawRevision: 2 })).toMatchObject({ kind: 'done', revision: 3 });
    expect(new Set(await deleted())).toEqual(new Set([false]));
    expect(actions()).toEqual(['publication.created', 'publication.withdrawn', 'publication.restored']);
  });

  it.each([
    ['withdraw', async () => house.publications.withdraw(ANNA, { id: '2012-2', reason: 'x', sawRevision: 7 })],
    ['restore', async () => house.publications.restore(ANNA, { id: '2012-2', sawRevision: 7 })],
    [
      'confirm',
      async () => house.publications.confirmIsbn(ANNA, { id: '2012-2', kind: 'pdf', isbn: ISBN_PDF, accept: 'any', sawRevision: 7 }),
    ],
  ])('is refused on another revision than the person saw: %s', async (_, act) => {
    expect(await act()).toMatchObject({ kind: 'refused', reason: 'movedOn' });
    expect(actions()).toEqual(['publication.created']);
  });

  it('overtaken in the last moment does not try again on what the person has not seen', async () => {
    house.meanwhile.push(async () => importLine({ ...FORM, year: 2013, id: '2012-2' }));
    expect(await house.publications.withdraw(ANNA, { id: '2012-2', reason: 'x', sawRevision: 1 })).toMatchObject({ reason: 'movedOn' });
    expect((await get()).state).toBe('published');
    expect(actions().slice(1)).toEqual(['publication.withdrawn', 'publication.refused']);
  });

  it('of what is so already is no act', async () => {
    expect(await house.publications.restore(ANNA, { id: '2012-2' })).toMatchObject({ kind: 'unchanged', revision: 1 });
    expect(actions()).toEqual(['publication.created']);
  });
});

describe('what there is to know of a publication', () => {
  it('tells what intake would still say of it', async () => {
    await create(house, { manifestations: [{ ...PDF, isbn: '987-952-491-530-4', issn: '1798-7121' }] });
    expect((await house.publications.describe('2012-2'))!.warnings).toEqual([expect.stringContaining('is not that of the series')]);
  });

  it('has the history of it, newest first, with what changed', async () => {
    await create(house);
    await save({ id: '2012-2', sawRevision: 1, value: { ...FORM, year: 2013 } });
    const { history } = (await house.publications.describe('2012-2'))!;
    expect(history.map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
      ['anna', 'publication.replaced', { revision: 2, changes: ['year: 2012 → 2013'] }],
      ['anna', 'publication.created', { revision: 1, title: 'Poliisin tietoyhteiskunta' }],
    ]);
  });
});

describe('a check before saving', () => {
  it('shows every record as harvesters would get it, and commits nothing', async () => {
    const { outcome, preview } = await house.publications.check({ value: FORM, sawRevision: 0 });
    expect(outcome).toMatchObject({ kind: 'done', revision: 0 });
    const shown = preview!.items.map(({ manifestation, formats }) => [manifestation, formats.map(({ metadataPrefix }) => metadataPrefix)]);
    expect(shown).toEqual([
      ['print', ['oai_dc', 'marcxml']],
      ['pdf', ['oai_dc', 'marcxml', 'kk']],
    ]);
    expect(await house.publications.find('2012-2')).toBeUndefined();
    expect(house.audit).toEqual([]);
  });

  it('shows the very text that is then published', async () => {
    const { preview } = await house.publications.check({ value: FORM, sawRevision: 0 });
    await create(house);
    for (const { identifier, formats } of preview!.items) {
      for (const format of formats) {
        const stored = await house.store.findRecord(identifier, format.metadataPrefix);
        expect(new TextDecoder().decode(stored!.metadata)).toBe(format.kind === 'rendered' ? format.xml : '');
      }
    }
  });

  it('has the MARC record by fields', async () => {
    const { preview } = await house.publications.check({ value: FORM, sawRevision: 0 });
    const marc = preview!.items[0]!.formats.flatMap((format) => (format.kind === 'rendered' ? (format.marc ?? []) : []));
    expect(marc[0]!.datafields.find(({ tag }) => tag === '020')).toMatchObject({
      subfields: [{ code: 'a', value: ISBN_PRINT }],
    });
  });

  it('names the records that would become deleted ones', async () => {
    await create(house);
    const { preview } = await house.publications.check({ id: '2012-2', sawRevision: 1, value: { ...FORM, manifestations: [PDF] } });
    expect(preview!.deletions).toEqual([
      { identifier: 'oai:julkaisut.poliisi.fi:poliisi/2012-2-print', metadataPrefix: 'marcxml' },
      { identifier: 'oai:julkaisut.poliisi.fi:poliisi/2012-2-print', metadataPrefix: 'oai_dc' },
    ]);
  });

  it('of a withdrawn publication shows what it would be without that', async () => {
    await create(house);
    await house.publications.withdraw(ANNA, { id: '2012-2', reason: 'x' });
    const { preview } = await house.publications.check({ id: '2012-2', sawRevision: 2, value: FORM });
    expect([preview!.items.length, preview!.deletions]).toEqual([2, []]);
  });
});
