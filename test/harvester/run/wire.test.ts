import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createJudge } from '../../../src/harvester/reading/judge.js';
import { createOaiPmhClient } from '../../../src/harvester/oai-pmh/oai-pmh-client.js';
import type { HarvestSource } from '../../../src/harvester/run/harvest-source.js';
import { listAround } from '../../../src/harvester/oai-pmh/window-list.js';
import type { Run } from '../../../src/store/run-ports.js';
import { header, identify, listPage, oaiError, oaiRecord, oaiRecords, tokenElement } from '../oai-answers.js';
import { createSurroundings, startSource, type Reply, type Script, type ScriptedSource } from '../scripted-source.js';
import { createInstallation, isAccounted, SOURCE, type Installation } from './installation.js';

let wire: ScriptedSource | undefined;
afterEach(async () => {
  await wire?.close();
  wire = undefined;
});

interface House extends Installation {
  /** What the source answers from now on. */
  answer(script: Script): void;
  readonly waits: readonly number[];
}

/** A whole house over real HTTP to a source that follows a script; waits take no time. */
const openHouse = async (script: Script): Promise<House> => {
  let current = script;
  let from = 0;
  await wire?.close();
  wire = await startSource((asked, index) => current(asked, index - from));
  const source = { ...SOURCE, url: wire.url, select: { issn: [], seriesTitle: [], corporateBody: [] } };
  const { waits, ...surroundings } = createSurroundings();
  const judging = { rules: source.select, authority: 'FI-LIB' };
  const judge = createJudge(judging);
  const client = createOaiPmhClient({ ...surroundings, source, judge: judging, lookAhead: 'never' });
  // As in the service, whoever asks for a piece of what failed is less patient.
  const patience = { ...surroundings.patience, attempts: 2 };
  const pieces = createOaiPmhClient({ ...surroundings, patience, source, judge: judging, lookAhead: 'never' });
  const harvestSource: HarvestSource = {
    ...{ id: source.id, isSnapshot: false, client, impatient: client, overlapHours: 24, removalBrake: 0.1 },
    listPages: (request, signal) => listAround(client, request, signal, { clock: surroundings.pace.clock, pieces }),
    judge: (xml) => judge.judgeXml(xml),
  };
  return {
    ...createInstallation({ sources: [source], harvestSources: new Map([[source.id, harvestSource]]) }),
    waits,
    answer: (next) => {
      current = next;
      from = wire!.asked.length;
    },
  };
};

const FIRST = listPage(oaiRecords('1', '2'), tokenElement('a'));
const LAST = listPage(oaiRecords('3'));
/** A sound list of two pages. */
const SOUND: Script = ({ params }) =>
  params.get('verb') === 'Identify' ? identify('YYYY-MM-DDThh:mm:ssZ') : params.get('resumptionToken') === null ? FIRST : LAST;
/** The same, with something else in the place of its second page. */
const withSecond =
  (second: Reply | string): Script =>
  (asked, index) =>
    asked.params.get('resumptionToken') === 'a' ? second : SOUND(asked, index);

const stateOf = async (house: House) => ({ stored: await house.stored(), mark: await house.mark() });
const NOTHING = { stored: [], mark: undefined };
const ALL = { stored: ['1', '2', '3'], mark: '2026-03-01T12:00:00Z' };

/** (i) what is stored (ii) the state (iii) the mark (iv) the requests (v) every record accounted for: then the source is well again. */
const expectFailure = async (
  house: House,
  run: Run,
  wanted: { readonly state?: Run['state']; readonly message: RegExp },
): Promise<void> => {
  expect([run.state, run.message]).toEqual([wanted.state ?? 'failed', expect.stringMatching(wanted.message)]);
  expect(await stateOf(house)).toEqual(NOTHING);
  house.answer(SOUND);
  house.clock.now += 86_400_000 * 2;
  const healed = await house.harvest();
  expect([healed.state, healed.counters.added, isAccounted(healed)]).toEqual(['completed', 3, true]);
  expect(await stateOf(house)).toEqual(ALL);
};

describe('a whole run against a source whose second page', () => {
  it.each<readonly [string, Reply | string, RegExp]>([
    ['T1 is a login page', '<!DOCTYPE html><html><body>Kirjaudu: password=hunter2</body></html>', /no answer of the protocol/],
    ['T2 is nothing', '', /no answer of the protocol/],
    ['T2 is JSON', '{"message":"Service down"}', /no answer of the protocol/],
    ['T3 has a notice after its end', `${LAST}<br /><b>Notice</b>`, /cannot be read as XML/],
    ['T4 is cut in a tag', LAST.slice(0, -40), /cannot be read as XML/],
    ['T4 is cut before its token', LAST.slice(0, LAST.lastIndexOf('</record>') + 9), /cannot be read as XML/],
    ['T4 breaks off', { body: LAST.slice(0, 200), broken: true }, /the connection broke off/],
    ['T5 has two roots', `${LAST}<c/>`, /cannot be read as XML/],
    ['T6 is 503', { status: 503 }, /answers 503/],
    ['T8 is 500 for ever', { status: 500 }, /answers 500/],
    ['T10 is 403', { status: 403, body: 'IP not allowed' }, /answers 403.*Ask the source to let our address in/s],
    ['T11 leads to another host', { status: 302, headers: { Location: 'http://169.254.169.254/latest' } }, /allowHosts/],
    ['T14 is a bomb', { headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(Buffer.alloc(20_000_000)) }, /more than/],
    ['T15 is not what it is labelled', { body: Buffer.from(LAST.replace('Julkaisu', 'Jülkaisu'), 'latin1') }, /cannot be read as XML/],
    ['T18 declares entities', LAST.replace('<OAI-PMH', '<!DOCTYPE a [<!ENTITY x "y">]><OAI-PMH'), /DOCTYPE/],
    ['T20 is an error', oaiError('badArgument'), /badArgument/],
    ['T23 is the first page again and again', FIRST, /goes round in circles/],
    ['T27 has its token in an attribute', listPage(oaiRecords('3'), '<resumptionToken token="b"/>'), /attribute "token"/],
  ])('%s changes nothing, and is made good when it is well', async (_, second, message) => {
    const house = await openHouse(withSecond(second));
    const run = await house.harvest();
    expect(run.message).not.toContain('hunter2');
    await expectFailure(house, run, { message });
  });

  it('T7 asks for a long wait pauses the run, and a short one is waited for', async () => {
    const house = await openHouse(withSecond({ status: 503, headers: { 'Retry-After': '86400' } }));
    const run = await house.harvest();
    expect([run.state, run.nextAttemptAt]).toEqual(['paused', expect.stringMatching(/^2026-03-02T/)]);
    await expectFailure(house, run, { state: 'paused', message: /come back at/ });
    const short = await openHouse((asked, index) => (index === 1 ? { status: 503, headers: { 'Retry-After': '7' } } : SOUND(asked, index)));
    expect((await short.harvest()).state).toBe('completed');
    expect(short.waits).toEqual([7000]);
  });

  it('T8 fails once is asked for again', async () => {
    const house = await openHouse((asked, index) => (index === 1 ? { status: 502 } : SOUND(asked, index)));
    expect((await house.harvest()).state).toBe('completed');
    expect([await stateOf(house), wire!.asked.length]).toEqual([ALL, 3]);
  });

  it('T25 is not known any more begins the list again, and nothing is counted twice', async () => {
    let refused = false;
    const house = await openHouse((asked, index) => {
      if (asked.params.get('resumptionToken') !== 'a' || refused) return SOUND(asked, index);
      refused = true;
      return oaiError('badResumptionToken');
    });
    const run = await house.harvest();
    expect(run.counters).toMatchObject({ seen: 5, added: 3, duplicates: 2 });
    expect([isAccounted(run), await stateOf(house)]).toEqual([true, ALL]);
  });

  it('T26 is asked for by a token of many signs', async () => {
    const token = 'a+/=&amp;%25#|ä 0';
    const house = await openHouse(({ params }) =>
      params.get('resumptionToken') === 'a+/=&%25#|ä 0'
        ? LAST
        : params.has('resumptionToken')
          ? oaiError('badResumptionToken')
          : listPage(oaiRecords('1', '2'), tokenElement(token)),
    );
    expect((await house.harvest()).state).toBe('completed');
    expect(await stateOf(house)).toEqual(ALL);
  });
});

describe('a whole run that mends', () => {
  it.each([
    ['T16 a control character', LAST.replace('Julkaisu 3', 'Julk\u0003aisu 3'), 'U+0003 replaced by U+FFFD'],
    ['T16 an undeclared entity', LAST.replace('Julkaisu 3', 'Julkaisu&nbsp;3'), '&nbsp; read as'],
    ['T16 a bare ampersand', LAST.replace('Julkaisu 3', 'Laki & oikeus'), 'a bare "&" read as'],
    ['T17 a declaration inside', LAST.replace('<metadata>', '<metadata><?xml version="1.0"?>'), 'an XML declaration inside was dropped'],
  ])('%s tells what it mended in which record, and keeps that as it came', async (_, second, repair) => {
    const house = await openHouse(withSecond(second));
    const run = await house.harvest();
    expect([run.state, run.counters.repaired]).toEqual(['completed', 1]);
    expect(run.repairs).toEqual([{ message: expect.stringContaining(repair), count: 1, identifiers: ['oai:example.fi:3'] }]);
    expect(second).toContain((await house.find('3'))!.received!);
    expect(await stateOf(house)).toEqual(ALL);
  });
});

describe('a whole run with records that', () => {
  it('T32 cannot be read sets each aside with its reason, and the rest goes on', async () => {
    const broken = [
      `<record>${header('4')}</record>`,
      `<record><header><datestamp>2026-01-01</datestamp></header><metadata/></record>`,
      oaiRecord('5').replace('<controlfield tag="001">5</controlfield>', ''),
      oaiRecord('6').replace('00000cam a2200000 i 4500', 'short'),
      `<record>${header('7')}<metadata><dc xmlns="http://example.fi/dc"/></metadata></record>`,
    ];
    const house = await openHouse(withSecond(listPage(oaiRecords('3') + broken.join(''))));
    const run = await house.harvest();
    expect([run.state, run.counters.failed, run.counters.added, isAccounted(run)]).toEqual(['completed-with-failures', 5, 3, true]);
    expect(run.failures).toHaveLength(5);
    const quarantined = await house.store.listQuarantined({ source: 'library', limit: 9 });
    expect(quarantined.map(({ identifier }) => identifier.slice(-1))).toEqual(['4', '5', '6', '7']);
    // One has no identifier to be asked for by, so the next run has to come by it again.
    expect(await stateOf(house)).toEqual({ stored: ['1', '2', '3'], mark: undefined });
  });

  it('T33 are one are like many', async () => {
    const house = await openHouse(() => listPage(oaiRecords('1')));
    expect((await house.harvest()).counters).toMatchObject({ seen: 1, added: 1 });
  });

  it('T44 are deleted in any spelling are tombstones', async () => {
    const house = await openHouse(SOUND);
    await house.harvest();
    house.answer(() => listPage(`<record>${header('1', ' status="Deleted"')}</record>`));
    const run = await house.harvest();
    expect([run.counters.deleted, run.counters.repaired, await house.stored()]).toEqual([1, 1, ['2', '3']]);
  });
});

describe('a whole run against a source that', () => {
  it('T22 keeps one token for all pages is read as long as they bring something new', async () => {
    let page = 0;
    const house = await openHouse(({ params }) => {
      if (!params.has('resumptionToken')) return listPage(oaiRecords('1'), tokenElement('same'));
      page += 1;
      return page === 1 ? listPage(oaiRecords('2'), tokenElement('same')) : LAST;
    });
    expect((await house.harvest()).state).toBe('completed');
    expect(await stateOf(house)).toEqual(ALL);
  });

  it('T24 sends empty pages in between is read to its end', async () => {
    const pages = [FIRST, listPage('', tokenElement('b')), listPage('', tokenElement('c')), LAST];
    const house = await openHouse((_, index) => pages[index] ?? LAST);
    expect((await house.harvest()).state).toBe('completed');
    expect(await stateOf(house)).toEqual(ALL);
  });

  it('T11 has moved to another address of its own is followed and told', async () => {
    const house = await openHouse(({ params }) =>
      params.has('moved')
        ? SOUND({ method: 'GET', search: '', params }, 0)
        : { status: 301, headers: { Location: `/new/oai?moved=1&${params.toString()}` } },
    );
    const run = await house.harvest();
    expect([run.state, run.warnings]).toEqual([
      'completed',
      [expect.stringMatching(/^It has moved to http:\/\/127\.0\.0\.1:\d+\/new\/oai: save that as its url\.$/)],
    ]);
  });

  it('T28 promises another number of records is read to its end and told', async () => {
    const house = await openHouse(withSecond(listPage(oaiRecords('3'), '<resumptionToken completeListSize="900" cursor="2"/>')));
    const run = await house.harvest();
    expect([run.state, run.warnings.join(' ')]).toEqual(['completed', expect.stringMatching(/900/)]);
    expect(await stateOf(house)).toEqual(ALL);
  });

  it('T34 wants days is asked for days from then on', async () => {
    const house = await openHouse(SOUND);
    await house.harvest();
    house.answer(({ params }) => {
      if (params.get('verb') === 'Identify') return identify('YYYY-MM-DD');
      return /^\d{4}-\d\d-\d\d$/.test(params.get('from') ?? '') ? oaiError('noRecordsMatch') : oaiError('badArgument');
    });
    const run = await house.harvest();
    expect([run.state, run.counters.seen]).toEqual(['completed', 0]);
  });

  it('T41 ignores from is told, and nothing looks changed', async () => {
    const house = await openHouse(SOUND);
    await house.harvest();
    const run = await house.harvest();
    expect(run.counters).toMatchObject({ seen: 3, unchanged: 3, updated: 0 });
    expect(run.warnings.join(' ')).toMatch(/from/);
  });

  it('T9 wants a narrower range is asked for halves until it answers', async () => {
    const house = await openHouse(({ params }) => {
      if (params.get('verb') === 'Identify') return identify('YYYY-MM-DD');
      const [from, until] = [params.get('from'), params.get('until')];
      if (from === null && until === null) return { status: 413, body: 'narrow the request' };
      // All three records are of 2 January 2026.
      return (from === null || from <= '2026-01-02') && (until === null || until >= '2026-01-02')
        ? listPage(oaiRecords('1', '2', '3'))
        : oaiError('noRecordsMatch');
    });
    const run = await house.harvest();
    expect([run.state, isAccounted(run), await house.stored()]).toEqual(['completed', true, ['1', '2', '3']]);
    expect(await house.mark()).toBe('2026-03-01T12:00:00Z');
  });
});
