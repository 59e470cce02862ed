import { afterEach, describe, expect, it } from '@jest/globals';
import { harvest, LIBRARY, OLDER_BOOKS, openExampleHouse, type ExampleHouse } from './example-house.js';
import { openHouse, type House } from './house.js';
import { startSource } from '../../harvester/scripted-source.js';
import { startSlowLibrary, type SlowLibrary } from './slow-library.js';

let house: House | undefined;
let library: SlowLibrary | undefined;
afterEach(async () => {
  await house?.stop();
  await library?.close();
  [house, library] = [undefined, undefined];
});

const example = async (options: Parameters<typeof openExampleHouse>[0] = {}): Promise<ExampleHouse> => {
  const opened = await openExampleHouse(options);
  house = opened;
  return opened;
};

const overview = async (opened: House, language = 'en'): Promise<string> =>
  (await (await opened.as('administrator', language)).get('/admin')).text;

describe('the overview', () => {
  it('says in one sentence that nothing needs a person', async () => {
    const opened = await example({ records: OLDER_BOOKS, filled: false });
    await harvest(opened);
    const text = await overview(opened);
    expect(text).toContain('<p class="good">All is well, and nothing is waiting for you.</p>');
    expect(text).not.toContain('Needs a person');
  });

  it('lists what does: quarantine, links to review, an ISBN to check, each with the way there', async () => {
    const broken = { xml: OLDER_BOOKS[0]!.xml.replace(/<leader>[^<]*/, '<leader>short') };
    const opened = await example({ records: [...LIBRARY.slice(0, 15), broken] });
    await harvest(opened);
    const needs = /Needs a person.*?<\/ul>/s.exec(await overview(opened))![0];
    expect(needs).toContain('<a href="/admin/quarantine">1 record in quarantine</a>');
    expect(needs).toContain('<a href="/admin/links">1 link to review</a>');
    expect(needs).toMatch(/<a href="\/admin\/publications\?state=isbnToCheck">\d+ publications? with an ISBN to check<\/a>/);
    const { text } = await (await opened.as('administrator')).get('/admin/publications?state=isbnToCheck');
    expect(text).toMatch(/<option (?:selected value="isbnToCheck"|value="isbnToCheck" selected)/);
  });

  it('tells in the reader’s language that a source is failing, and what the core says of it in English', async () => {
    const library = await startSource(
      () => '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="badArgument">no</error></OAI-PMH>',
    );
    const select = { issn: ['1236-049X'], seriesTitle: [] };
    const settings = {
      id: 'library',
      protocol: 'oai-pmh',
      url: library.url,
      metadataPrefix: 'marc21',
      allowPrivate: true,
      minDelayMs: 0,
      select,
    };
    house = await openHouse({ sources: [settings] });
    const outcome = await house.services.harvests.start({
      ...{ source: 'library', mode: 'full', dryRun: false, approveLargeChange: false, actor: 'Aino' },
    });
    if (outcome.kind !== 'started') throw new Error(outcome.kind);
    await outcome.done;
    const text = await overview(house, 'sv');
    expect(text).toContain('library: skördningen misslyckas');
    expect(text).toMatch(
      /Den senaste körningen misslyckades\. <span lang="en">[^<]*See whether format, set and query in the settings are what the source knows/,
    );
    await library.close();
  });

  it('counts our publications, and the records that harvesters see by set and format', async () => {
    const opened = await example({ records: OLDER_BOOKS });
    await harvest(opened);
    const text = await overview(opened);
    const publications = await opened.services.store.listPublications({ limit: 1000 });
    expect(publications.length).toBeGreaterThan(0);
    expect(text).toContain(
      `<a href="/admin/publications?state=published">${publications.filter(({ publication }) => publication.manifestations.length > 0).length}</a>`,
    );
    expect(text).toMatch(/<code>older<\/code>.*?<td class="num">12<\/td><td class="num">12<\/td><td class="num">0<\/td>/);
    expect(text).toContain('<a href="/oai?verb=ListRecords&amp;metadataPrefix=marcxml">');
  });

  it('tells who harvested from us, and how far they came', async () => {
    const opened = await example({ records: OLDER_BOOKS });
    await harvest(opened);
    expect(await overview(opened)).toContain('Nobody has harvested the catalogue yet.');
    const visitor = opened.visitor();
    for (let tries = 0; tries < 40; tries += 1) {
      const { text } = await visitor.get('/oai?verb=ListRecords&metadataPrefix=oai_dc&set=older', { 'User-Agent': '<b>kerääjä</b>' });
      if (text.includes('<record>')) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const text = await overview(opened);
    expect(text).toMatch(/&lt;b>ker.*<code>ListRecords oai_dc older<\/code>.*<td class="num">1<\/td><td class="num">12<\/td>.*to the end/);
    expect(text).not.toContain('<b>ker');
  });

  it('without sources says how to have some, and without publications how to add them', async () => {
    house = await openHouse();
    const text = await overview(house);
    expect(text).toContain('The settings name no sources to harvest from.');
    expect(text).toContain('There are no publications in the catalogue.');
  });

  it('is asked for again by the script only while something is under way', async () => {
    library = await startSlowLibrary();
    library.hold(['000000001', '000000002', '000000003', '000000004', '000000005', '000000006']);
    const gate = library.holdUpAfter(1);
    house = await openHouse({ sources: [library.source] });
    const outcome = await house.services.harvests.start({
      ...{ source: 'library', mode: 'full', dryRun: false, approveLargeChange: false, actor: 'Aino' },
    });
    if (outcome.kind !== 'started') throw new Error(outcome.kind);
    await gate.reached;
    const busy = await overview(house);
    expect(busy).toContain('data-again="3"');
    expect(busy).toContain('The source is being harvested right now.');
    expect(busy).not.toContain('Run now</button>');
    gate.release();
    await outcome.done;
    expect(await overview(house)).not.toContain('data-again');
  });
});
