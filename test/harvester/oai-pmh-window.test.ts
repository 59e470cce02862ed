import { describe, expect, it } from '@jest/globals';
import type { Datestamp } from '../../src/catalogue/datestamp.js';
import { createOaiPmhClient } from '../../src/harvester/oai-pmh/oai-pmh-client.js';
import type { OaiPmhSource } from '../../src/harvester/oai-pmh/oai-pmh-source.js';
import type { ListRequest, SourceClient, SourceDescription } from '../../src/harvester/source-client.js';
import { SourceError } from '../../src/harvester/source-error.js';
import { listAround, type AroundOptions } from '../../src/harvester/oai-pmh/window-list.js';
import { halvesOf, requestOf, type Window } from '../../src/harvester/oai-pmh/window.js';
import { ids, oaiError } from './oai-answers.js';
import { createModel, daily, type ModelOptions } from './oai-pmh-model.js';
import { createSurroundings, readAllPages, scriptedHttp, type Asked, type Harvested, type Script } from './scripted-source.js';

interface Told extends Harvested {
  readonly asked: readonly Asked[];
  readonly unreadable: readonly (string | undefined)[];
}

const around = async (
  script: Script,
  request: ListRequest = {},
  more: Partial<OaiPmhSource> = {},
  limits: Partial<AroundOptions> = {},
): Promise<Told> => {
  const { http, asked } = scriptedHttp(script);
  const surroundings = createSurroundings(0, http);
  const source = { id: 'test', url: 'http://source/oai', metadataPrefix: 'marc21', ...more };
  const client = createOaiPmhClient({ ...surroundings, source });
  const pieces = createOaiPmhClient({ ...surroundings, source, patience: { ...surroundings.patience, attempts: 2 } });
  const options = { clock: surroundings.pace.clock, pieces, ...limits };
  const harvested = await readAllPages(listAround(client, request, new AbortController().signal, options));
  return {
    ...harvested,
    asked,
    unreadable: harvested.pages.flatMap((page) => page.unreadable.map(({ identifier }) => identifier)),
  };
};
const model = (options: ModelOptions): Script => createModel(options).script;
const allOf = (identifiers: readonly string[]): readonly string[] => [...new Set(identifiers)].toSorted((a, b) => a.localeCompare(b));
const numbers = (from: number, to: number): readonly string[] => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
const without = (count: number, ...left: readonly string[]): readonly string[] =>
  allOf(ids(...numbers(1, count).filter((number) => !left.includes(number))));
const verbs = (asked: readonly Asked[], verb: string): readonly Asked[] => asked.filter(({ params }) => params.get('verb') === verb);
const PIECES = /^the list could not be read in one go \((\S+)\) and was read in pieces of time$/;

describe('a list with nothing wrong in it', () => {
  it('is read as it is', async () => {
    const { error, pages, identifiers } = await around(model({ records: daily(25) }));
    expect(error).toBeUndefined();
    expect(identifiers).toEqual(ids(...numbers(1, 25)));
    expect(pages.map(({ warnings, listNumber }) => [warnings, listNumber])).toEqual([
      [undefined, 1],
      [undefined, 1],
      [undefined, 1],
    ]);
  });
});

describe('a list with a poisoned record in it', () => {
  it.each([
    ['HTTP 500', { status: 500, body: 'Internal Server Error' }],
    ['HTTP 502', { status: 502 }],
    ['a connection that breaks', { broken: true }],
    ['XML that is cut short', { body: '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record>' }],
    ['a page of HTML', { body: '<html>Error</html>' }],
    ['more than can be taken', { body: `<?xml version="1.0"?><x>${' '.repeat(200_000)}</x>` }],
  ] as const)('T8, T30 that is answered by %s brings all the others, and its name', async (_, poison) => {
    const { error, pages, identifiers, unreadable } = await around(
      model({ records: daily(40), poisoned: ['15'], poison }),
      {},
      { maxBytes: 100_000 },
    );
    expect(error).toBeUndefined();
    expect(allOf(identifiers)).toEqual(without(40, '15'));
    expect(unreadable).toEqual(ids('15'));
    expect(pages.find((page) => page.unreadable.length > 0)?.unreadable[0]?.reason).not.toBe('');
  });

  it('T30 says on every page of the pieces that they are pieces, under a list number of their own, and where none of them goes on', async () => {
    const { pages } = await around(model({ records: daily(40), poisoned: ['15'] }));
    const [first, ...pieces] = pages;
    expect(first).toMatchObject({ listNumber: 1 });
    expect(first?.warnings).toBeUndefined();
    for (const page of pieces) {
      expect([page.listNumber, page.next, page.completeListSize]).toEqual([2, undefined, undefined]);
      expect(page.warnings?.some((warning) => PIECES.test(warning))).toBe(true);
    }
  });

  it('D1, T42 begins its pieces with the date of the very first answer', async () => {
    let minute = 0;
    const dated: Script = (asked, index) => {
      const reply = model({ records: daily(40), poisoned: ['15'] })(asked, index);
      minute += 1;
      return typeof reply === 'string' ? reply.replace('12:00:00Z', `12:${String(minute % 60).padStart(2, '0')}:00Z`) : reply;
    };
    const { pages } = await around(dated);
    expect(pages[0]?.responseDate).toBe('2026-03-01T12:01:00Z');
    expect(pages.find(({ listNumber }) => listNumber === 2)?.responseDate).toBe('2026-03-01T12:01:00Z');
  });

  it('T30 of a repository of days is found by the identifiers of its day', async () => {
    const records = [...daily(30), { number: '100', datestamp: '2010-01-15T18:00:00Z' }];
    const { error, identifiers, unreadable, asked } = await around(model({ records, poisoned: ['15'], granularity: 'YYYY-MM-DD' }));
    expect(error).toBeUndefined();
    expect(allOf(identifiers)).toEqual(allOf([...without(30, '15'), ...ids('100')]));
    expect(unreadable).toEqual(ids('15'));
    expect(asked.some(({ params }) => `${params.get('from') ?? ''}${params.get('until') ?? ''}`.includes('T'))).toBe(false);
  });

  it('T30, T34 of a repository that promises seconds and refuses them is looked for by days', async () => {
    const promise: Script = (asked, index) => {
      const reply = model({ records: daily(30), poisoned: ['15'], granularity: 'YYYY-MM-DD' })(asked, index);
      return typeof reply === 'string' ? reply.replace('>YYYY-MM-DD<', '>YYYY-MM-DDThh:mm:ssZ<') : reply;
    };
    const { error, identifiers, unreadable, asked } = await around(promise);
    expect(error).toBeUndefined();
    expect(allOf(identifiers)).toEqual(without(30, '15'));
    expect(unreadable).toEqual(ids('15'));
    expect(asked.filter(({ params }) => `${params.get('from') ?? ''}${params.get('until') ?? ''}`.includes('T'))).toHaveLength(1);
  });

  it('T30 of the same second as others is told from them', async () => {
    const records = numbers(1, 12).map((number) => ({ number, datestamp: '2015-05-05T05:05:05Z' }));
    const { identifiers, unreadable, asked } = await around(model({ records, poisoned: ['3', '7'] }));
    expect(allOf(identifiers)).toEqual(without(12, '3', '7'));
    expect(unreadable.toSorted()).toEqual(ids('3', '7'));
    expect(verbs(asked, 'GetRecord')).toHaveLength(14);
  });

  it('T30 in a range is looked for inside the range', async () => {
    const request = { from: '2010-01-05', until: '2010-01-25' };
    const { identifiers, unreadable, asked } = await around(model({ records: daily(40), poisoned: ['15'] }), request);
    expect(allOf(identifiers)).toEqual(allOf(ids(...numbers(5, 14), ...numbers(16, 25))));
    expect(unreadable).toEqual(ids('15'));
    const bounds = asked.flatMap(({ params }) => [params.get('from'), params.get('until')]).filter((bound) => bound !== null);
    expect(bounds.every((bound) => bound.slice(0, 10) >= '2010-01-05' && bound.slice(0, 10) <= '2010-01-25')).toBe(true);
  });

  it('T36 is found before what the repository calls its earliest datestamp, and after today', async () => {
    const records = [
      { number: '1', datestamp: '1970-01-01T00:00:00Z' },
      { number: '2', datestamp: '2005-01-01T00:00:00Z' },
      { number: '3', datestamp: '2031-01-01T00:00:00Z' },
    ];
    for (const poisoned of ['1', '2', '3']) {
      const { error, identifiers, unreadable } = await around(model({ records, poisoned: [poisoned] }));
      expect(error).toBeUndefined();
      expect(allOf(identifiers)).toEqual(without(3, poisoned));
      expect(unreadable).toEqual(ids(poisoned));
    }
  });

  it('loses nothing where moments have fractions that the repository compares', async () => {
    // Of two windows that touch, neither has 11:59:59.5.
    const records = daily(30).map(({ number, datestamp }) => ({ number, datestamp: datestamp.replace('12:00:00Z', '11:59:59.5Z') }));
    const { identifiers, unreadable } = await around(model({ records, poisoned: ['15'] }));
    expect(allOf(identifiers)).toEqual(without(30, '15'));
    expect(unreadable).toEqual(ids('15'));
  });

  it('T31 a record that moves while the pieces are read is in the newest of them, or is found by the next harvest', async () => {
    const records = daily(40);
    const repository = createModel({
      records,
      poisoned: ['15'],
      disturb: ({ params }) => {
        // The whole list failed; before any piece is read, an old record is changed.
        if (params.get('verb') === 'Identify') {
          repository.hold(records.map((record) => (record.number === '2' ? { ...record, datestamp: '2026-03-01T12:00:01Z' } : record)));
        }
        return undefined;
      },
    });
    const { identifiers, pages } = await around(repository.script);
    expect(allOf(identifiers)).toEqual(without(40, '15'));
    const moved = pages.flatMap((page) => page.records).findLast(({ identifier }) => identifier === ids('2')[0]);
    expect(moved?.datestamp).toBe('2026-03-01T12:00:01Z');
  });

  it('is not blamed when the source is down', async () => {
    let down = false;
    const script: Script = (asked, index) => {
      down ||= asked.params.get('resumptionToken') !== null;
      return down ? { status: 500, body: 'Down' } : model({ records: daily(40) })(asked, index);
    };
    const { error, identifiers, asked } = await around(script);
    expect(error?.code).toBe('status');
    expect(error?.message).toContain('tried 6 times');
    expect(identifiers).toEqual(ids(...numbers(1, 10)));
    // A page, six times the next one, twice a question whether anybody is there.
    expect(asked).toHaveLength(9);
  });

  it('is not blamed when the source goes down while records are fetched one by one', async () => {
    let down = false;
    const script: Script = (asked, index) => {
      down ||= asked.params.get('verb') === 'GetRecord';
      return down ? { status: 503 } : model({ records: daily(40), poisoned: ['15'] })(asked, index);
    };
    const { error, unreadable } = await around(script);
    expect(error?.code).toBe('status');
    expect(unreadable).toEqual([]);
  });

  it.each([
    ['forbidden', { status: 403 }],
    ['paused', { status: 503, headers: { 'Retry-After': '86400' } }],
    ['doctype', { body: '<!DOCTYPE x [<!ENTITY y "z">]><OAI-PMH/>' }],
  ] as const)('%s among the pieces ends the harvest at once', async (code, reply) => {
    const disturb = ({ params }: Asked) => (params.has('until') ? reply : undefined);
    const { error, asked } = await around(model({ records: daily(40), poisoned: ['15'], disturb }));
    expect(error?.code).toBe(code);
    expect(asked.filter(({ params }) => params.has('until'))).toHaveLength(1);
  });

  it.each([
    ['forbidden', { status: 401 }],
    ['source-error', { body: oaiError('badArgument') }],
    ['paused', { status: 503, headers: { 'Retry-After': '86400' } }],
  ] as const)('%s of the whole list is no reason to ask for pieces', async (code, reply) => {
    const { error, asked } = await around(() => reply);
    expect([error?.code, asked.length]).toEqual([code, 1]);
  });

  it('that not even its identifier can be listed of is told by its moment, and the rest proceeds', async () => {
    const spoilt = createModel({ records: daily(40), poisoned: ['15'] });
    const script: Script = (asked, index) => {
      const { params } = asked;
      const reply = spoilt.script(asked, index);
      const named = typeof reply === 'string' && reply.includes(`>${ids('15')[0]!}<`);
      return params.get('verb') === 'ListIdentifiers' && named ? { status: 500 } : reply;
    };
    const { error, pages, identifiers, unreadable } = await around(script);
    expect(error).toBeUndefined();
    expect(allOf(identifiers)).toEqual(without(40, '15'));
    // Its own second, and the one before, whose window reaches into it.
    expect(unreadable).toEqual([undefined, undefined]);
    expect(pages.flatMap((page) => page.unreadable).map(({ reason }) => reason.slice(0, 60))).toEqual([
      'of what is stamped from 2010-01-15T11:59:59Z to 2010-01-15T1',
      'of what is stamped from 2010-01-15T12:00:00Z to 2010-01-15T1',
    ]);
  });

  it.each([
    ['of a whole day', { granularity: 'YYYY-MM-DD' as const, poisoned: ['15'] }],
    ['of many seconds', { poisoned: ['3', '9', '15', '21', '27'] }],
  ])('%s that cannot be listed ends the harvest', async (_, options) => {
    const disturb = ({ params }: Asked) => (params.get('verb') === 'ListIdentifiers' ? { status: 500 } : undefined);
    const { error } = await around(model({ records: daily(40), disturb, ...options }));
    expect(error?.code).toBe('status');
    expect(error?.message).toContain('not even the identifiers can be listed');
    expect(error?.message).toContain('2010-01-');
  });

  it.each([
    ['not known', 'idDoesNotExist', 'the source lists it and then says: idDoesNotExist'],
    ['not to be had in our format', 'cannotDisseminateFormat', 'the source cannot give it as marc21'],
    ['said to be asked for wrongly', 'badArgument', 'badArgument (badArgument!)'],
  ])('that is listed and then %s is unreadable, not gone', async (_, code, reason) => {
    const disturb = ({ params }: Asked) => (params.get('verb') === 'GetRecord' ? oaiError(code) : undefined);
    const { error, pages, unreadable } = await around(model({ records: daily(40), poisoned: ['15'], disturb }));
    expect(error).toBeUndefined();
    expect(unreadable).toEqual(ids('15'));
    expect(pages.flatMap((page) => page.unreadable)[0]?.reason).toContain(reason);
  });

  it('on the first page leaves the list the date of its first piece, also where that is empty; later ones say nothing when they are', async () => {
    const { pages, identifiers } = await around(model({ records: daily(40), poisoned: ['1'] }));
    expect(allOf(identifiers)).toEqual(without(40, '1'));
    const [first, ...others] = pages.map(({ records, unreadable, responseDate }) => ({
      count: records.length + unreadable.length,
      responseDate,
    }));
    expect(first).toEqual({ count: 0, responseDate: '2026-03-01T12:00:00Z' });
    expect(others.every(({ count }) => count > 0)).toBe(true);
  });
});

describe('a source whose list failed is first asked what it is', () => {
  const fault = new SourceError('status', 'the list failed');
  const failing = (describeIt: () => Promise<SourceDescription>): SourceClient => ({
    listPages: async function* () {
      throw fault;
    },
    listIdentifiers: async function* () {},
    fetchRecord: () => Promise.reject(fault),
    describe: describeIt,
  });
  const listWith = async (describeIt: () => Promise<SourceDescription>): Promise<unknown> => {
    const list = listAround(failing(describeIt), {}, new AbortController().signal, { clock: () => 0 });
    return list.next().catch((error: unknown) => error);
  };

  it.each(['refused', 'network', 'timeout', 'status', 'malformed'] as const)(
    'and is down when that is %s: the list failed of that',
    async (code) => {
      expect(await listWith(() => Promise.reject(new SourceError(code, 'down')))).toBe(fault);
    },
  );

  it.each(['forbidden', 'paused', 'cancelled', 'tls'] as const)('and says itself when it is %s', async (code) => {
    expect(await listWith(() => Promise.reject(new SourceError(code, 'no')))).toMatchObject({ code });
  });

  it('and is up when it does not understand the question', async () => {
    let asked = 0;
    await listWith(() => {
      asked += 1;
      return Promise.reject(new SourceError('source-error', 'badVerb'));
    });
    // Once before the pieces, and once where they come down to a day.
    expect(asked).toBe(2);
  });

  it('but not one without lists of identifiers: it has no windows of time', async () => {
    const whole = failing(() => Promise.reject(new Error('asked')));
    const client = { ...whole };
    delete client.listIdentifiers;
    const list = listAround(client, {}, new AbortController().signal, { clock: () => 0 });
    await expect(list.next()).rejects.toBe(fault);
  });
});

describe('pieces have an end', () => {
  it('after eight that failed before any succeeded', async () => {
    const disturb = ({ params }: Asked) => (params.get('verb') === 'ListRecords' ? { status: 500 } : undefined);
    const { error, asked, pages } = await around(model({ records: daily(40), disturb }));
    expect([error?.code, pages]).toEqual(['status', []]);
    expect(error?.message).toContain('tried 6 times');
    // Six times the list, twice each of eight pieces.
    expect(verbs(asked, 'ListRecords')).toHaveLength(22);
  });

  it('after as many requests as they may take', async () => {
    const { error } = await around(model({ records: daily(40), poisoned: ['15'] }), {}, {}, { mostRequests: 20 });
    expect(error?.code).toBe('status');
    expect(error?.message).toContain('in pieces it would take more than 20 requests');
  });

  it('when the source goes down on the way', async () => {
    let pieces = 0;
    const script: Script = (asked, index) => {
      if (asked.params.has('until')) pieces += 1;
      return pieces > 4 ? { status: 500 } : model({ records: daily(40), poisoned: ['15'] })(asked, index);
    };
    const { error, asked } = await around(script);
    expect(error?.message).toContain('tried 6 times');
    expect(asked.length).toBeLessThan(50);
  });
});

describe('a list that is too wide', () => {
  it('T9 is read in pieces that are not, without being tried again', async () => {
    const { error, identifiers, unreadable, pages, asked } = await around(model({ records: daily(300), mostRecords: 20, pageSize: 20 }));
    expect(error).toBeUndefined();
    expect(allOf(identifiers)).toEqual(without(300));
    expect(unreadable).toEqual([]);
    expect(pages[0]?.warnings?.[0]).toMatch(PIECES);
    expect(new Set(asked.map(({ search }) => search)).size).toBe(
      asked.filter(({ params }) => params.get('verb') !== 'Identify').length + 1,
    );
  });

  it('T9 is no reason to give up, however many pieces are too wide in a row', async () => {
    const request = { from: '2010-01-01', until: '2010-12-31' };
    const { error, identifiers } = await around(model({ records: daily(365), mostRecords: 2, pageSize: 20 }), request);
    expect(error).toBeUndefined();
    expect(allOf(identifiers)).toEqual(without(365));
  });

  it('T9 down to one second is read record by record', async () => {
    const records = numbers(1, 30).map((number) => ({ number, datestamp: '2015-05-05T05:05:05Z' }));
    const script: Script = (asked, index) =>
      model({ records, ...(asked.params.get('verb') === 'ListRecords' && { mostRecords: 20 }) })(asked, index);
    const { error, identifiers } = await around(script);
    expect(error).toBeUndefined();
    expect(allOf(identifiers)).toEqual(without(30));
  });

  it('T9 HTTP 422 of a window is only taken for an empty one where the source is known for it', async () => {
    const script: Script = (asked, index) => {
      const reply = model({ records: daily(30), mostRecords: 20 })(asked, index);
      return typeof reply === 'string' && reply.includes('noRecordsMatch') ? { status: 422 } : reply;
    };
    const known = await around(script, {}, { quirks: ['422-for-none'] });
    expect([known.error, allOf(known.identifiers)]).toEqual([undefined, without(30)]);
    const unknown = await around(script, {}, {}, { mostRequests: 500 });
    expect(unknown.error?.code).toBe('too-wide');
  });
});

describe('a list whose token is never known', () => {
  it('T25 (c) at its third page, however often it is begun, is read in pieces of two', async () => {
    const { error, identifiers, pages } = await around(model({ records: daily(100), pagesBeforeForgetting: 2 }));
    expect(error).toBeUndefined();
    expect(allOf(identifiers)).toEqual(without(100));
    expect(pages.at(-1)?.warnings?.[0]).toContain('(token-refused)');
    expect(pages.at(-1)?.listNumber).toBe(5);
  });

  it('T23, T24 and one that goes round in circles are the end', async () => {
    const circle: Script = () =>
      model({ records: daily(20) })({ method: 'GET', search: '', params: new URLSearchParams('verb=ListRecords') }, 0);
    expect((await around(circle)).error?.code).toBe('token-loop');
  });
});

describe('windows', () => {
  const moment = (text: string): Datestamp => (Date.parse(text) / 1000) as Datestamp;
  const window = (first: string, last: string): Window => ({ first: moment(first), last: moment(last) });

  it.each([
    ['2010-01-01T00:00:00Z', '2010-01-04T12:00:00Z', '2010-01-02T23:59:59Z'],
    ['2010-01-01T22:00:00Z', '2010-01-02T02:00:00Z', '2010-01-01T23:59:59Z'],
    ['2010-01-01T00:00:00Z', '2010-01-01T23:59:59Z', '2010-01-01T11:59:59Z'],
    ['2010-01-01T00:00:00Z', '2010-01-01T00:00:01Z', '2010-01-01T00:00:00Z'],
  ])('%s to %s is halved after %s', (first, last, middle) => {
    expect(halvesOf(window(first, last), 'YYYY-MM-DDThh:mm:ssZ')).toEqual([
      window(first, middle),
      { first: moment(middle) + 1, last: moment(last) },
    ]);
  });

  it('of one granule are not halved', () => {
    expect(halvesOf(window('2010-01-01T00:00:00Z', '2010-01-01T00:00:00Z'), 'YYYY-MM-DDThh:mm:ssZ')).toEqual([]);
    expect(halvesOf(window('2010-01-01T00:00:00Z', '2010-01-01T23:59:59Z'), 'YYYY-MM-DD')).toEqual([]);
  });

  it('reach one granule into the next, and are as open as the list is', () => {
    const whole = window('2010-01-01T00:00:00Z', '2010-12-31T23:59:59Z');
    const middle = window('2010-02-01T00:00:00Z', '2010-02-02T23:59:59Z');
    expect(requestOf(middle, whole, {}, 'YYYY-MM-DD')).toEqual({ from: '2010-02-01', until: '2010-02-03' });
    expect(requestOf(middle, whole, {}, 'YYYY-MM-DDThh:mm:ssZ')).toEqual({ from: '2010-02-01T00:00:00Z', until: '2010-02-03T00:00:00Z' });
    expect(requestOf(whole, whole, {}, 'YYYY-MM-DD')).toEqual({});
    const bounded = { from: '2010-01-01', until: '2010-12-31' };
    expect(requestOf(whole, whole, bounded, 'YYYY-MM-DD')).toEqual(bounded);
    expect(requestOf(whole, whole, bounded, 'YYYY-MM-DDThh:mm:ssZ')).toEqual({
      from: '2010-01-01T00:00:00Z',
      until: '2010-12-31T23:59:59Z',
    });
  });
});
