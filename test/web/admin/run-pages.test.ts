import { afterEach, describe, expect, it } from '@jest/globals';
import { buildXml } from '../../../src/xml/build.js';
import { writeMarcRecord } from '../../../src/crosswalk/marc-record.js';
import type { Run } from '../../../src/store/run-ports.js';
import { marcFromLines } from '../../crosswalk/harvested/marc-lines.js';
import { harvest, LIBRARY, olderBook, OLDER_BOOKS, openExampleHouse, type ExampleHouse } from './example-house.js';
import { openHouse, type Browser, type House } from './house.js';
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
  const opened = await openExampleHouse({ records: LIBRARY.slice(0, 14), filled: false, ...options });
  house = opened;
  return opened;
};

/** Presses a button of the overview or of a source, and waits until what it started has come to rest. @returns where the run's page is */
const start = async (opened: House, browser: Browser, source: string, wish: Readonly<Record<string, string>>): Promise<string> => {
  const reply = await browser.submit(`/admin/sources/${source}/runs`, wish, '/admin');
  if (reply.status !== 303) throw new Error(reply.text);
  const at = reply.headers.location!.replace(/\?.*/, '');
  await atRest(opened, at);
  return at;
};

const runOf = (opened: House, at: string): Promise<Run | undefined> =>
  opened.services.harvests.findRun(decodeURIComponent(at.split('/').at(-1)!));

const atRest = async (opened: House, at: string): Promise<Run> => {
  for (let tries = 0; tries < 400; tries += 1) {
    const run = await runOf(opened, at);
    if (run && !opened.services.harvests.isRunning(run.id)) return run;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${at} does not come to rest`);
};

/** A list of twelve books that has lost all but two of them: more than may go at once. */
const braked = async (): Promise<{ readonly opened: ExampleHouse; readonly browser: Browser; readonly at: string }> => {
  const opened = await example({ records: OLDER_BOOKS });
  const browser = await opened.as('administrator');
  await start(opened, browser, 'melinda-oai', { mode: 'full' });
  opened.melinda.hold(
    OLDER_BOOKS.map((record, index) => (index < 2 ? record : { ...record, deleted: true, changed: '2026-02-01T00:00:00Z' })),
  );
  return { opened, browser, at: await start(opened, browser, 'melinda-oai', { mode: 'full' }) };
};

describe('a newcomer without JavaScript', () => {
  it('starts a dry run, reads what it would do, applies it, and finds the record among the older works', async () => {
    const opened = await example();
    const browser = await opened.as('administrator');
    expect((await browser.get('/admin')).text).toMatch(/name="dryRun" value="yes"\/><button>Make a dry run</);
    const at = await start(opened, browser, 'melinda-oai', { mode: 'incremental', dryRun: 'yes' });
    const ready = (await browser.get(at)).text;
    expect(ready).toContain('The dry run is ready: 2 records would change. Nothing was changed.');
    expect(ready).toContain('What it would do');
    expect(ready).toMatch(/<h3[^>]*>Added \(2\)<\/h3>.*Näkyvä partiointi kaupungissa/);
    expect(ready).toContain('href="/admin/explain?record=fi-melinda.990000001"');
    expect((await browser.get('/oai?verb=ListRecords&metadataPrefix=marcxml&set=older')).text).toContain('noRecordsMatch');

    const question = (await browser.get(`${at}/apply`)).text;
    expect(question).toContain('The source is not asked again.');
    expect(question).toContain('Added: 2, updated: 0.');
    const asked = opened.melinda.requests.length;
    const reply = await browser.submit(`${at}/apply`, { reason: 'luettu' }, `${at}/apply`);
    expect(reply.headers.location).toBe(`${at}?done=runApplied`);
    const run = await atRest(opened, at);
    expect(run.state).toBe('completed');
    expect(opened.melinda.requests).toHaveLength(asked);
    expect((await browser.get(at)).text).toMatch(/The run is completed: 2 records changed\..*What it did.*luettu/);
    for (let tries = 0; tries < 40; tries += 1) {
      const { text } = await browser.get('/oai?verb=ListRecords&metadataPrefix=marcxml&set=older');
      if (text.includes('fi-melinda.990000001')) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the record is not in the list');
  });

  it('throws a dry run away, and it can be applied no more', async () => {
    const opened = await example();
    const browser = await opened.as('administrator');
    const at = await start(opened, browser, 'melinda-oai', { mode: 'incremental', dryRun: 'yes' });
    const reply = await browser.submit(`${at}/reject`, {}, `${at}/reject`);
    expect(reply.headers.location).toBe(`${at}?done=runRejected`);
    const late = await browser.get(`${at}/apply`);
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('The state of the run is now: cancelled.')]);
    expect((await browser.submit(`${at}/apply`, {}, '/admin/own')).status).toBe(409);
    expect(await opened.services.store.countHarvested('melinda-oai', 'live')).toBe(0);
  });
});

describe('a run that the brake holds', () => {
  it('is the first thing on the overview', async () => {
    const { browser, at } = await braked();
    const { text } = await browser.get('/admin');
    expect(text).toContain(`<li><a href="${at}">melinda-oai: a run needs approval</a></li>`);
    expect(text).toContain('The brake holds a run: 10 records would go.');
  });

  it('says which records would go, and is applied when a person approves it', async () => {
    const { opened, browser, at } = await braked();
    expect((await browser.get(at)).text).toContain('that 10 records go or change their identifier at once is unusual');
    const question = (await browser.get(`${at}/approve`)).text;
    expect(question).toContain('<b>10 records go or change their identifier.</b>');
    expect(question).toMatch(/Deleted by the source \(10\).*Vanha kirja 3.*Vanha kirja 12/);
    expect(question).not.toMatch(/Vanha kirja 1<|Vanha kirja 2</);
    await browser.submit(`${at}/approve`, { reason: 'kirjasto vahvisti' }, `${at}/approve`);
    const run = await atRest(opened, at);
    expect([run.state, run.transitions.at(-1)!.actor]).toEqual(['completed', 'administrator']);
    expect(await opened.services.store.countHarvested('melinda-oai', 'live')).toBe(2);
    expect((await browser.get(at)).text).toContain('kirjasto vahvisti');
  });

  it('changes nothing when a person rejects it', async () => {
    const { opened, browser, at } = await braked();
    await browser.submit(`${at}/reject`, {}, `${at}/reject`);
    expect((await browser.get(at)).text).toContain('The run was cancelled. Nothing was changed.');
    expect(await opened.services.store.countHarvested('melinda-oai', 'live')).toBe(12);
    expect((await browser.get(at)).text).not.toContain('class="button');
  });

  it('cannot be approved once another run has changed the source, and the page says so', async () => {
    const { opened, browser, at } = await braked();
    opened.melinda.hold([...OLDER_BOOKS, olderBook('990000199', 'Uusi kirja')]);
    await start(opened, browser, 'melinda-oai', { mode: 'full' });
    const reply = await browser.submit(`${at}/approve`, {}, `${at}/approve`);
    expect([reply.status, reply.text]).toEqual([
      409,
      expect.stringMatching(/role="alert".*<span lang="en">What was fetched by run [^<]* is out of date/),
    ]);
  });
});

describe('a run that is under way', () => {
  const slow = async (): Promise<{
    readonly opened: House;
    readonly browser: Browser;
    readonly at: string;
    readonly release: () => void;
  }> => {
    library = await startSlowLibrary();
    library.hold(Array.from({ length: 12 }, (_, index) => `0000000${String(index + 10)}`));
    const gate = library.holdUpAfter(1);
    const opened = await openHouse({ sources: [library.source] });
    house = opened;
    const browser = await opened.as('administrator');
    const reply = await browser.submit('/admin/sources/library/runs', { mode: 'full' }, '/admin');
    await gate.reached;
    return { opened, browser, at: reply.headers.location!.replace(/\?.*/, ''), release: gate.release };
  };

  it('shows how far it is, and only its sentence is read out', async () => {
    const { opened, browser, at, release } = await slow();
    const { text } = await browser.get(at);
    const id = at.split('/').at(-1)!;
    expect(text).toContain(`data-events="/admin/api/runs/${id}/events" data-run="${id}"`);
    expect(text).toContain('<progress aria-label="Progress" value="5" max="12"></progress> 5 seen, of about 12 as the source says');
    expect(text.match(/aria-live/g)).toHaveLength(1);
    expect(/aria-live="polite"><p[^>]*>([^<]*)</.exec(text)![1]).toBe(
      'Records are being fetched from the source. Nothing has been changed yet.',
    );
    expect(text).toContain(`<a href="${at}">Show how far it is now</a>`);
    release();
    await atRest(opened, at);
    expect((await browser.get(at)).text).not.toMatch(/data-events|<progress|Show how far/);
  });

  it('is cancelled after one question, and nothing is changed', async () => {
    const { opened, browser, at, release } = await slow();
    expect((await browser.get(at)).text).toContain(`href="${at}/cancel"`);
    expect((await browser.get(`${at}/cancel`)).text).toContain('A cancelled run cannot be taken up again.');
    const reply = await browser.submit(`${at}/cancel`, { reason: 'väärä lähde' }, `${at}/cancel`);
    expect(reply.headers.location).toBe(`${at}?done=runCancelled`);
    release();
    const run = await atRest(opened, at);
    expect([run.state, run.transitions.at(-1)]).toEqual([
      'cancelled',
      expect.objectContaining({ actor: 'administrator', reason: 'väärä lähde' }),
    ]);
    expect(await opened.services.store.countHarvested('library', 'live')).toBe(0);
    expect((await browser.submit(`${at}/cancel`, {}, '/admin/own')).status).toBe(409);
  });

  it('is in the way of nobody who only reads, and theirs to end it is not', async () => {
    const { opened, at, release } = await slow();
    for (const role of ['reader', 'editor'] as const) {
      const browser = await opened.as(role);
      const page = await browser.get(at);
      expect([page.status, page.text]).toEqual([200, expect.not.stringContaining('class="button')]);
      for (const act of ['cancel', 'approve', 'apply', 'reject']) {
        expect((await browser.get(`${at}/${act}`)).status).toBe(403);
        expect((await browser.submit(`${at}/${act}`, {})).status).toBe(403);
      }
    }
    expect(opened.services.harvests.isRunning(at.split('/').at(-1)!)).toBe(true);
    release();
    await atRest(opened, at);
  });
});

describe('what a run made of the records', () => {
  it('tells each field that is not as it was, with the words before and after', async () => {
    const opened = await example({ records: [olderBook('990000101', 'Vanha nimi'), olderBook('990000102', 'Sama nimi')] });
    await harvest(opened);
    opened.melinda.hold([{ ...olderBook('990000101', 'Uusi nimi'), changed: '2026-02-01T00:00:00Z' }, olderBook('990000102', 'Sama nimi')]);
    const id = await harvest(opened);
    const { text } = await (await opened.as('reader')).get(`/admin/runs/${id}`);
    expect(text).toMatch(/<h3[^>]*>Updated \(1\)/);
    expect(text).toMatch(
      /<th scope="row">245<\/th>.*before<\/span> <del>10 \$a Vanha nimi<\/del>.*after<\/span> <ins>10 \$a Uusi nimi<\/ins>/,
    );
    expect(text).not.toContain('Sama nimi');
  });

  it('groups what could not be read by the fault, and tries those again', async () => {
    const broken = { xml: OLDER_BOOKS[0]!.xml.replace(/<leader>[^<]*/, '<leader>short') };
    const opened = await example({ records: [broken, ...OLDER_BOOKS.slice(1, 3)] });
    const at = `/admin/runs/${await harvest(opened)}`;
    const browser = await opened.as('administrator');
    const { text } = await browser.get(at);
    expect(text).toContain('The run is completed, but 1 record could not be read or published.');
    const form =
      /<li><span lang="en">[^<]*leader[^<]*<\/span>.*?<form method="post" action="([^"]+)">.*?name="id" value="([^"]+)".*?Retry these \(1\)/is.exec(
        text,
      )!;
    expect((await (await opened.as('editor')).get(at)).text).not.toContain('Retry these');
    opened.melinda.hold(OLDER_BOOKS.slice(0, 3));
    const retried = await browser.submit(form[1]!, { mode: 'records', id: form[2]! }, at);
    const run = await atRest(opened, retried.headers.location!.replace(/\?.*/, ''));
    expect([run.request.mode, run.state, run.counters.added]).toEqual(['records', 'completed', 1]);
    expect((await browser.get(at)).text).toContain('These are no longer in quarantine.');
  });

  it('lists the records of one outcome a page at a time', async () => {
    const many = Array.from({ length: 105 }, (_, index) => olderBook(`99000${String(1000 + index)}`, `Kirja ${index}`));
    const opened = await example({ records: many });
    const at = `/admin/runs/${await harvest(opened)}`;
    const browser = await opened.as('reader');
    const whole = (await browser.get(at)).text;
    expect(whole).toContain('<summary>Show 50 records</summary>');
    expect(whole).toContain('These are the first 50 of 105.');
    const first = (await browser.get(`${at}/records?outcome=added`)).text;
    const next = /<a href="([^"]+after=[^"]+)">Next</.exec(first)![1]!.replaceAll('&amp;', '&');
    const second = (await browser.get(next)).text;
    expect([first, second].map((text) => text.match(/Kirja \d+</g)!.length)).toEqual([100, 5]);
    expect(second).not.toContain('>Next<');
    expect((await browser.get(`${at}/records?outcome=unchanged`)).text).toContain('The run has no such records.');
    expect((await browser.get(`${at}/records?outcome=eaten`)).status).toBe(400);
  });

  it('has a log to read and to take along', async () => {
    const opened = await example();
    const at = `/admin/runs/${await harvest(opened)}`;
    const browser = await opened.as('reader');
    const { text } = await browser.get(`${at}/log`);
    expect(text).toMatch(/fetching, by Aino.*staged, by Aino.*completed, by Aino/);
    const download = /<a href="(\/admin\/api\/[^"]+)">Download as text/.exec(text)![1]!;
    expect((await browser.get(download, { Accept: 'text/html' })).headers['content-type']).toMatch(/^text\/plain/);
  });
});

describe('what strangers wrote', () => {
  const EVIL = `<script>alert(1)</script><img src=x onerror="alert(2)">`;
  const SHOWN = EVIL.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const envelope = (inside: string): string =>
    `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-01T12:00:00Z</responseDate><request>http://library/oai</request>${inside}</OAI-PMH>`;
  const evilBook = (title: string, leader = '00000cam a2200000 i 4500'): string =>
    `<record><header><identifier>oai:x:${leader.length}&lt;script&gt;alert(1)&lt;/script&gt;</identifier><datestamp>2026-02-01T00:00:00Z</datestamp></header><metadata>${buildXml(
      writeMarcRecord(
        marcFromLines(`001 990000777
008 021024s1999    fi ||||||||||o000|||fin| 
100 1# $a ${EVIL}
245 10 $a ${title} ${EVIL}
490 1# $a Poliisiosaston julkaisu, $x 1236-049X ; $v 1999, 7`),
      ),
    )
      .replace(/<\?xml[^>]*\?>/, '')
      .replace(/<leader>[^<]*/, `<leader>${leader}`)}</metadata></record>`;

  it('is text on every page: titles, names, identifiers, errors, reasons', async () => {
    let list = `<ListRecords>${evilBook('A')}${evilBook('C', 'short')}</ListRecords>`;
    const source = await startSource(({ params }) => {
      const verb = params.get('verb');
      if (verb === 'Identify')
        return envelope(
          `<Identify><repositoryName>${SHOWN}</repositoryName><baseURL>http://library/oai</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>a@example.fi</adminEmail><earliestDatestamp>2001-01-01T00:00:00Z</earliestDatestamp><deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>`,
        );
      if (verb === 'ListMetadataFormats')
        return envelope(
          `<ListMetadataFormats><metadataFormat><metadataPrefix>${SHOWN}</metadataPrefix><schema>http://s</schema><metadataNamespace>http://n</metadataNamespace></metadataFormat></ListMetadataFormats>`,
        );
      return envelope(list);
    });
    const opened = await openHouse({
      sources: [
        {
          ...{ id: 'library', protocol: 'oai-pmh', url: source.url, metadataPrefix: 'marc21', allowPrivate: true, minDelayMs: 0 },
          select: { issn: ['1236-049X'], seriesTitle: ['Poliisiosaston julkaisu'] },
        },
      ],
    });
    house = opened;
    const browser = await opened.as('administrator');
    const first = await start(opened, browser, 'library', { mode: 'full', reason: EVIL });
    list = `<ListRecords>${evilBook('B')}</ListRecords>`;
    const second = await start(opened, browser, 'library', { mode: 'full', dryRun: 'yes' });
    list = `<error code="badArgument">${SHOWN}</error>`;
    const third = await start(opened, browser, 'library', { mode: 'full' });
    const told: string[] = [];
    const see = (target: string, text: string): void => {
      expect([target, /<script(?! type="module" src=)|<img|<[^>"]*("[^"]*"[^>"]*)* onerror=/.exec(text)?.[0]]).toEqual([target, undefined]);
      if (text.includes('&lt;script>alert(1)')) told.push(target);
    };
    const evil = encodeURIComponent(EVIL);
    const pages = [
      ...[
        '/admin',
        '/admin/sources',
        '/admin/sources/library',
        '/admin/runs',
        `/admin/runs?source=${evil}&from=${evil}`,
        `/admin/runs/${evil}`,
      ],
      ...[first, `${first}/log`, `${first}/records?outcome=added`, `${first}/records?outcome=failed`],
      ...[second, `${second}/log`, `${second}/apply`, `${second}/records?outcome=updated`, third, `${third}/log`],
    ];
    for (const target of pages) see(target, (await browser.get(target)).text);
    see('test', (await browser.submit('/admin/sources/library/test', {}, '/admin/own')).text);
    await source.close();
    const silent = [`${second}/log`, '/admin/sources'].filter((target) => !told.includes(target));
    expect(told).toEqual([...pages, 'test'].filter((target) => !silent.includes(target)));
  });
});
