import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attributeOf, below, elementsOf, entriesOf, named, readableText, textOf, type HtmlElement } from '../oai-page/html.js';
import { openHouse, type Browser, type House, type Reply } from './house.js';

const PATH = '/admin/publications';

let house: House;
let anna: Browser;
let bo: Browser;
beforeAll(async () => {
  house = await openHouse();
  anna = await house.as('editor');
  bo = await house.as('administrator');
});
afterAll(() => house.stop());

/** The form as the browser would send it: ticked boxes and filled fields, with what the person changes. */
const formOn = (page: string): HtmlElement => named(elementsOf(page), 'form').find((form) => attributeOf(form, 'id') === 'publication')!;
const filledIn = (page: string): Record<string, string> => {
  const form = formOn(page);
  const isUnticked = (control: HtmlElement): boolean =>
    attributeOf(control, 'type') === 'checkbox' && attributeOf(control, 'checked') === undefined;
  const unticked = named(below(form), 'input')
    .filter(isUnticked)
    .map((box) => attributeOf(box, 'name'));
  const entries = Object.fromEntries([...entriesOf(form)].filter(([name]) => !unticked.includes(name)));
  for (const area of named(below(form), 'textarea')) entries[attributeOf(area, 'name')!] = textOf(area);
  return entries;
};
const send = (browser: Browser, target: string, page: string, change: Record<string, string | undefined>): Promise<Reply> => {
  const fields = Object.entries({ ...filledIn(page), ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return browser.ask('POST', target, { form: Object.fromEntries(fields) });
};
const edit = async (browser: Browser, id: string, change: Record<string, string | undefined>): Promise<Reply> => {
  const target = `${PATH}/${id}/edit`;
  return send(browser, target, (await browser.get(target)).text, change);
};
const SAVE = { action: 'save' };

let count = 0;
/** A new publication with a PDF, by intake. */
const stored = async (change: object = {}): Promise<string> => {
  const value = {
    id: `koe-${++count}`,
    title: `Koe ${count}`,
    manifestations: [{ kind: 'pdf', file: { url: 'https://example.fi/a.pdf' } }],
    ...change,
  };
  const outcome = await house.services.intake.edit({ value, sawRevision: 0 });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.publication.id;
};
const formOf = async (id: string) => (await house.services.publications.find(id))!.form;
const oai = async (id: string): Promise<string> =>
  (await house.visitor().get(`/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:julkaisut.poliisi.fi:poliisi/${id}-pdf`)).text;

describe('a new publication on the pages', () => {
  it('is written, previewed and saved without JavaScript, and harvesters get it', async () => {
    const target = `${PATH}/new`;
    const empty = (await anna.get(target)).text;
    const typed = {
      ...{ 'title.text': 'Poliisin tietoyhteiskunta', 'series.code': 'poha', 'series.number': '2', year: '2012', languages: 'fi, sv' },
      ...{
        'contributors[0].family': 'Mäkinen',
        'contributors[0].given': 'Åsa',
        'contributors[1].family': 'Työryhmä',
        'contributors[1].kind': 'corporate',
      },
      ...{ 'manifestations.pdf.isbn': '978-952-491-530-4', 'subjects[1].term': 'poliisi', 'abstracts[0].text': 'Yksi.\r\n\r\nKaksi.' },
    };
    const preview = await send(anna, target, empty, { ...typed, action: 'preview' });
    expect(preview.status).toBe(200);
    const text = readableText(preview.text);
    for (const part of ['oai_dc', 'marcxml', 'Title statement', '245', 'oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf'])
      expect(text).toContain(part);
    expect(await house.services.publications.find('2012-2')).toBeUndefined();
    const saved = await send(anna, target, preview.text, SAVE);
    expect([saved.status, saved.headers.location]).toEqual([303, `${PATH}/2012-2?done=publicationCreated`]);
    expect(await formOf('2012-2')).toMatchObject({
      ...{
        year: 2012,
        languages: ['fin', 'swe'],
        contributors: ['Mäkinen, Åsa', 'Työryhmä'],
        subjects: ['poliisi'],
        abstracts: ['Yksi.\n\nKaksi.'],
      },
      ...{ series: { code: 'poha', number: '2' }, manifestations: [{ kind: 'pdf', isbn: '978-952-491-530-4' }] },
    });
    expect(await oai('2012-2')).toContain('Poliisin tietoyhteiskunta');
  });

  it('is not saved with faults; each is named and linked to its field, and nothing typed is lost', async () => {
    const target = `${PATH}/new`;
    const page = (await anna.get(target)).text;
    const typed = {
      year: '20l2',
      'title.text': 'Uusi',
      'contributors[0].given': 'Åsa',
      'licence.name': 'CC BY',
      'manifestations.pdf.issn': '2242-5641',
    };
    const first = await send(anna, target, page, { ...typed, ...SAVE });
    expect(first.status).toBe(422);
    const body = { 'contributors[1].family': '\u00AD', 'contributors[1].kind': 'corporate' };
    const second = await send(anna, target, first.text, {
      ...body,
      'contributors[0].family': 'Mäki',
      'licence.url': 'https://a.fi/',
      ...SAVE,
    });
    expect(second.status).toBe(422);
    // What only a closer look finds, once the form is right: a name of which nothing can be seen.
    const third = await send(anna, target, second.text, { year: '2012', ...SAVE });
    for (const { text } of [first, second, third]) {
      const elements = elementsOf(text);
      const summary = elements.find((element) => attributeOf(element, 'role') === 'alert')!;
      const targets = named(below(summary), 'a').map((link) => attributeOf(link, 'href')!.slice(1));
      for (const id of targets) {
        const field = elements.find((element) => attributeOf(element, 'id') === id)!;
        expect([id, attributeOf(field, 'aria-invalid')]).toEqual([id, 'true']);
        expect(attributeOf(field, 'aria-describedby')).toContain(`${id}-error`);
      }
      expect(targets.length).toBeGreaterThan(0);
      expect(filledIn(text)).toMatchObject({ 'title.text': 'Uusi', 'contributors[0].given': 'Åsa' });
    }
    expect(readableText(second.text)).toContain('"20l2" is not a whole number');
    expect(readableText(third.text)).toContain('nothing of it can be seen');
  });

  it('tells a wrong ISSN in the language of the person as the script would', async () => {
    const suomi = await house.as('editor', 'fi');
    const page = (await suomi.get(`${PATH}/new`)).text;
    const reply = await send(suomi, `${PATH}/new`, page, { 'title.text': 'Uusi', 'manifestations.pdf.issn': '2242-5641', ...SAVE });
    expect(readableText(reply.text)).toContain('Tarkistusmerkki on 1, mutta muut numerot antavat 0');
  });

  it('gets more rows when the button for them is pressed, and keeps what was typed', async () => {
    const target = `${PATH}/new`;
    const page = (await anna.get(target)).text;
    const rows = (text: string): number => Object.keys(filledIn(text)).filter((name) => /^contributors\[\d+\]\.family$/.test(name)).length;
    expect(rows(page)).toBe(2);
    const more = await send(anna, target, page, { 'contributors[1].family': 'Toinen', 'title.text': 'Uusi', action: 'more:contributors' });
    expect([more.status, rows(more.text)]).toEqual([200, 7]);
    expect(filledIn(more.text)).toMatchObject({ 'contributors[0].family': 'Toinen', 'title.text': 'Uusi' });
  });

  it('sends the form by the Enter key to what changes nothing', async () => {
    const buttons = named(below(formOn((await anna.get(`${PATH}/new`)).text)), 'button');
    expect(attributeOf(buttons[0]!, 'value')).toBe('preview');
  });

  it('asks the catalogue about numbers while they are typed', async () => {
    const id = await stored();
    const fields = named(elementsOf((await anna.get(`${PATH}/${id}/edit`)).text), 'input').filter(
      (field) => attributeOf(field, 'data-suggest') !== undefined,
    );
    expect(fields.map((field) => [attributeOf(field, 'name'), attributeOf(field, 'data-suggest'), attributeOf(field, 'data-of')])).toEqual([
      ['manifestations.print.isbn', 'isbn', id],
      ['manifestations.print.issn', 'issn', id],
      ['manifestations.pdf.isbn', 'isbn', id],
      ['manifestations.pdf.issn', 'issn', id],
    ]);
  });
});

describe('an edit on the pages', () => {
  it('that is sent as it came changes nothing', async () => {
    const id = await stored({
      ...{
        title: { text: 'A', subtitle: 'b', language: 'fi' },
        parallelTitles: ['B', { text: 'C', language: 'sv' }],
        year: 2001,
        genre: 'Opas',
      },
      contributors: ['Mäkinen, Åsa (editor)', { name: 'Yksi, kaksi', role: 'publisher' }, { family: 'Solo' }],
      ...{
        series: { title: 'Muu sarja', number: '3' },
        abstracts: [{ text: 'Yksi.\n\nKaksi.', language: 'fi' }, 'Tre.'],
        languages: ['fi', 'sv'],
      },
      subjects: ['vapaa', { term: 'poliisi', vocabulary: 'yso', uri: 'http://www.yso.fi/onto/yso/p1', language: 'fi' }],
      ...{ landingPage: 'https://example.fi/', licence: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' } },
      accessibility: { status: 'partlyAccessible', text: 'Tekijä sanoo' },
      manifestations: [
        { kind: 'print', isbn: '978-951-98548-9-2', isbnInSource: '987', pages: 10, binding: 'pehmeäkantinen', file: { name: 'x.pdf' } },
        { kind: 'pdf', isbn: '123', urn: 'URN:NBN:fi-fe2012011111', file: { url: 'https://example.fi/a.pdf', mediaType: 'text/plain' } },
      ],
    });
    const before = await formOf(id);
    expect((await edit(anna, id, SAVE)).headers.location).toBe(`${PATH}/${id}?done=publicationUnchanged`);
    expect(await formOf(id)).toEqual(before);
  });

  it('shows in the record that harvesters get', async () => {
    const id = await stored();
    const reply = await edit(anna, id, { 'title.text': 'Korjattu nimeke', ...SAVE });
    expect([reply.status, reply.headers.location]).toEqual([303, `${PATH}/${id}?done=publicationSaved`]);
    expect(await oai(id)).toContain('<dc:title>Korjattu nimeke</dc:title>');
    expect(readableText((await anna.get(`${PATH}/${id}`)).text)).toContain(`titles: Koe ${count} → Korjattu nimeke`);
  });

  it('of two people at once loses nothing: the second sees both versions and saves over the other knowingly', async () => {
    const id = await stored({ year: 2001 });
    const target = `${PATH}/${id}/edit`;
    const mine = (await anna.get(target)).text;
    await edit(bo, id, { genre: 'Bo kirjoitti', year: '2002', ...SAVE });
    const conflict = await send(anna, target, mine, { languages: 'sv', 'title.text': 'Annan nimeke', ...SAVE });
    expect(conflict.status).toBe(409);
    expect((await formOf(id)).title).toBe(`Koe ${count}`);
    const rows = named(elementsOf(conflict.text), 'tr').map((row) => named(below(row), 'th', 'td').map((cell) => textOf(cell)));
    expect(rows).toContainEqual(['Kind of publication', 'nothing', 'Bo kirjoitti', 'nothing']);
    expect(rows).toContainEqual(['Year of publication', '2001', '2002', '2001']);
    expect(rows).toContainEqual(['Languages', 'nothing', 'nothing', 'sv']);
    expect(readableText(conflict.text)).toContain('last changed by administrator');
    expect(filledIn(conflict.text)).toMatchObject({ languages: 'sv', 'title.text': 'Annan nimeke', year: '2001' });
    const saved = await send(anna, target, conflict.text, { genre: 'Bo kirjoitti', ...SAVE });
    expect(saved.status).toBe(303);
    expect(await formOf(id)).toMatchObject({ title: 'Annan nimeke', languages: ['swe'], genre: 'Bo kirjoitti', year: 2001 });
  });

  it('moves a publication to another series by its choice alone', async () => {
    const id = await stored({ series: { code: 'poha', number: '3' } });
    const [, other] = house.services.settings.series;
    await edit(anna, id, { 'series.code': other!.code, ...SAVE });
    expect((await formOf(id)).series).toEqual({ title: other!.title, code: other!.code, number: '3' });
  });

  it('that would delete records for ever asks once and names them', async () => {
    const id = await stored({ manifestations: [{ kind: 'print', pages: 3 }, { kind: 'pdf' }] });
    const asked = await edit(anna, id, { 'manifestations.print.exists': undefined, ...SAVE });
    expect(asked.status).toBe(200);
    expect(readableText(asked.text)).toContain(`oai:julkaisut.poliisi.fi:poliisi/${id}-print (marcxml)`);
    expect((await formOf(id)).manifestations).toHaveLength(2);
    // Whoever puts the tick back has everything again.
    expect(filledIn(asked.text)).toMatchObject({ 'manifestations.print.pages': '3' });
    const button = named(elementsOf(asked.text), 'button').find((each) => attributeOf(each, 'form') === 'publication')!;
    expect(textOf(button)).toBe('Save and delete these records');
    const saved = await send(anna, `${PATH}/${id}/edit`, asked.text, { action: attributeOf(button, 'value') });
    expect(saved.status).toBe(303);
    expect((await formOf(id)).manifestations).toEqual([{ kind: 'pdf' }]);
  });

  it('with an ISBN that is none asks once, and keeps it when the person means it', async () => {
    const id = await stored();
    const asked = await edit(anna, id, { 'manifestations.pdf.isbn': '978-951-98548-9-3', ...SAVE });
    expect(readableText(asked.text)).toContain('the other digits give 2');
    expect((await formOf(id)).manifestations![0]).not.toHaveProperty('isbn');
    const saved = await send(anna, `${PATH}/${id}/edit`, asked.text, { action: 'saveAnyway' });
    expect(saved.status).toBe(303);
    expect((await edit(anna, id, { genre: 'Opas', ...SAVE })).status).toBe(303);
    expect(readableText((await anna.get(`${PATH}/${id}`)).text)).toContain('978-951-98548-9-3 (PDF). That is not a valid ISBN');
  });

  it('does not make a publication of an address that has none', async () => {
    expect((await anna.get(`${PATH}/2099-1/edit`)).status).toBe(404);
    const page = (await anna.get(`${PATH}/new`)).text;
    expect((await send(anna, `${PATH}/2099-1/edit`, page, { 'title.text': 'x', ...SAVE })).status).toBe(404);
  });

  it('with a revision of 0 or none in the form cannot make a second publication', async () => {
    const id = await stored();
    for (const sawRevision of ['0', '', '-1', 'x'])
      expect((await edit(anna, id, { sawRevision, genre: sawRevision, ...SAVE })).status).toBe(303);
    expect((await formOf(id)).genre).toBe('x');
  });
});

describe('withdrawing on the pages', () => {
  const page = (id: string) => `${PATH}/${id}/withdraw`;

  it('asks once, says which records become deleted for ever, and does it', async () => {
    const id = await stored();
    const text = readableText((await anna.get(page(id))).text);
    expect(text).toContain('One item with its 2 records become deleted');
    expect(text).toContain(`oai:julkaisut.poliisi.fi:poliisi/${id}-pdf (marcxml, oai_dc)`);
    const reply = await anna.submit(page(id), { reason: 'Virhe', sawRevision: '1' });
    expect(reply.headers.location).toBe(`${PATH}/${id}?done=publicationWithdrawn`);
    expect(await oai(id)).toContain('status="deleted"');
    const back = await anna.submit(`${PATH}/${id}/restore`, { sawRevision: '2' });
    expect(back.headers.location).toBe(`${PATH}/${id}?done=publicationRestored`);
    expect(await oai(id)).not.toContain('deleted');
  });

  it('needs a reason, and the state that the person saw', async () => {
    const id = await stored();
    expect((await anna.submit(page(id), { reason: ' ', sawRevision: '1' })).status).toBe(422);
    const stale = await anna.submit(page(id), { reason: 'Virhe', sawRevision: '7' });
    expect([stale.status, readableText(stale.text)]).toEqual([409, expect.stringContaining('Somebody else has changed')]);
    expect((await anna.submit(page(id), { reason: 'Virhe' })).status).toBe(409);
    expect((await anna.submit(`${PATH}/${id}/restore`, { sawRevision: '9' })).status).toBe(409);
    expect((await house.services.publications.find(id))!.state).toBe('published');
  });

  it('confirms a suggested ISBN by one press', async () => {
    const id = await stored({ manifestations: [{ kind: 'pdf', isbn: '987-952-491-529-8' }] });
    const buttons = named(elementsOf((await anna.get(`${PATH}/${id}`)).text), 'button').map(textOf);
    expect(buttons).toContain('Confirm 978-952-491-529-8');
    const reply = await anna.submit(`${PATH}/${id}/isbn`, { manifestation: 'pdf', isbn: '9789524915298', sawRevision: '1' });
    expect(reply.headers.location).toBe(`${PATH}/${id}?done=isbnConfirmed`);
    const odd = await anna.submit(`${PATH}/${id}/isbn`, { manifestation: 'pdf', isbn: '978-951-98548-9-2', sawRevision: '2' });
    expect([odd.status, readableText(odd.text)]).toEqual([409, expect.stringContaining('The number was not confirmed')]);
  });
});

describe('the list of publications', () => {
  it('tells a newcomer what to do, and finds what is asked for', async () => {
    const other = await openHouse();
    try {
      const browser = await other.as('editor');
      expect(readableText((await browser.get(PATH)).text)).toContain('Add the first one here');
      await other.services.intake.edit({
        value: { title: 'Åland ja poliisi', year: 2003, manifestations: [{ kind: 'print' }] },
        sawRevision: 0,
      });
      expect(readableText((await browser.get(`${PATH}?q=aland`)).text)).toContain('2003-aland-ja-poliisi');
      expect(readableText((await browser.get(`${PATH}?q=nothing+such`)).text)).toContain('No publication was found');
      expect(readableText((await browser.get(`${PATH}?state=withdrawn`)).text)).not.toContain('aland');
    } finally {
      await other.stop();
    }
  });

  it('shows no way to change anything to who may only read', async () => {
    const reader = await house.as('reader');
    const id = await stored();
    for (const target of [PATH, `${PATH}/${id}`]) {
      const links = named(elementsOf((await reader.get(target)).text), 'a').map((link) => attributeOf(link, 'href'));
      expect(links.filter((href) => /\/(?:new|edit|withdraw)$/.test(href ?? ''))).toEqual([]);
    }
    for (const rest of ['/edit', '/withdraw']) expect((await reader.get(`${PATH}/${id}${rest}`)).status).toBe(403);
    expect((await reader.get(`${PATH}/new`)).status).toBe(403);
  });
});

describe('what somebody wrote into the fields', () => {
  const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\' javascript:alert(3)';
  /** As a browser would build the page: nothing of it is an element or an address of its own. */
  const expectHarmless = (page: string): void => {
    const elements = elementsOf(page);
    expect(named(elements, 'script').map((script) => [attributeOf(script, 'src')?.startsWith('/admin/assets/'), textOf(script)])).toEqual([
      [true, ''],
    ]);
    expect(named(elements, 'img')).toEqual([]);
    expect(elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name.startsWith('on') || name === 'style'))).toEqual([]);
    const addresses = elements.flatMap(({ attrs }) => attrs.filter(({ name }) => ['href', 'src', 'action', 'formaction'].includes(name)));
    expect(
      addresses.filter(
        ({ value }) => !/^(?:\/(?:admin|oai)|#|https:\/\/example\.fi\/|https:\/\/urn\.fi\/URN:ISBN:[\d-]+$|data:,)/.test(value),
      ),
    ).toEqual([]);
  };

  it('comes out as text on every page', async () => {
    const id = await stored({
      ...{ title: { text: HOSTILE, subtitle: HOSTILE }, parallelTitles: [HOSTILE], genre: HOSTILE, landingPage: 'https://example.fi/' },
      contributors: [{ family: HOSTILE, given: HOSTILE }, { name: HOSTILE }],
      ...{ series: { title: HOSTILE, number: HOSTILE.slice(0, 40) }, abstracts: [HOSTILE], subjects: [{ term: HOSTILE }], year: 1999 },
      ...{ licence: { name: HOSTILE, url: 'https://example.fi/' }, accessibility: { status: 'unknown', text: HOSTILE } },
      manifestations: [
        { kind: 'print', isbn: HOSTILE.slice(0, 100), binding: HOSTILE },
        {
          kind: 'pdf',
          isbn: '978-952-491-531-1',
          isbnInSource: HOSTILE.slice(0, 100),
          file: { url: 'https://example.fi/', name: HOSTILE },
        },
      ],
    });
    const target = `${PATH}/${id}/edit`;
    const form = (await anna.get(target)).text;
    const pages = [
      form,
      ...(await Promise.all(
        [`${PATH}?q=${encodeURIComponent(HOSTILE)}`, PATH, `${PATH}/${id}`, `${PATH}/${id}/withdraw`].map(
          async (each) => (await anna.get(each)).text,
        ),
      )),
      (await send(anna, target, form, { action: 'preview', genre: `${HOSTILE}2` })).text,
      (await send(anna, target, form, { action: 'more:subjects' })).text,
      (await send(anna, target, form, { ...SAVE, year: HOSTILE, landingPage: 'javascript:alert(1)', 'manifestations.pdf.issn': HOSTILE }))
        .text,
      (await send(anna, target, form, { ...SAVE, sawRevision: '7', base: JSON.stringify({ genre: HOSTILE, 'title.text': HOSTILE }) })).text,
      (
        await send(anna, target, form, {
          ...SAVE,
          'manifestations.print.exists': undefined,
          'manifestations.pdf.isbn': HOSTILE.slice(0, 90),
        })
      ).text,
      (await anna.submit(`${PATH}/${id}/withdraw`, { reason: HOSTILE, sawRevision: '9' })).text,
    ];
    await house.services.publications.withdraw({ name: HOSTILE }, { id, reason: HOSTILE });
    pages.push((await anna.get(`${PATH}/${id}`)).text);
    for (const page of pages) {
      expect(page).toContain('&lt;script>alert(1)');
      expectHarmless(page);
    }
  });

  it('makes no link of what is no web address', async () => {
    const id = await stored();
    const reply = await edit(anna, id, {
      landingPage: 'javascript:alert(1)',
      'licence.url': 'javascript:alert(1)',
      'licence.name': 'x',
      ...SAVE,
    });
    expect(reply.status).toBe(422);
    expectHarmless(reply.text);
  });
});
