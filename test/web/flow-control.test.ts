import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, harvestList, headersOf, identifiersOf, nextTokenOf, tokenOf, type Ask } from '../provider/harvest.js';
import { deletion, identifierOf, item, localIds, openRepository, record } from '../provider/repository.js';
import { serve, TRANSPORTS, type Service } from './service.js';

const COUNT = 7;

let service: Service;
beforeAll(async () => {
  const repository = openRepository({ oai: { pageSize: 3 } });
  await repository.put(...localIds(COUNT).flatMap((id) => item(id)));
  await repository.put(deletion('2012-002-pdf'));
  service = await serve(repository);
});
afterAll(() => service.stop());

describe.each(TRANSPORTS)('flow control by %s (OAI-PMH 2.0 §3.5)', (transport) => {
  const ask: Ask = (query) => service.ask(transport, query);

  it.each(['ListIdentifiers', 'ListRecords'] as const)(
    'R51 %s gives each record once over its pages, the deleted one too',
    async (verb) => {
      const pages = await harvestList(ask, verb, 'metadataPrefix=oai_dc');
      const identifiers = pages.flatMap(identifiersOf);
      expect([...identifiers].sort()).toEqual(localIds(COUNT).map(identifierOf));
      expect(pages.map((page) => headersOf(page).length)).toEqual([3, 3, 1]);
    },
  );

  it('R51 a token also keeps the set, the dates and the format of the list', async () => {
    const [first, second] = await harvestList(ask, 'ListRecords', 'metadataPrefix=kk&set=own:online&from=2012-03-04T05:06:07Z');
    expect(second!.text).toContain('<kk:metadata');
    expect(identifiersOf(first!)).toEqual(localIds(3).map(identifierOf));
  });

  it('R51 R27 GetRecord, Identify and ListMetadataFormats have no token', async () => {
    for (const query of [
      `verb=GetRecord&metadataPrefix=oai_dc&identifier=${identifierOf('2012-001-pdf')}`,
      'verb=Identify',
      'verb=ListMetadataFormats',
    ]) {
      expect(tokenOf(await ask(query))).toBeUndefined();
    }
  });

  it('R52 the last page of a list that was split ends with an empty token without attributes', async () => {
    const pages = await harvestList(ask, 'ListRecords', 'metadataPrefix=oai_dc');
    expect(tokenOf(pages.at(-1)!)).toEqual({ text: '', attributes: {} });
    expect(pages.at(-1)!.text).toContain('<resumptionToken/>');
  });

  it('R52 a list of one page has none', async () => {
    expect(tokenOf(await ask('verb=ListRecords&metadataPrefix=oai_dc&set=own:online&from=2012-03-04T05:06:08Z'))).toBeUndefined();
  });

  it('R53 every token that goes on has its three attributes, and they are right', async () => {
    const pages = await harvestList(ask, 'ListIdentifiers', 'metadataPrefix=oai_dc');
    expect(pages.slice(0, -1).map((page) => tokenOf(page)!.attributes)).toEqual(
      [0, 3].map((cursor) => ({ expirationDate: '2012-03-06T05:06:11Z', completeListSize: String(COUNT), cursor: String(cursor) })),
    );
  });

  it.each([
    ['ListRecords', 'ListIdentifiers'],
    ['ListIdentifiers', 'ListRecords'],
    ['ListRecords', 'ListSets'],
  ])('R54 a token of %s is none of %s', async (of, other) => {
    const token = nextTokenOf(await ask(`verb=${of}&metadataPrefix=oai_dc`));
    expect(codesOf(await ask(`verb=${other}&resumptionToken=${token}`))).toEqual(['badResumptionToken']);
  });

  it('R55 R56 a token gives the same page again, and so does the one before it', async () => {
    const first = await ask('verb=ListRecords&metadataPrefix=oai_dc');
    const [one, again] = [
      await ask(`verb=ListRecords&resumptionToken=${nextTokenOf(first)}`),
      await ask(`verb=ListRecords&resumptionToken=${nextTokenOf(first)}`),
    ];
    expect(again.text).toBe(one.text);
    await ask(`verb=ListRecords&resumptionToken=${nextTokenOf(one)}`);
    expect((await ask(`verb=ListRecords&resumptionToken=${nextTokenOf(first)}`)).text).toBe(one.text);
  });

  it('R55 also when asked several times at once', async () => {
    const token = nextTokenOf(await ask('verb=ListRecords&metadataPrefix=oai_dc'));
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(`verb=ListRecords&resumptionToken=${token}`)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});

describe('a token (§3.5)', () => {
  it.each([0, 1, 2, 3])('R57 never leads to an empty page: lists of 0, n, 2n and 2n+1 (n = %i)', async (n) => {
    for (const size of n === 0 ? [0, 1] : [0, n, 2 * n, 2 * n + 1]) {
      const repository = openRepository({ oai: { pageSize: Math.max(n, 1) } });
      await repository.put(...localIds(size).map((id) => record(id)));
      const pages = await harvestList(repository.ask, 'ListRecords', 'metadataPrefix=oai_dc');
      if (size === 0) expect(codesOf(pages[0]!)).toEqual(['noRecordsMatch']);
      else expect(pages.map((page) => headersOf(page).length > 0)).toEqual(Array(Math.ceil(size / Math.max(n, 1))).fill(true));
      expect(pages.flatMap(identifiersOf)).toEqual(localIds(size).map(identifierOf));
    }
  });

  it('R55 after changes its page still has every record that did not change', async () => {
    const repository = openRepository({ oai: { pageSize: 3 } });
    await repository.put(...localIds(9).map((id) => record(id)));
    const token = nextTokenOf(await repository.ask('verb=ListRecords&metadataPrefix=oai_dc'));
    const before = identifiersOf(await repository.ask(`verb=ListRecords&resumptionToken=${token}`));
    await repository.put(record('2012-005-pdf', 'oai_dc', 'Muuttui'), deletion('2012-001-pdf'));
    const after = identifiersOf(await repository.ask(`verb=ListRecords&resumptionToken=${token}`));
    expect(before).toEqual(['2012-004-pdf', '2012-005-pdf', '2012-006-pdf'].map(identifierOf));
    expect(after).toEqual(['2012-004-pdf', '2012-006-pdf', '2012-007-pdf'].map(identifierOf));
  });

  it('R55 R57 when all that was left has changed it is refused in words, not with an empty page', async () => {
    const repository = openRepository({ oai: { pageSize: 1 } });
    await repository.put(record('2012-001-pdf'), record('2012-002-pdf'));
    const token = nextTokenOf(await repository.ask('verb=ListRecords&metadataPrefix=oai_dc'));
    await repository.put(deletion('2012-002-pdf'));
    const answer = await repository.ask(`verb=ListRecords&resumptionToken=${token}`);
    expect(codesOf(answer)).toEqual(['badResumptionToken']);
    expect(answer.errors[0]!.message).toContain('Begin the list again');
  });

  it('R56 is good for 48 hours and a second more is too late', async () => {
    const repository = openRepository({ oai: { pageSize: 1 } });
    await repository.put(...localIds(3).map((id) => record(id)));
    const token = nextTokenOf(await repository.ask('verb=ListRecords&metadataPrefix=oai_dc'));
    repository.clock.tick(48 * 3600);
    expect(identifiersOf(await repository.ask(`verb=ListRecords&resumptionToken=${token}`))).toEqual([identifierOf('2012-002-pdf')]);
    repository.clock.tick(1);
    const late = await repository.ask(`verb=ListRecords&resumptionToken=${token}`);
    expect(codesOf(late)).toEqual(['badResumptionToken']);
    expect(late.errors[0]!.message).toContain('48 hours');
  });

  it('R56 is good for 48 hours from its own issue, so a slow harvest of a long list comes through', async () => {
    const repository = openRepository({ oai: { pageSize: 1 } });
    await repository.put(...localIds(5).map((id) => record(id)));
    const pages = await harvestList(repository.ask, 'ListRecords', 'metadataPrefix=oai_dc', () => repository.clock.tick(40 * 3600));
    expect(pages.flatMap(identifiersOf)).toEqual(localIds(5).map(identifierOf));
  });

  it('R54 R56 goes on after a restart', async () => {
    const repository = openRepository({ oai: { pageSize: 2 } });
    await repository.put(...localIds(5).map((id) => record(id)));
    const first = await repository.ask('verb=ListRecords&metadataPrefix=oai_dc');
    const second = await repository.reopen().ask(`verb=ListRecords&resumptionToken=${nextTokenOf(first)}`);
    expect(identifiersOf(second)).toEqual(['2012-003-pdf', '2012-004-pdf'].map(identifierOf));
  });
});

describe('a harvester that goes on from where it was (R68)', () => {
  it.each([
    ['the responseDate of the first page', (pages: readonly { responseDate: string }[]) => pages[0]!.responseDate],
    [
      'the same with an overlap of one granule',
      (pages: readonly { responseDate: string }[]) => `${new Date(Date.parse(pages[0]!.responseDate) - 1000).toISOString().slice(0, 19)}Z`,
    ],
  ])('R68 misses nothing with from = %s', async (_, from) => {
    const repository = openRepository({ oai: { pageSize: 2 } });
    await repository.put(...localIds(5).map((id) => record(id)));
    const mirror = new Map<string, string>();
    const mark = (pages: Awaited<ReturnType<typeof harvestList>>) =>
      pages.flatMap(headersOf).forEach(({ identifier, datestamp }) => mirror.set(identifier, datestamp));
    let number = 0;
    const pages = await harvestList(repository.ask, 'ListRecords', 'metadataPrefix=oai_dc', async () => {
      number += 1;
      await repository.put(record(`2013-00${number}-pdf`), record('2012-005-pdf', 'oai_dc', `Muutos ${number}`));
    });
    mark(pages);
    mark(await harvestList(repository.ask, 'ListRecords', `metadataPrefix=oai_dc&from=${from(pages)}`));
    const truth = (await harvestList(repository.ask, 'ListIdentifiers', 'metadataPrefix=oai_dc')).flatMap(headersOf);
    expect(mirror).toEqual(new Map(truth.map(({ identifier, datestamp }) => [identifier, datestamp])));
  });
});
