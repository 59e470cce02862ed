import { describe, expect, it } from '@jest/globals';
import { createSruClient } from '../../src/harvester/sru/sru-client.js';
import type { SourceClient } from '../../src/harvester/source-client.js';
import type { SruSource } from '../../src/harvester/sru/sru-source.js';
import { marcRecord } from './oai-answers.js';
import { createSurroundings, scriptedHttp, type Asked, type Reply } from './scripted-source.js';

const never = new AbortController().signal;
const SRU = 'http://docs.oasis-open.org/ns/search-ws/sruResponse';
const answer = (total: number, records = '', after = ''): string =>
  `<zs:searchRetrieveResponse xmlns:zs="${SRU}"><zs:numberOfRecords>${total}</zs:numberOfRecords><zs:records>${records}</zs:records>${after}</zs:searchRetrieveResponse>`;
const wrap = (number: string): string =>
  `<zs:record><zs:recordData>${marcRecord(number)}</zs:recordData><zs:recordIdentifier>${number}</zs:recordIdentifier></zs:record>`;
const diagnostic = (number: string): string =>
  `<zs:diagnostics><diagnostic xmlns="http://docs.oasis-open.org/ns/search-ws/diagnostic"><uri>info:srw/diagnostic/1/${number}</uri><message>No</message></diagnostic></zs:diagnostics>`;

const clientOf = (
  reply: Reply | string,
  more: Partial<SruSource> = {},
): { readonly client: SourceClient; readonly asked: readonly Asked[] } => {
  const { http, asked } = scriptedHttp(() => reply);
  const source = {
    id: 'test',
    url: 'http://source/sru',
    version: '2.0',
    queries: ['q'],
    recordSchema: 'marcxml',
    pageSize: 10,
    ...more,
  } as const;
  return { client: createSruClient({ ...createSurroundings(0, http), source }), asked };
};

describe('one record of an SRU source', () => {
  it('is asked for by its number, quoted, in the index of numbers', async () => {
    const { client, asked } = clientOf({ body: answer(1, wrap('000000007')), headers: { Date: 'Sun, 01 Mar 2026 12:00:30 GMT' } });
    expect(await client.fetchRecord('000000007', never)).toEqual({
      kind: 'received',
      record: { identifier: '000000007', deleted: false, xml: marcRecord('000000007'), repairs: [] },
      responseDate: '2026-03-01T12:00:30Z',
    });
    expect(Object.fromEntries(asked[0]!.params)).toMatchObject({ query: 'rec.id="000000007"', startRecord: '1', maximumRecords: '2' });
  });

  it('S12 is asked for in the index that the source is known to have, and cannot widen the search', async () => {
    const { client, asked } = clientOf(answer(0), { recordIndex: 'dc.identifier' });
    await client.fetchRecord('1" OR rec.id="*', never);
    expect(asked[0]!.params.get('query')).toBe('dc.identifier="1\\" OR rec.id=\\"\\*"');
  });

  it.each([
    ['nothing', answer(0), 'the query rec.id="1" finds nothing'],
    ['diagnostic 65', answer(0, '', diagnostic('65')), 'info:srw/diagnostic/1/65, No'],
  ])('T48 that is answered by %s is gone', async (_, reply, inWords) => {
    expect(await clientOf(reply).client.fetchRecord('1', never)).toEqual({ kind: 'gone', inWords });
  });

  it.each([
    ['two records', answer(2, wrap('1') + wrap('2')), 'finds 2 records where one belongs'],
    ['a promise of many', answer(400, wrap('1')), 'finds 400 records where one belongs'],
    ['more than it counted', answer(1, wrap('1') + wrap('1')), 'finds 2 records where one belongs'],
    ['another record', answer(1, wrap('2')), 'finds another record, "2"'],
    ['a count and no record', answer(1), 'the source does not show it'],
    ['a record that cannot be read', answer(1, '<zs:record><zs:recordIdentifier>1</zs:recordIdentifier></zs:record>'), 'no recordData'],
  ])('that is answered by %s is unreadable, under the number that was asked for', async (_, reply, reason) => {
    const read = await clientOf(reply).client.fetchRecord('1', never);
    expect(read).toMatchObject({ kind: 'unreadable', record: { identifier: '1' } });
    expect(read.kind === 'unreadable' && read.record.reason).toContain(reason);
  });

  it('S6 that is answered by another diagnostic is not known to be gone', async () => {
    await expect(clientOf(answer(0, '', diagnostic('16'))).client.fetchRecord('1', never)).rejects.toMatchObject({ code: 'source-error' });
  });
});

describe('an SRU source that is asked what it is', () => {
  it('is asked for one record of its first query', async () => {
    const { client, asked } = clientOf(answer(400, wrap('1')), { queries: ['a=b', 'c=d'] });
    expect(await client.describe(never)).toEqual({ remarks: [] });
    expect(Object.fromEntries(asked[0]!.params)).toMatchObject({ query: 'a=b', maximumRecords: '1' });
  });

  it('is remarked on where it sends more', async () => {
    expect(await clientOf(answer(2, wrap('1') + wrap('2'))).client.describe(never)).toEqual({
      remarks: ['Asked for one record, it sends 2.'],
    });
  });

  it('S6 fails where it answers by a diagnostic, or not at all', async () => {
    await expect(clientOf(answer(0, '', diagnostic('16'))).client.describe(never)).rejects.toMatchObject({ code: 'source-error' });
    await expect(clientOf('<html/>').client.describe(never)).rejects.toMatchObject({ code: 'not-protocol' });
  });

  it('has no list of identifiers', () => {
    expect(clientOf('').client).not.toHaveProperty('listIdentifiers');
  });
});
