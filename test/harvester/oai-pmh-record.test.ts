import { describe, expect, it } from '@jest/globals';
import { createOaiPmhClient } from '../../src/harvester/oai-pmh/oai-pmh-client.js';
import type { OaiPmhSource } from '../../src/harvester/oai-pmh/oai-pmh-source.js';
import type { ListRequest, RecordAnswer, SourceClient, SourceDescription } from '../../src/harvester/source-client.js';
import {
  envelope,
  getRecordAnswer,
  header,
  identifiersPage,
  ids,
  listPage,
  marcRecord,
  oaiError,
  oaiRecord,
  oaiRecords,
  tokenElement,
} from './oai-answers.js';
import { createSurroundings, scriptedHttp, type Asked, type Reply, type Script } from './scripted-source.js';

const never = new AbortController().signal;
const clientOf = (
  script: Script,
  more: Partial<OaiPmhSource> = {},
): { readonly client: SourceClient; readonly asked: readonly Asked[] } => {
  const { http, asked } = scriptedHttp(script);
  const source = { id: 'test', url: 'http://source/oai', metadataPrefix: 'marc21', ...more };
  return { client: createOaiPmhClient({ ...createSurroundings(0, http), source }), asked };
};
const [ID] = ids('1') as readonly [string];
const fetchFrom = (reply: Reply | string): Promise<RecordAnswer> => clientOf(() => reply).client.fetchRecord(ID, never);

describe('GetRecord', () => {
  it('brings one record, with the date of the answer', async () => {
    const { client, asked } = clientOf(() => getRecordAnswer(oaiRecord('1')));
    expect(await client.fetchRecord(ID, never)).toEqual({
      kind: 'received',
      record: { identifier: ID, datestamp: '2026-01-02T03:04:05Z', deleted: false, xml: marcRecord('1'), repairs: [] },
      responseDate: '2026-03-01T12:00:00Z',
    });
    expect(asked.map(({ search }) => search)).toEqual(['verb=GetRecord&identifier=oai%3Aexample.fi%3A1&metadataPrefix=marc21']);
  });

  it('T44, T48 brings a deleted one as deleted', async () => {
    const answer = await fetchFrom(getRecordAnswer(`<record>${header('1', ' status="deleted"')}</record>`));
    expect(answer).toMatchObject({ kind: 'received', record: { identifier: ID, deleted: true } });
  });

  it.each([200, 400, 404, 500])('T48 idDoesNotExist under HTTP %d says that it is gone, in its words', async (status) => {
    expect(await fetchFrom({ status, body: oaiError('idDoesNotExist') })).toEqual({
      kind: 'gone',
      inWords: 'idDoesNotExist (idDoesNotExist!)',
    });
  });

  it('cannotDisseminateFormat does not: the record is there, and not for us', async () => {
    expect(await fetchFrom(oaiError('cannotDisseminateFormat'))).toEqual({
      kind: 'unreadable',
      record: { identifier: ID, reason: 'the source cannot give it as marc21: cannotDisseminateFormat (cannotDisseminateFormat!)' },
    });
  });

  it.each([
    ['no metadata', `<record>${header('1')}</record>`, 'no metadata'],
    ['no record', '', 'no record in it'],
    ['two records', oaiRecords('1', '1'), '2 records in it'],
    ['another record', oaiRecord('2'), `the source gave "${ids('2')[0]!}"`],
  ])('with %s is unreadable, under the identifier that was asked for', async (_, content, reason) => {
    const answer = await fetchFrom(getRecordAnswer(content));
    expect(answer).toMatchObject({ kind: 'unreadable', record: { identifier: ID } });
    expect(answer.kind === 'unreadable' && answer.record.reason).toContain(reason);
  });

  it.each([
    ['badArgument', oaiError('badArgument'), 'source-error'],
    ['a list', listPage(oaiRecord('1')), 'not-protocol'],
    ['nothing', envelope(''), 'not-protocol'],
    ['HTTP 500', { status: 500 }, 'status'],
    ['HTTP 404 without a word', { status: 404 }, 'status'],
    ['HTTP 403', { status: 403, body: oaiError('idDoesNotExist') }, 'forbidden'],
  ])('answered by %s fails', async (_, reply, code) => {
    await expect(fetchFrom(reply)).rejects.toMatchObject({ name: 'SourceError', code });
  });
});

describe('ListIdentifiers', () => {
  const list = async (script: Script, request: ListRequest = {}): Promise<readonly (readonly string[])[]> => {
    const pages: (readonly string[])[] = [];
    for await (const page of clientOf(script).client.listIdentifiers!(request, never)) pages.push(page);
    return pages;
  };
  const wrapped = (...numbers: readonly string[]): string => numbers.map((number) => `<record>${header(number)}</record>`).join('');

  it.each([
    ['headers', [header('1'), header('2', ' status="deleted"')].join(''), header('3')],
    ['headers in records, as Melinda sends them', `${wrapped('1')}<record>${header('2', ' status="deleted"')}</record>`, wrapped('3')],
  ])('of %s is read to its end, deletions included', async (_, first, second) => {
    const script: Script = ({ params }) =>
      params.has('resumptionToken') ? identifiersPage(second) : identifiersPage(first, tokenElement('a'));
    expect((await list(script)).flat().toSorted()).toEqual(ids('1', '2', '3'));
  });

  it('is asked for as the standard says, by the granularity of the repository', async () => {
    const { client, asked } = clientOf(({ params }) =>
      params.get('verb') === 'Identify'
        ? envelope('<Identify><granularity>YYYY-MM-DD</granularity></Identify>')
        : identifiersPage(header('1')),
    );
    for await (const page of client.listIdentifiers!({ from: '2026-01-02T03:04:05Z', until: '2026-01-03' }, never))
      expect(page).toEqual(ids('1'));
    expect(asked.at(-1)?.search).toBe('verb=ListIdentifiers&metadataPrefix=marc21&from=2026-01-02&until=2026-01-03');
  });

  it('of nothing is nothing', async () => {
    expect((await list(() => oaiError('noRecordsMatch'))).flat()).toEqual([]);
  });

  it.each([
    ['token-loop', () => identifiersPage(header('1'), tokenElement('a'))],
    ['not-protocol', () => listPage(oaiRecord('1'))],
    ['source-error', () => oaiError('badArgument')],
  ] as const)('%s ends it', async (code, script) => {
    await expect(list(script)).rejects.toMatchObject({ code });
  });
});

describe('Identify', () => {
  const describeWith = (content: string): Promise<SourceDescription> =>
    clientOf(() => envelope(`<Identify>${content}</Identify>`)).client.describe(never);
  const whole = (change: Readonly<Record<string, string>> = {}): string =>
    Object.entries({
      repositoryName: 'Testi',
      baseURL: 'http://example.fi/oai',
      protocolVersion: '2.0',
      adminEmail: 'a@example.fi',
      earliestDatestamp: '2001-02-03T04:05:06Z',
      deletedRecord: 'no',
      granularity: 'YYYY-MM-DDThh:mm:ssZ',
      ...change,
    })
      .map(([name, value]) => (value === '' ? '' : `<${name}>${value}</${name}>`))
      .join('');

  it('of a conforming repository is taken as it is', async () => {
    expect(await describeWith(whole())).toEqual({
      name: 'Testi',
      earliestDatestamp: '2001-02-03T04:05:06Z',
      granularity: 'YYYY-MM-DDThh:mm:ssZ',
      remarks: [],
    });
  });

  it("misspelt like Melinda's is read all the same, and what is misspelt is named", async () => {
    const misspelt = whole({ protocolVersion: '', earliestDatestamp: '', adminEmail: '', procotolVersion: '2.0' });
    expect(await describeWith(`${misspelt}<earliestTimestamp>2001-01-01T00:00:00.000Z</earliestTimestamp>`)).toEqual({
      name: 'Testi',
      earliestDatestamp: '2001-01-01T00:00:00Z',
      granularity: 'YYYY-MM-DDThh:mm:ssZ',
      remarks: [
        'Identify spells protocolVersion as procotolVersion.',
        'Identify spells earliestDatestamp as earliestTimestamp.',
        'Identify lacks adminEmail.',
        'earliestDatestamp "2001-01-01T00:00:00.000Z" has a fraction of a second.',
      ],
    });
  });

  it.each([
    ['', 'Identify lacks earliestDatestamp.'],
    ['0001-01-01', 'earliestDatestamp "0001-01-01" is too early to be true.'],
    ['0001-01-01T00:00:00Z', 'earliestDatestamp "0001-01-01T00:00:00Z" is too early to be true.'],
    ['2035-01-01', 'earliestDatestamp "2035-01-01" is in the future.'],
    ['yesterday', 'earliestDatestamp "yesterday" is not a UTC date.'],
    ['2001-02-30', 'earliestDatestamp "2001-02-30" is not a UTC date.'],
  ])('T36 earliestDatestamp "%s" is not believed', async (earliestDatestamp, remark) => {
    const description = await describeWith(whole({ earliestDatestamp }));
    expect(description).not.toHaveProperty('earliestDatestamp');
    expect(description.remarks).toEqual([remark]);
  });

  it.each(['2001-02-03', '1970-01-01T00:00:00Z'])('T36 earliestDatestamp "%s" is', async (earliestDatestamp) => {
    expect(await describeWith(whole({ earliestDatestamp }))).toMatchObject({ earliestDatestamp, remarks: [] });
  });

  it.each([
    ['YYYY-MM-DD', 'YYYY-MM-DD', []],
    [
      'YYYY-MM-DDThh:mm:ss.sZ',
      'YYYY-MM-DDThh:mm:ssZ',
      ['granularity "YYYY-MM-DDThh:mm:ss.sZ" is none; YYYY-MM-DDThh:mm:ssZ is taken for it.'],
    ],
    ['yyyy-mm-dd', 'YYYY-MM-DD', ['granularity "yyyy-mm-dd" is none; YYYY-MM-DD is taken for it.']],
    ['', undefined, ['Identify lacks granularity.']],
  ])('T34 granularity "%s" is %s', async (said, granularity, remarks) => {
    const description = await describeWith(whole({ granularity: said }));
    expect([description.granularity, description.remarks]).toEqual([granularity, remarks]);
  });

  it('T34 says days once the repository was found to refuse its seconds', async () => {
    const { client } = clientOf(({ params }) => {
      if (params.get('verb') === 'Identify') return envelope(`<Identify>${whole()}</Identify>`);
      return params.get('from')?.includes('T') ? oaiError('badArgument') : listPage(oaiRecord('1'));
    });
    expect((await client.describe(never)).granularity).toBe('YYYY-MM-DDThh:mm:ssZ');
    for await (const page of client.listPages({ from: '2026-01-01T00:00:00Z' }, never)) expect(page.records).toHaveLength(1);
    expect((await client.describe(never)).granularity).toBe('YYYY-MM-DD');
  });

  it('of another version is remarked on', async () => {
    expect((await describeWith(whole({ protocolVersion: '1.1' }))).remarks).toEqual(['protocolVersion is "1.1", not 2.0.']);
  });

  it.each([
    ['source-error', oaiError('badVerb')],
    ['not-protocol', listPage(oaiRecord('1'))],
    ['not-protocol', '<html>Hello</html>'],
  ])('answered otherwise fails: %s', async (code, reply) => {
    await expect(clientOf(() => reply).client.describe(never)).rejects.toMatchObject({ code });
  });
});
