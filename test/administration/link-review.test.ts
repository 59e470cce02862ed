import { describe, expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import type { PublicationId } from '../../src/catalogue/publication.js';
import type { Link } from '../../src/store/harvest-ports.js';
import { HARVESTED_CROSSWALKS } from '../../src/crosswalk/harvested/harvested-crosswalks.js';
import { createPublishing } from '../../src/publishing/publishing.js';
import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import type { CommitResult, StoreChange } from '../../src/store/ports.js';
import { START } from '../harvester/run/installation.js';
import { held } from '../harvester/run/model-source.js';
import { publication } from '../provider/catalogue.js';
import { alike, alikeRecord, MAIJA, openLinkHouse, OURS, theirs, type LinkHouse } from './link-house.js';

const ISBN = '978-952-491-529-8';
const FIRST = { theirs: theirs('000000001'), ours: OURS };

/** One record that waits for a person: the same title and year, and no identifier. */
const openReview = async (): Promise<LinkHouse> => {
  const house = openLinkHouse();
  await house.own(alike());
  house.library.hold(held('000000001', { xml: alikeRecord('000000001') }), held('000000002'));
  await house.harvest();
  return house;
};

/** One record that the rules tied by its ISBN. */
const openTied = async (): Promise<LinkHouse> => {
  const house = openLinkHouse();
  await house.own(publication('2012-2'));
  house.library.hold(held('000000001', { xml: alikeRecord('000000001', { title: 'Julkaisu 2012-2', isbn: ISBN }) }), held('000000002'));
  await house.harvest();
  return house;
};

const statuses = async (house: LinkHouse): Promise<readonly string[]> =>
  (await house.links()).map(({ theirs: number, ours, status, decidedBy }) => `${number.slice(-1)} ${ours} ${status} ${decidedBy}`);

describe('a link that waits for a person', () => {
  it('is listed with both titles, its tier and how many wait', async () => {
    const house = await openReview();
    const { links } = await house.review.list({ standings: ['review'], limit: 10 });
    expect(links).toMatchObject([
      { link: { ...FIRST, tier: 'D', preTicked: true }, standing: 'review', ourTitle: 'Poliisin toimintaympäristö muutoksessa', others: 0 },
    ]);
    expect(links[0]!.theirTitle).toContain('Poliisin toimintaympäristö');
    expect(await house.review.count()).toEqual([{ tier: 'D', standing: 'review', count: 1 }]);
    expect(await house.review.next({})).toEqual({ next: FIRST, passed: 0, left: 1 });
  });

  it('is shown field by field, each told whether the two agree, differ, or one is silent', async () => {
    const house = await openReview();
    const shown = await house.review.show(FIRST.theirs, FIRST.ours);
    if (shown.kind !== 'found') throw new Error('not found');
    const verdicts = Object.fromEntries(shown.rows.map(({ field, verdict }) => [field, verdict]));
    expect(verdicts).toEqual({
      ...{ title: 'agree', authors: 'agree', year: 'agree', extent: 'agree', language: 'silent' },
      ...{ series: 'differ', issn: 'silent', form: 'silent', recordNumbers: 'silent' },
    });
    expect(shown.rows.find(({ field }) => field === 'authors')).toMatchObject({ ours: ['Mäkinen, Åsa'], theirs: ['Mäkinen, Åsa'] });
    expect(shown.evidence.join(' ')).toContain('year 2012 in both');
    expect(shown.hashes.ours).toMatch(/^[\da-f]{64}$/);
  });

  it('is not found when there is no such record or publication, and it is told which', async () => {
    const house = await openReview();
    expect(await house.review.show(theirs('9'), OURS)).toEqual({ kind: 'missing', side: 'theirs' });
    expect(await house.review.show(FIRST.theirs, '1999-9' as PublicationId)).toEqual({ kind: 'missing', side: 'ours' });
  });

  it('once accepted is no longer given in older, and stays so whatever harvest comes', async () => {
    const house = await openReview();
    expect(await house.older()).toEqual(['000000001', '000000002']);
    const { outcome, left } = await house.review.decide(MAIJA, { ...FIRST, decision: 'accept' });
    expect(outcome).toMatchObject({ kind: 'decided', link: { status: 'linked', tier: 'D', decidedBy: 'Maija' } });
    expect(left).toEqual([FIRST.theirs]);
    expect(await house.older()).toEqual(['000000002']);
    for (const mode of ['reprocess', 'full', 'incremental'] as const) {
      await house.harvest({ mode });
      expect([await house.older(), await statuses(house)]).toEqual([['000000002'], ['1 2012-2 linked Maija']]);
    }
    expect((await house.links())[0]).not.toHaveProperty('because');
  });

  it('once refused is given in older still, and is not offered again', async () => {
    const house = await openReview();
    await house.review.decide(MAIJA, { ...FIRST, decision: 'refuse' });
    await house.harvest({ mode: 'reprocess' });
    expect([await house.older(), await statuses(house)]).toEqual([['000000001', '000000002'], ['1 2012-2 refused Maija']]);
    expect(await house.review.next({})).toEqual({ passed: 0, left: 0 });
  });

  it('waits again when the word is taken back, and its record comes back to older', async () => {
    const house = await openReview();
    await house.review.decide(MAIJA, { ...FIRST, decision: 'accept' });
    const { outcome, back } = await house.review.decide(MAIJA, { ...FIRST, decision: 'undecide' });
    expect([outcome, back]).toMatchObject([{ kind: 'decided', link: { status: 'review', decidedBy: 'auto' } }, [FIRST.theirs]]);
    expect([await house.older(), await statuses(house)]).toEqual([['000000001', '000000002'], ['1 2012-2 review auto']]);
    expect((await house.review.decide(MAIJA, { ...FIRST, decision: 'undecide' })).outcome.kind).toBe('undecidedAlready');
  });

  it('is written to the audit before it is done, and only what is done', async () => {
    const house = await openReview();
    await house.review.decide(MAIJA, { ...FIRST, decision: 'accept' });
    await house.review.decide(MAIJA, { ...FIRST, ours: '1999-9' as PublicationId, decision: 'accept' });
    expect(house.audited).toEqual(['link.accepted fi-lib.000000001/2012-2 by Maija']);
  });
});

describe('a decision on what has changed', () => {
  it('is refused when a harvest changed the record since it was shown, naming the side', async () => {
    const house = await openReview();
    const shown = await house.review.show(FIRST.theirs, OURS);
    if (shown.kind !== 'found') throw new Error('not found');
    house.library.hold(held('000000001', { xml: alikeRecord('000000001', { isbn: ISBN }), changed: '2026-03-02T00:00:00Z' }));
    await house.harvest();
    const { outcome } = await house.review.decide(MAIJA, { ...FIRST, decision: 'accept', sawHashes: shown.hashes });
    expect(outcome).toMatchObject({ kind: 'changed', sides: ['theirs'] });
    expect([house.audited, await statuses(house)]).toEqual([[], ['1 2012-2 review auto']]);
  });

  it('comes back to a person as changed when the record changes later, and stands until they answer', async () => {
    const house = await openReview();
    await house.review.decide(MAIJA, { ...FIRST, decision: 'accept' });
    house.library.hold(
      held('000000001', { xml: alikeRecord('000000001', { title: 'Poliisin kirja' }), changed: '2026-03-02T00:00:00Z' }),
      held('000000002'),
    );
    await house.harvest();
    expect(await house.review.count()).toEqual([{ tier: 'D', standing: 'changed', count: 1 }]);
    expect([(await house.review.next({})).next, await house.older()]).toEqual([FIRST, ['000000002']]);
    await house.review.decide(MAIJA, { ...FIRST, decision: 'refuse' });
    expect(await house.review.count()).toEqual([{ tier: 'D', standing: 'refused', count: 1 }]);
    expect(await house.older()).toEqual(['000000001', '000000002']);
  });

  it('waits for a harvest that is being applied and does not get lost in it', async () => {
    const memory = createMemoryStore({ wallClock: () => START });
    let decision: Promise<unknown> | undefined;
    const commit = async (change: StoreChange): Promise<CommitResult> => {
      if (change.source?.mark === '2026-03-03T00:00:00Z') {
        decision = house.review.decide(MAIJA, { ...FIRST, decision: 'accept' });
        await setTimeout(50);
      }
      return memory.commit(change);
    };
    const house = openLinkHouse({ store: { ...memory, commit } });
    await house.own(alike());
    house.library.hold(held('000000001', { xml: alikeRecord('000000001') }));
    await house.harvest();
    house.library.hold(held('000000001', { xml: alikeRecord('000000001', { isbn: ISBN }), changed: '2026-03-02T00:00:00Z' }));
    house.library.at('2026-03-03T00:00:00Z');
    await house.harvest();
    await decision;
    expect(await statuses(house)).toEqual(['1 2012-2 linked Maija']);
    expect((await house.store.listRecordsOf('oai:julkaisut.poliisi.fi:poliisi/fi-lib.000000001')).every(({ deleted }) => deleted)).toBe(
      true,
    );
  });

  it('begins once more when the publication is edited between reading and committing', async () => {
    const house = await openReview();
    let edits = 0;
    const store = {
      ...house.store,
      commit: async (change: StoreChange) => {
        if (edits++ === 0)
          await house.store.commit({ publications: [{ publication: alike('2012-2', { year: 2012, genre: 'Raportti' }), sawRevision: 1 }] });
        return house.store.commit(change);
      },
    };
    const other = openLinkHouse({ store, runs: house.runs });
    const { outcome } = await other.review.decide(MAIJA, { ...FIRST, decision: 'accept' });
    expect([outcome.kind, edits, other.audited.length]).toEqual(['decided', 2, 1]);
  });
});

describe('a tie that the rules made', () => {
  it('can be refused by a person: the record is published by itself, now and after every harvest', async () => {
    const house = await openTied();
    expect(await house.older()).toEqual(['000000002']);
    await house.review.decide(MAIJA, { ...FIRST, decision: 'refuse', reason: 'toinen painos' });
    expect(await house.older()).toEqual(['000000001', '000000002']);
    await house.harvest({ mode: 'reprocess' });
    expect([await house.older(), await statuses(house)]).toEqual([['000000001', '000000002'], ['1 2012-2 refused Maija']]);
    await house.review.decide(MAIJA, { ...FIRST, decision: 'undecide' });
    expect([await house.older(), await statuses(house)]).toEqual([['000000002'], ['1 2012-2 linked auto']]);
  });

  it('can be made by a person where the rules see nothing', async () => {
    const house = await openReview();
    const pair = { theirs: theirs('000000002'), ours: OURS };
    expect((await house.review.decide(MAIJA, { ...pair, decision: 'accept' })).outcome).toMatchObject({ link: { tier: 'person' } });
    await house.harvest({ mode: 'full' });
    expect(await house.older()).toEqual(['000000001']);
    expect((await house.review.decide(MAIJA, { ...pair, decision: 'undecide' })).outcome).toEqual({ ...pair, kind: 'decided' });
    expect(await house.older()).toEqual(['000000001', '000000002']);
  });

  it('is not made with a publication that is withdrawn', async () => {
    const house = openLinkHouse();
    await house.own(alike('2012-2', { withdrawn: { reason: 'kaksoiskappale' } }));
    house.library.hold(held('000000001'));
    await house.harvest();
    expect((await house.review.decide(MAIJA, { ...FIRST, decision: 'accept' })).outcome.kind).toBe('withdrawn');
  });
});

describe('what a decision leaves alone', () => {
  it('is every pair that has nothing to do with it: a publication that came since waits for the next harvest', async () => {
    const house = await openReview();
    await house.own(alike('2012-5', { titles: [{ text: 'Kirja 000000002' }], year: 1999, contributors: [] }));
    await house.review.decide(MAIJA, { ...FIRST, decision: 'accept' });
    expect(await statuses(house)).toEqual(['1 2012-2 linked Maija']);
    await house.harvest({ mode: 'reprocess' });
    expect(await statuses(house)).toEqual(['1 2012-2 linked Maija', '2 2012-5 review auto']);
  });
});

describe('several candidates for one record', () => {
  const openContest = async (): Promise<LinkHouse> => {
    const house = openLinkHouse();
    await house.own(alike('2012-2'), alike('2012-3'));
    house.library.hold(held('000000001', { xml: alikeRecord('000000001') }));
    await house.harvest();
    return house;
  };

  it('are shown beside each other', async () => {
    const house = await openContest();
    const shown = await house.review.show(FIRST.theirs, OURS);
    expect(shown).toMatchObject({ kind: 'found', candidates: [{ link: { ours: '2012-3', status: 'review' } }] });
  });

  it('are settled by accepting one: a record is one publication; undone, all are offered again', async () => {
    const house = await openContest();
    const { alsoChanged } = await house.review.decide(MAIJA, { ...FIRST, decision: 'accept' });
    expect(alsoChanged).toEqual([{ theirs: FIRST.theirs, ours: '2012-3', status: 'gone' }]);
    expect(await statuses(house)).toEqual(['1 2012-2 linked Maija']);
    await house.harvest({ mode: 'reprocess' });
    expect(await statuses(house)).toEqual(['1 2012-2 linked Maija']);
    await house.review.decide(MAIJA, { ...FIRST, decision: 'undecide' });
    expect(await statuses(house)).toEqual(['1 2012-2 review auto', '1 2012-3 review auto']);
  });

  it('stay offered when one is refused', async () => {
    const house = await openContest();
    await house.review.decide(MAIJA, { ...FIRST, decision: 'refuse' });
    expect(await statuses(house)).toEqual(['1 2012-2 refused Maija', '1 2012-3 review auto']);
  });

  it('cannot be accepted together', async () => {
    const house = await openContest();
    const links = [FIRST, { ...FIRST, ours: '2012-3' as PublicationId }];
    const tier = (await house.links())[0]!.tier;
    const { outcomes } = await house.review.decideAll(MAIJA, { tier, decision: 'accept', links });
    expect(outcomes.map(({ kind }) => kind)).toEqual(['contested', 'contested']);
    expect((await house.links()).every(({ status }: Link) => status === 'review')).toBe(true);
  });
});

describe('another record that the rules tied to the same publication', () => {
  it('goes to a person once somebody accepts one by hand, and is given in older until then', async () => {
    const house = openLinkHouse();
    await house.own(publication('2012-2'));
    house.library.hold(
      held('000000001', { xml: alikeRecord('000000001', { title: 'Julkaisu 2012-2', isbn: ISBN }) }),
      held('000000002', { xml: alikeRecord('000000002', { title: 'Julkaisu 2012-2' }) }),
    );
    await house.harvest();
    expect([await house.older(), (await statuses(house))[0]]).toEqual([['000000002'], '1 2012-2 linked auto']);
    const second = { theirs: theirs('000000002'), ours: OURS };
    const { alsoChanged, back } = await house.review.decide(MAIJA, { ...second, decision: 'accept' });
    expect([alsoChanged, back]).toEqual([[{ ...FIRST, status: 'review' }], [FIRST.theirs]]);
    expect(await house.older()).toEqual(['000000001']);
    await house.harvest({ mode: 'reprocess' });
    expect([await house.older(), await statuses(house)]).toEqual([['000000001'], ['1 2012-2 review auto', '2 2012-2 linked Maija']]);
  });
});

describe('a decision on many at once', () => {
  const openMany = async (): Promise<LinkHouse> => {
    const house = openLinkHouse();
    await house.own(alike('2012-2'), alike('2012-4', { titles: [{ text: 'Rikostorjunnan vuosikatsaus' }] }));
    house.library.hold(
      held('000000001', { xml: alikeRecord('000000001') }),
      held('000000002', { xml: alikeRecord('000000002', { title: 'Rikostorjunnan vuosikatsaus' }) }),
      held('000000003'),
    );
    await house.harvest();
    return house;
  };
  const second = { theirs: theirs('000000002'), ours: '2012-4' as PublicationId };

  it('is one commit in which each reports its outcome', async () => {
    const house = await openMany();
    const missing = { theirs: theirs('000000003'), ours: OURS };
    const { outcomes } = await house.review.decideAll(MAIJA, { tier: 'D', decision: 'accept', links: [FIRST, second, missing, FIRST] });
    expect(outcomes.map(({ kind }) => kind)).toEqual(['decided', 'decided', 'otherTier']);
    expect(await house.older()).toEqual(['000000003']);
    expect(house.audited).toHaveLength(2);
  });

  it('leaves links of another tier alone', async () => {
    const house = await openMany();
    const { outcomes } = await house.review.decideAll(MAIJA, { tier: 'E', decision: 'accept', links: [FIRST] });
    expect(outcomes).toEqual([{ ...FIRST, kind: 'otherTier', tier: 'D' }]);
  });

  it('can be looked at before it is done, and nothing happens', async () => {
    const house = await openMany();
    const { left } = await house.review.preview(MAIJA, { tier: 'D', decision: 'accept', links: [FIRST, second] });
    expect(left).toEqual([FIRST.theirs, second.theirs]);
    expect([await statuses(house), house.audited]).toEqual([['1 2012-2 review auto', '2 2012-4 review auto'], []]);
  });

  it('does not grow beyond 200', async () => {
    const house = await openMany();
    const links = Array.from({ length: 201 }, (_, index) => ({ theirs: `fi-lib.${index}`, ours: OURS }));
    expect(() => house.review.decideAll(MAIJA, { tier: 'D', decision: 'accept', links })).toThrow('201 links at once; at most 200');
  });
});

describe('the list of links', () => {
  it('comes in pages, and reviewing goes from one to the next', async () => {
    const house = openLinkHouse();
    await house.own(alike());
    const all = ['000000001', '000000002', '000000003'];
    house.library.hold(...all.map((number) => held(number, { xml: alikeRecord(number) })));
    await house.harvest();
    const first = await house.review.list({ limit: 2 });
    const rest = await house.review.list({ limit: 2, after: first.next! });
    expect([...first.links, ...rest.links].map(({ link }) => link.theirs)).toEqual(all.map(theirs));
    expect(rest.next).toBeUndefined();
    const after = { theirs: theirs('000000001'), ours: OURS };
    expect(await house.review.next({ after })).toEqual({ next: { ...after, theirs: theirs('000000002') }, passed: 1, left: 2 });
  });
});

describe('a decision made while everything is rendered anew', () => {
  it('is not undone by a page that was read before it', async () => {
    const house = await openReview();
    let decided: Promise<unknown> | undefined;
    const store: typeof house.store = {
      ...house.store,
      commit: async (change) => {
        // The page has been read and rendered: now a person decides, and the commit takes its time.
        if (!decided && change.seenSources && !change.links) {
          decided = house.review.decide(MAIJA, { ...FIRST, decision: 'accept' });
          await setTimeout(50);
        }
        return house.store.commit(change);
      },
    };
    const renderer = createPublishing({
      ...{ store, settings: house.settings, linkTurns: house.linkTurns, publicUrl: 'https://other.example.fi' },
      ...{ crosswalks: [], harvestedCrosswalks: HARVESTED_CROSSWALKS.map((each) => ({ ...each, version: 99 })) },
    });
    await renderer.renderAnew();
    await decided;
    expect(decided).toBeDefined();
    expect(await house.older()).toEqual(['000000002']);
  });
});
