import { afterEach, describe, expect, it } from '@jest/globals';
import { harvest, LIBRARY, openExampleHouse, type ExampleHouse } from './example-house.js';
import { openHouse, type House } from './house.js';
import { startSlowLibrary, type SlowLibrary } from './slow-library.js';

let house: House | undefined;
let library: SlowLibrary | undefined;
afterEach(async () => {
  await house?.stop();
  await library?.close();
  [house, library] = [undefined, undefined];
});

const example = async (options: Parameters<typeof openExampleHouse>[0] = {}): Promise<ExampleHouse> => {
  const opened = await openExampleHouse({ records: LIBRARY.slice(0, 15), filled: false, ...options });
  house = opened;
  return opened;
};

const slow = async (): Promise<{ readonly house: House; readonly library: SlowLibrary }> => {
  library = await startSlowLibrary();
  library.hold(['000000001', '000000002', '000000003', '000000004', '000000005', '000000006']);
  house = await openHouse({ sources: [library.source] });
  return { house, library };
};

/** Where a run's page stands. */
const runAt = (location: string | undefined): string => location!.replace(/\?.*/, '');

describe('the list of the sources', () => {
  it('says of each how it is, how many records it has and when it comes next', async () => {
    const opened = await example();
    await harvest(opened);
    const { text } = await (await opened.as('reader')).get('/admin/sources');
    expect(text).toMatch(/melinda-oai<\/a>.*All is well; last harvested at.*<td class="num">3<\/td>/);
    expect(text).toMatch(/melinda-sru<\/a>.*has never been harvested.*by hand only/);
  });

  it('of settings without sources says what to do', async () => {
    house = await openHouse();
    expect((await (await house.as('reader')).get('/admin/sources')).text).toContain('Add one under “sources” in the settings file');
  });
});

describe('the page of a source', () => {
  it('tells its rules, schedule and brake in words', async () => {
    const opened = await example();
    const { text } = await (await opened.as('reader')).get('/admin/sources/melinda-oai');
    expect(text).toContain('records whose series has the ISSN 1236-049X');
    expect(text).toContain('“Suomi. Sisäasiainministeriö. Poliisiosasto” is responsible and that came out before 2020');
    expect(text).toMatch(/<code>15 3 \* \* \*<\/code>/);
    expect(text.match(/<li><time[^>]*>[^<]* 3:15<\/time><\/li>/g)).toHaveLength(5);
    expect(text).toContain('if more than 10% of the records would go at once');
    expect(text).toContain('not yet up to anything');
  });

  it('tells the next times in the zone of the pages, and in that of the schedule where it is another', async () => {
    library = await startSlowLibrary();
    house = await openHouse({ sources: [{ ...library.source, schedule: '0 12 * * *', timezone: 'UTC' }] });
    const { text } = await (await house.as('reader')).get('/admin/sources/library');
    expect(text).toMatch(/1[45]:00<\/time><small class="quiet"> · [^<]*12:00<\/small>/);
    expect(text).toContain('in the schedule’s own zone UTC');
  });

  it('never shows the key in its address', async () => {
    const opened = await slow();
    for (const target of ['/admin', '/admin/sources', '/admin/sources/library']) {
      expect((await (await opened.house.as('administrator')).get(target)).text).not.toContain('kanarialintu');
    }
  });

  it('of one that there is not says where they are', async () => {
    const opened = await example();
    const reply = await (await opened.as('reader')).get('/admin/sources/%3Cb%3E');
    expect([reply.status, reply.text]).toEqual([404, expect.stringContaining('There is no source “&lt;b>”')]);
  });

  it('offers neither a run nor a test to those who may not harvest', async () => {
    const opened = await example();
    for (const role of ['reader', 'editor'] as const) {
      const browser = await opened.as(role);
      for (const target of ['/admin', '/admin/sources/melinda-oai']) {
        expect((await browser.get(target)).text).not.toMatch(/action="\/admin\/sources/);
      }
      for (const sub of ['runs', 'test']) {
        expect((await browser.submit(`/admin/sources/melinda-oai/${sub}`, { mode: 'full' })).status).toBe(403);
      }
    }
    expect(await opened.services.harvests.listRuns({ limit: 1 })).toEqual([]);
  });
});

describe('a run started on the page of a source', () => {
  it('is offered as a dry run until the source has been harvested', async () => {
    const opened = await example();
    const browser = await opened.as('administrator');
    const ticked = /<input id="dryRun"[^>]* checked/;
    expect((await browser.get('/admin/sources/melinda-oai')).text).toMatch(ticked);
    await harvest(opened);
    expect((await browser.get('/admin/sources/melinda-oai')).text).not.toMatch(ticked);
  });

  it('is what was asked for, by whom and why', async () => {
    const opened = await example();
    const browser = await opened.as('administrator');
    const wish = { mode: 'range', from: '2026-01-01', until: '2026-01-31', limit: '7', dryRun: 'yes', reason: ' kokeilu ' };
    const reply = await browser.submit('/admin/sources/melinda-oai/runs', wish, '/admin/sources/melinda-oai');
    expect([reply.status, reply.headers.location]).toEqual([
      303,
      expect.stringMatching(/^\/admin\/runs\/.*-melinda-oai\?done=runStarted$/),
    ]);
    const [run] = await opened.services.harvests.listRuns({ limit: 1 });
    expect(run!.request).toEqual({
      ...{ source: 'melinda-oai', mode: 'range', from: '2026-01-01', until: '2026-01-31', limit: 7, dryRun: true },
      ...{ approveLargeChange: false, actor: 'administrator', reason: 'kokeilu' },
    });
  });

  it('of single records takes each line as an identifier, whatever stands in it', async () => {
    const opened = await example();
    const browser = await opened.as('administrator');
    const ids = 'oai:melinda.kansalliskirjasto.fi/990000001\r\n\r\n  oai:x y&z  \r\n';
    const reply = await browser.submit('/admin/sources/melinda-oai/runs', { mode: 'records', ids }, '/admin/sources/melinda-oai');
    expect(reply.status).toBe(303);
    const [run] = await opened.services.harvests.listRuns({ limit: 1 });
    expect(run!.request.ids).toEqual(['oai:melinda.kansalliskirjasto.fi/990000001', 'oai:x y&z']);
  });

  it.each([
    [{ mode: 'range' }, 'Give the beginning or the end of the range.', 'from'],
    [{ mode: 'range', from: '31.1.2026' }, 'The beginning of the range is no day.', 'from'],
    [{ mode: 'range', until: '2026-02-30' }, 'The end of the range is no day.', 'until'],
    [{ mode: 'range', from: '2026-02-01', until: '2026-01-01' }, 'The range ends before it begins.', 'until'],
    [{ mode: 'range', from: '2999-01-01' }, 'The range begins in the future.', 'from'],
    [{ mode: 'full', from: '2026-01-01' }, 'Days go with a range of time.', 'from'],
    [{ mode: 'records' }, 'List the identifiers of the records to fetch', 'ids'],
    [{ mode: 'full', ids: 'x' }, 'Identifiers go with single records.', 'ids'],
    [{ mode: 'full', limit: '-1' }, 'The highest number of records must be a whole number', 'limit'],
    [{ mode: 'full', reason: 'x'.repeat(501) }, 'The reason is too long.', 'reason'],
    [{ mode: 'everything' }, 'Choose what to fetch.', 'mode-incremental'],
  ])('%j is refused with a sentence at its field', async (wish, sentence, field) => {
    const opened = await example();
    const reply = await (await opened.as('administrator')).submit('/admin/sources/melinda-oai/runs', wish, '/admin/sources/melinda-oai');
    expect(reply.status).toBe(422);
    expect(reply.text).toMatch(new RegExp(`<a href="#${field}">${sentence}`));
    expect(reply.text).toContain(`id="${field}"`);
    expect(await opened.services.harvests.listRuns({ limit: 1 })).toEqual([]);
  });

  it('leads back to the source whoever comes to the address of a form by itself, as the links to the languages do', async () => {
    const browser = await (await example()).as('administrator');
    for (const sub of ['runs', 'test']) {
      expect((await browser.get(`/admin/sources/melinda-oai/${sub}`)).headers.location).toBe('/admin/sources/melinda-oai');
    }
  });

  it('that is refused keeps what was typed', async () => {
    const opened = await example();
    const wish = {
      mode: 'range',
      from: '2026-02-01',
      until: '2026-01-01',
      limit: '9',
      approveLargeChange: 'yes',
      reason: '"><script>x</script>',
    };
    const { text } = await (await opened.as('administrator')).submit('/admin/sources/melinda-oai/runs', wish, '/admin/sources/melinda-oai');
    expect(text).toMatch(/id="mode-range"[^>]* checked/);
    expect(text).toMatch(/id="from"[^>]*value="2026-02-01"/);
    expect(text).toMatch(/id="limit"[^>]*value="9"/);
    expect(text).toMatch(/id="approveLargeChange"[^>]* checked/);
    expect(text).not.toMatch(/id="dryRun"[^>]* checked/);
    expect(text).toContain('value="&quot;>&lt;script>x&lt;/script>"');
  });

  it('of a range is not offered where the source knows no changes, and is refused by the core', async () => {
    const opened = await example();
    const browser = await opened.as('administrator');
    expect((await browser.get('/admin/sources/melinda-sru')).text).not.toContain('id="mode-range"');
    const reply = await browser.submit(
      '/admin/sources/melinda-sru/runs',
      { mode: 'range', from: '2026-01-01' },
      '/admin/sources/melinda-sru',
    );
    expect([reply.status, reply.text]).toEqual([
      422,
      expect.stringContaining('<span lang="en">melinda-sru cannot be asked for a range of time'),
    ]);
  });

  it('says which run is in the way, with the way to it', async () => {
    const opened = await slow();
    const gate = opened.library.holdUpAfter(1);
    const browser = await opened.house.as('administrator');
    const first = await browser.submit('/admin/sources/library/runs', { mode: 'full' }, '/admin/sources/library');
    await gate.reached;
    const second = await browser.submit('/admin/sources/library/runs', { mode: 'full' }, '/admin/sources/library');
    expect(second.status).toBe(409);
    expect(second.text).toContain('The source is being harvested already');
    expect(second.text).toContain(`<a href="${runAt(first.headers.location)}">Show the run that is under way</a>`);
    expect((await browser.get('/admin')).text).toContain('5 seen, 5 selected');
    gate.release();
  });
});

describe('the test of a source', () => {
  it('tells what the source is, what it would give, and why not the rest', async () => {
    const opened = await example();
    const browser = await opened.as('administrator');
    const { status, text } = await browser.submit('/admin/sources/melinda-oai/test', {}, '/admin/sources/melinda-oai');
    expect(status).toBe(200);
    expect(text).toContain('The source answers as it should.');
    expect(text).toMatch(/Formats<\/dt><dd[^>]*>[^<]*melinda_marc/);
    expect(text).toMatch(/Would be taken<\/th><td class="num">1</);
    expect(text).toContain('Näkyvä partiointi kaupungissa');
    expect(text).toContain('the record of the series 1236-049X itself');
    expect(text).toContain('The page has 5 records, and the list goes on.');
    expect(await opened.services.harvests.listRuns({ limit: 1 })).toEqual([]);
  });

  it('tells what did not work and what to do', async () => {
    const opened = await slow();
    opened.library.breakDown(true);
    const browser = await opened.house.as('administrator', 'fi');
    const { text } = await browser.submit('/admin/sources/library/test', {}, '/admin/sources/library');
    expect(text).toContain('Kaikki ei onnistunut.');
    expect(text).toMatch(/Kuka lähde on:<\/b> <span lang="en">[^<]*500/);
    expect(text).toContain('Mitä tehdä: <span lang="en">Test it again in a while');
    expect(text).not.toContain('kanarialintu');
  }, 30_000);
});

describe('every page about sources', () => {
  it.each(['fi', 'sv', 'en'])('is there in %s', async (language) => {
    const opened = await example();
    await harvest(opened);
    const browser = await opened.as('administrator', language);
    for (const target of ['/admin', '/admin/sources', '/admin/sources/melinda-oai', '/admin/sources/melinda-sru']) {
      const { status, text } = await browser.get(target);
      expect([status, /<html lang="(\w+)"/.exec(text)![1]]).toEqual([200, language]);
      expect(text).not.toMatch(/undefined|\[object|NaN/);
    }
  });
});
