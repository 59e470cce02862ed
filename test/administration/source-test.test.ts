import { describe, expect, it } from '@jest/globals';
import { createSourceTests, type SourceTestReport, type SourceTests } from '../../src/administration/source-test.js';
import { createJudge } from '../../src/harvester/reading/judge.js';
import { createOaiPmhClient } from '../../src/harvester/oai-pmh/oai-pmh-client.js';
import type { HarvestSource } from '../../src/harvester/run/harvest-source.js';
import type { SourceClient } from '../../src/harvester/source-client.js';
import { SourceError } from '../../src/harvester/source-error.js';
import type { AuditEntry } from '../../src/store/account-ports.js';
import { SOURCE, START } from '../harvester/run/installation.js';
import { book, createModelSource, held, idOf, numbers, stranger } from '../harvester/run/model-source.js';
import { createSurroundings, scriptedHttp, type Script } from '../harvester/scripted-source.js';

const NEVER = new AbortController().signal;

interface Bench {
  readonly tests: SourceTests;
  readonly audited: readonly Omit<AuditEntry, 'number' | 'at'>[];
  run(): Promise<SourceTestReport>;
}

const benchOf = (client: SourceClient, limitMs?: number): Bench => {
  const judge = createJudge({ rules: SOURCE.select, authority: 'FI-LIB' });
  const source: HarvestSource = {
    ...{ id: 'library', isSnapshot: false, client, impatient: client, overlapHours: 24, removalBrake: 0.1 },
    listPages: (request, signal) => client.listPages(request, signal),
    judge: (xml) => judge.judgeXml(xml),
  };
  const audited: Omit<AuditEntry, 'number' | 'at'>[] = [];
  let now = START;
  const tests = createSourceTests({
    settings: { sources: [SOURCE] },
    sources: new Map([['library', source]]),
    accounts: { audit: async ({ actor, ...entry }) => void audited.push({ ...entry, actor: actor.name }) },
    clock: () => (now += 500),
    ...(limitMs !== undefined && { limitMs }),
  });
  return {
    tests,
    audited,
    run: async () => {
      const outcome = await tests.test('library', { name: 'Maija' }, NEVER);
      if (outcome.kind !== 'tested') throw new Error(outcome.kind);
      return outcome.report;
    },
  };
};

const failWith = (error: SourceError) => async (): Promise<never> => Promise.reject(error);

const IDENTIFY = (
  mark = '',
) => `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-01T12:00:00Z</responseDate><request>http://source/oai</request>
<Identify><repositoryName>Kirjasto${mark}</repositoryName><baseURL>http://source/oai</baseURL><procotolVersion>2.0</procotolVersion><adminEmail>a@example.fi</adminEmail><earliestDatestamp>2001-01-01T00:00:00Z</earliestDatestamp><deletedRecord>transient</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify></OAI-PMH>`;
const FORMATS = (
  ...prefixes: readonly string[]
) => `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-01T12:00:00Z</responseDate><request>http://source/oai</request>
<ListMetadataFormats>${prefixes.map((prefix) => `<metadataFormat><metadataPrefix>${prefix}</metadataPrefix><schema>http://s</schema><metadataNamespace>http://n</metadataNamespace></metadataFormat>`).join('')}</ListMetadataFormats></OAI-PMH>`;
const ERROR = (code: string) =>
  `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-01T12:00:00Z</responseDate><request>http://source/oai</request><error code="${code}">no</error></OAI-PMH>`;
const PAGE = `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-01T12:00:00Z</responseDate><request>http://source/oai</request><ListRecords>
<record><header><identifier>${idOf('000000001')}</identifier><datestamp>2026-02-01T00:00:00Z</datestamp></header><metadata>${book('000000001').replace(/<\?xml[^>]*\?>/, '')}</metadata></record>
<resumptionToken completeListSize="240">next</resumptionToken></ListRecords></OAI-PMH>`;

const repository = (script: Script): { readonly bench: Bench; readonly asked: () => readonly (string | null)[] } => {
  const { http, asked } = scriptedHttp(script);
  const { pace, patience } = createSurroundings();
  const client = createOaiPmhClient({
    http,
    pace,
    patience: { ...patience, attempts: 1 },
    source: { ...SOURCE, url: 'http://source/oai?apikey=sala' },
  });
  return { bench: benchOf(client), asked: () => asked.map(({ params }) => params.get('verb') ?? '') };
};

describe('a test of a source', () => {
  it('tells what a harvest would make of its first page, and asks for no more', async () => {
    const library = createModelSource({ pageSize: 6 });
    library.hold(
      ...numbers(2).map((number) => held(number)),
      held('000000003', { xml: stranger('000000003') }),
      held('000000004', { deleted: true }),
      held('000000005', { unreadable: 'it has no leader' }),
      held('000000006', { repairs: ['an ampersand was escaped'] }),
      ...numbers(20)
        .slice(6)
        .map((number) => held(number)),
    );
    library.doubt('the page says two different sizes');
    const pages: number[] = [];
    library.onPage(async (page) => void pages.push(page));
    const report = await benchOf(library.client).run();
    expect(report.page).toMatchObject({
      records: 6,
      completeListSize: 20,
      hasMore: true,
      bytes: 1000,
      selected: { count: 3, reasons: [{ count: 3, message: expect.stringContaining('1236-049X') }] },
      outOfScope: { count: 1, reasons: [{ count: 1, identifiers: [idOf('000000003')] }] },
      deleted: 1,
      unreadable: { count: 1, reasons: [{ message: 'it has no leader', count: 1, identifiers: [idOf('000000005')] }] },
      repaired: { count: 1, repairs: [{ message: 'an ampersand was escaped', count: 1 }] },
    });
    expect(report.page?.selected.first[0]).toMatchObject({ localId: 'fi-lib.000000001', title: 'Kirja 000000001' });
    expect([report.warnings, report.faults, report.took > 0]).toEqual([['the page says two different sizes'], [], true]);
    expect(pages).toEqual([0]);
  });

  it('of a repository asks for Identify, the formats and one page, and tells its oddities', async () => {
    const { bench, asked } = repository(({ params }) => {
      const verb = params.get('verb');
      return verb === 'Identify' ? IDENTIFY() : verb === 'ListMetadataFormats' ? FORMATS('oai_dc', 'marc21') : PAGE;
    });
    const report = await bench.run();
    expect(report).toMatchObject({
      description: { name: 'Kirjasto', earliestDatestamp: '2001-01-01T00:00:00Z', granularity: 'YYYY-MM-DDThh:mm:ssZ' },
      formats: ['oai_dc', 'marc21'],
      remarks: ['Identify spells protocolVersion as procotolVersion.'],
      page: { records: 1, completeListSize: 240, hasMore: true, selected: { count: 1 } },
      faults: [],
    });
    expect(asked().slice(0, 3)).toEqual(['Identify', 'ListMetadataFormats', 'ListRecords']);
    // The page after it may be on its way already when nobody wants it any more.
    expect(asked().length).toBeLessThanOrEqual(4);
  });

  it('says when the format of the settings is not among those that it offers', async () => {
    const { bench } = repository(({ params }) => {
      const verb = params.get('verb');
      return verb === 'Identify' ? IDENTIFY() : verb === 'ListMetadataFormats' ? FORMATS('oai_dc') : ERROR('cannotDisseminateFormat');
    });
    const report = await bench.run();
    expect(report.remarks).toContain('The settings ask for marc21, which is not among the formats that it offers: oai_dc.');
    expect(report.faults).toEqual([
      {
        step: 'page',
        code: 'source-error',
        message: expect.stringContaining('cannotDisseminateFormat'),
        remedy: expect.stringContaining('format'),
      },
    ]);
    expect(JSON.stringify(report)).not.toContain('sala');
  });

  it('goes on to the list where Identify alone is broken', async () => {
    const { bench } = repository(({ params }) => {
      const verb = params.get('verb');
      return verb === 'Identify' ? ERROR('badVerb') : verb === 'ListMetadataFormats' ? { status: 500, body: 'oops' } : PAGE;
    });
    const report = await bench.run();
    expect(report.faults.map(({ step, code }) => [step, code])).toEqual([
      ['describe', 'source-error'],
      ['formats', 'status'],
    ]);
    expect([report.description, report.page?.records]).toEqual([undefined, 1]);
  });

  it('does not go on where nobody is there', async () => {
    const { bench, asked } = repository(() => ({ broken: true }));
    const report = await bench.run();
    expect(report.faults).toHaveLength(1);
    expect(report.faults[0]).toMatchObject({ step: 'describe', code: 'network' });
    expect(asked()).toEqual(['Identify']);
  });

  it('of an empty list finds nothing, and no fault in that', async () => {
    const { bench } = repository(({ params }) => {
      const verb = params.get('verb');
      return verb === 'Identify' ? IDENTIFY() : verb === 'ListMetadataFormats' ? FORMATS('marc21') : ERROR('noRecordsMatch');
    });
    expect(await bench.run()).toMatchObject({ faults: [], page: { records: 0, hasMore: false, selected: { count: 0, first: [] } } });
  });

  it('ends when its time is up, and says that it was its time', async () => {
    const { client } = createModelSource();
    const untilStopped = (signal: AbortSignal): Promise<never> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new SourceError('cancelled', 'the harvest was cancelled'))));
    const report = await benchOf({ ...client, describe: untilStopped }, 30).run();
    expect(report.faults).toEqual([
      {
        step: 'describe',
        code: 'timeout',
        message: 'The test was ended after 0 s without an answer',
        remedy: expect.stringContaining('Test it again'),
      },
    ]);
  });

  it('ends when whoever wanted it has gone', async () => {
    const gone = new AbortController();
    const { client } = createModelSource();
    const describe = async (signal: AbortSignal): Promise<never> => {
      gone.abort();
      throw new SourceError('cancelled', signal.aborted ? 'the harvest was cancelled' : 'nobody told');
    };
    const outcome = await benchOf({ ...client, describe }).tests.test('library', { name: 'Maija' }, gone.signal);
    expect(outcome).toMatchObject({ report: { faults: [{ code: 'cancelled', message: 'the harvest was cancelled' }] } });
  });

  it('is one at a time of a source, and the next may come as soon as it has ended, however that was', async () => {
    let answer = (): void => undefined;
    const { client } = createModelSource();
    const describe = (): Promise<never> => new Promise((_, reject) => (answer = () => reject(new TypeError('a fault of ours'))));
    const { tests, audited } = benchOf({ ...client, describe });
    const first = tests.test('library', { name: 'Maija' }, NEVER);
    expect(await tests.test('library', { name: 'Kalle' }, NEVER)).toEqual({ kind: 'busy' });
    await new Promise((resolve) => setImmediate(resolve));
    answer();
    await expect(first).rejects.toThrow('a fault of ours');
    const again = tests.test('library', { name: 'Kalle' }, NEVER);
    await new Promise((resolve) => setImmediate(resolve));
    answer();
    await expect(again).rejects.toThrow('a fault of ours');
    expect(audited.map(({ actor }) => actor)).toEqual(['Maija', 'Kalle']);
  });

  it('is written down before it is begun, and not begun for a source that there is not', async () => {
    const library = createModelSource();
    library.hold(held('000000001'));
    const { tests, audited } = benchOf({ ...library.client, describe: failWith(new SourceError('network', 'gone')) });
    expect(await tests.test('nobody', { name: 'Maija' }, NEVER)).toEqual({ kind: 'noSuchSource' });
    expect(audited).toEqual([]);
    await tests.test('library', { name: 'Maija' }, NEVER);
    expect(audited).toEqual([{ actor: 'Maija', action: 'source.tested', target: 'library' }]);
  });
});
