import { describe, expect, it } from '@jest/globals';
import { readIsbn } from '../../src/catalogue/isbn.js';
import { SOURCE } from '../harvester/run/installation.js';
import { book, held, idOf, stranger } from '../harvester/run/model-source.js';
import { publication } from '../provider/catalogue.js';
import { openExplainHouse, type ExplainHouse } from './explain-house.js';
import { alikeRecord, MAIJA, OURS, theirs } from './link-house.js';

const ISBN = '978-952-491-529-8';
const LOCAL = theirs('000000001');
const OAI = `oai:julkaisut.poliisi.fi:poliisi/${LOCAL}`;

const openOne = async (xml = book('000000001')): Promise<ExplainHouse> => {
  const house = openExplainHouse();
  house.library.hold(held('000000001', { xml, repairs: ['A control character was dropped'] }), held('000000002'));
  await house.harvest({ actor: 'Maija' });
  return house;
};

describe('a record of a library', () => {
  it.each([
    ['our own OAI identifier', OAI],
    ['our local id', LOCAL],
    ['the identifier of the source', idOf('000000001')],
    ['the number in the library', '000000001'],
    ['the number without its zeros', '1'],
    ['the number under the name of the library', '(FI-LIB)000000001'],
    ['the same as Finna writes it', 'lib.000000001'],
  ])('is found by %s', async (_, asked) => {
    const house = await openOne();
    expect((await house.explained(` ${asked} `, 'harvested')).localId).toBe(LOCAL);
  });

  it('is found by its ISBN in any form, also where it is written without hyphens', async () => {
    const house = await openOne(alikeRecord('000000001', { isbn: '9789524915298' }));
    for (const asked of [ISBN, 'ISBN 978-952-491-529-8', '952-491-529-4', 'urn:isbn:978-952-491-529-8']) {
      expect((await house.explained(asked, 'harvested')).localId).toBe(LOCAL);
    }
  });

  it('tells where it is from, by whose run, which rule took it, what was mended, and what was received', async () => {
    const house = await openOne();
    const { copies, items, links, quarantined } = await house.explained(LOCAL, 'harvested');
    expect(copies).toMatchObject([
      {
        source: 'library',
        address: 'https://library.example.fi/oai',
        isGiven: true,
        record: { identifier: idOf('000000001'), state: 'live', because: expect.stringContaining('1236-049X') },
        history: [{ outcome: 'added', actor: 'Maija', mode: 'incremental', at: '2026-03-01T12:01:00Z' }],
      },
    ]);
    expect(copies[0]!.record.repairs).toEqual(['A control character was dropped']);
    expect(copies[0]!.record.xml).toContain('Kirja 000000001');
    expect(items[0]).toMatchObject({ identifier: OAI, records: [{ metadataPrefix: 'marcxml' }, { metadataPrefix: 'oai_dc' }] });
    expect(items[0]!.records[1]!.metadata).toContain('<dc:title>Kirja 000000001</dc:title>');
    expect(items[0]!.records[1]!.about.join('')).toContain('provenance');
    expect([links, quarantined]).toEqual([[], []]);
  });

  it('keeps the way to it when the source calls it another name', async () => {
    const house = await openOne();
    house.library.hold(held('000000001', { identifier: 'oai:uusi:1', changed: '2026-03-02T00:00:00Z' }), held('000000002'));
    await house.harvest();
    const { copies } = await house.explained(idOf('000000001'), 'harvested');
    expect(copies[0]!.record).toMatchObject({ identifier: 'oai:uusi:1', aliases: [idOf('000000001')] });
    expect(copies[0]!.history.map(({ outcome }) => outcome)).toEqual(['added', 'renamed']);
  });

  it('does not show what an address is asked with, which may be a key, nor where a file lies', async () => {
    const house = openExplainHouse({ sources: [{ ...SOURCE, url: 'https://user:pw@library.example.fi/oai?key=secret' }] });
    house.library.hold(held('000000001'));
    await house.harvest();
    expect((await house.explained(LOCAL, 'harvested')).copies[0]!.address).toBe('https://library.example.fi/oai');
  });
});

describe('why a record of a library is in a feed or not', () => {
  it('is given in older and its series, and not in own nor in kk', async () => {
    const house = await openOne();
    expect(await house.feed(LOCAL, 'marcxml')).toBe('live The copy of library is given on.');
    expect(await house.feed(LOCAL, 'oai_dc', 'older:1236-049X')).toContain('live');
    expect(await house.feed(LOCAL, 'oai_dc', 'own')).toBe(
      'absent The set has publications of our own only; this is a record of a library.',
    );
    expect(await house.feed(LOCAL, 'kk')).toBe("absent kk is for publications of our own only; libraries' records are not given in it.");
  });

  it('has a moment for what is given and for what is deleted, and an entry for each format with each set', async () => {
    const house = await openOne();
    const { feeds } = (await house.explained(LOCAL, 'harvested')).items[0]!;
    expect(feeds).toHaveLength(3 * 6);
    expect(feeds.filter(({ state }) => state === 'live').every(({ datestamp }) => datestamp === '2026-03-01T12:01:00Z')).toBe(true);
  });

  it('is tied to a publication of ours, by the rules or by a person', async () => {
    const house = await openOne(alikeRecord('000000001', { title: 'Julkaisu 2012-2', isbn: ISBN }));
    await house.own(publication('2012-2'));
    await house.harvest({ mode: 'full' });
    expect(await house.feed(LOCAL, 'marcxml', 'older')).toContain(
      'deleted It is not given on: it is tied to our own publication 2012-2 (tier B, decided by the rules), which speaks for both.',
    );
    await house.review.decide(MAIJA, { theirs: LOCAL, ours: OURS, decision: 'accept' });
    expect(await house.feed(LOCAL, 'marcxml')).toContain('decided by Maija');
    const { links, copies } = await house.explained(LOCAL, 'harvested');
    expect(links).toMatchObject([{ link: { status: 'linked', decidedBy: 'Maija' } }]);
    expect(copies[0]).toMatchObject({ isGiven: false, standing: expect.stringContaining('tied to our own publication 2012-2') });
  });

  it('was deleted by its source', async () => {
    const house = await openOne();
    house.library.hold(held('000000001', { deleted: true, changed: '2026-03-02T00:00:00Z' }), held('000000002'));
    await house.harvest({ approveLargeChange: true });
    expect(await house.feed(LOCAL, 'oai_dc', 'older')).toBe(
      'deleted It is not given on: library says that it is deleted (here since 2026-03-01T12:02:00Z). Whoever had it is told that it is deleted.',
    );
  });

  it('is told by the tie where it is both tied and deleted, as it would not be given in any case', async () => {
    const house = await openOne();
    await house.own(publication('2012-2'));
    await house.review.decide(MAIJA, { theirs: LOCAL, ours: OURS, decision: 'accept' });
    house.library.hold(held('000000001', { deleted: true, changed: '2026-03-02T00:00:00Z' }), held('000000002'));
    await house.harvest({ approveLargeChange: true });
    expect(await house.feed(LOCAL, 'oai_dc')).toContain('tied to our own publication 2012-2 (tier person, decided by Maija)');
  });

  it('left the older series, and it says why', async () => {
    const house = await openOne();
    house.library.hold(held('000000001', { xml: stranger('000000001'), changed: '2026-03-02T00:00:00Z' }), held('000000002'));
    await house.harvest({ approveLargeChange: true });
    expect(await house.feed(LOCAL, 'oai_dc')).toMatch(
      /^deleted It is not given on since .*no longer: Its series is not wanted: "Keksitty sarja/,
    );
  });

  it('is not given where its source is not republished', async () => {
    const house = openExplainHouse({ sources: [{ ...SOURCE, republish: false }] });
    house.library.hold(held('000000001'));
    await house.harvest();
    expect(await house.feed(LOCAL, 'oai_dc')).toBe(
      'absent It is not given on: the records of library are not republished (republish in the settings).',
    );
  });

  it('is given by the copy of another source, which comes first in the settings', async () => {
    const house = openExplainHouse({ sources: [SOURCE, { ...SOURCE, id: 'other' }] });
    house.library.hold(held('000000001'));
    await house.harvest();
    await house.harvest({ source: 'other' });
    const { copies } = await house.explained(LOCAL, 'harvested');
    expect(copies.map(({ source, isGiven, standing }) => [source, isGiven, standing])).toEqual([
      ['library', true, 'It is the copy that is given on.'],
      ['other', false, 'It is not given on: the copy of library is, as that source comes first in the settings.'],
    ]);
  });
});

describe('a publication of our own', () => {
  const openOwn = async (change: Parameters<typeof publication>[1] = {}): Promise<ExplainHouse> => {
    const house = openExplainHouse();
    await house.own(publication('2012-2', change));
    return house;
  };

  it.each([['2012-2'], ['2012-2-pdf'], ['oai:julkaisut.poliisi.fi:poliisi/2012-2-print'], [ISBN]])('is found by %s', async (asked) => {
    expect((await (await openOwn()).explained(asked, 'own')).id).toBe('2012-2');
  });

  it('is in every format and in the sets of its forms', async () => {
    const house = await openOwn();
    const { items } = await house.explained('2012-2', 'own');
    expect(items.map(({ identifier }) => identifier.split('/')[1])).toEqual(['2012-2-print', '2012-2-pdf']);
    expect(await house.feed('2012-2', 'marcxml', 'own:print')).toBe('live It is the printed form of our own publication 2012-2.');
    expect(await house.feed('2012-2', 'marcxml', 'own:online')).toBe('absent The set has no printed forms.');
    expect(await house.feed('2012-2', 'marcxml', 'older')).toContain('records of libraries only');
    expect(await house.feed('2012-2', 'kk')).toContain('absent kk is how the national library takes online publications in');
  });

  it('is not in kk without a valid ISBN', async () => {
    const pdf = (isbn?: string) => openOwn({ manifestations: [{ kind: 'pdf', ...(isbn !== undefined && { isbn: readIsbn(isbn) }) }] });
    const kkOf = async (house: ExplainHouse): Promise<string | undefined> =>
      (await house.explained('2012-2', 'own')).items[1]!.feeds.find(({ metadataPrefix }) => metadataPrefix === 'kk')?.because;
    expect(await kkOf(await pdf())).toBe('It has no ISBN, and kk takes nothing without one.');
    expect(await kkOf(await pdf('978-952-491-530-3'))).toContain('978-952-491-530-3 is not valid (wrong check digit)');
    expect(await (await pdf()).feed('2012-2', 'marcxml')).toBe('absent The publication has no printed form.');
  });

  it('was withdrawn, and is told as deleted', async () => {
    const house = await openOwn();
    const withdrawn = publication('2012-2', { withdrawn: { reason: 'kaksoiskappale' } });
    await house.publishing.publish({ publications: [{ publication: withdrawn, sawRevision: 1 }] });
    expect(await house.feed('2012-2', 'marcxml', 'own')).toContain('deleted The publication was withdrawn: kaksoiskappale.');
  });

  it('shares its ISBN with a record of a library: both are offered to choose from', async () => {
    const house = await openOne(alikeRecord('000000001', { isbn: ISBN }));
    await house.own(publication('2012-2'));
    expect(await house.explain(ISBN)).toMatchObject({
      kind: 'several',
      candidates: [
        { kind: 'own', ask: '2012-2', title: 'Julkaisu 2012-2' },
        { kind: 'harvested', ask: LOCAL },
      ],
    });
  });
});

describe('what nobody can read or nobody has', () => {
  it('is explained by its quarantine when it could never be read', async () => {
    const house = openExplainHouse();
    house.library.hold(held('000000001', { unreadable: 'no leader' }));
    await house.harvest();
    expect(await house.explained(idOf('000000001'), 'quarantined')).toMatchObject({
      quarantined: [{ source: 'library', reason: 'no leader', firstAt: '2026-03-01T12:01:00.000Z' }],
    });
  });

  it('also tells of a record that could be read before and cannot now', async () => {
    const house = await openOne();
    house.library.hold(held('000000001', { unreadable: 'no leader', changed: '2026-03-02T00:00:00Z' }), held('000000002'));
    await house.harvest();
    expect((await house.explained(LOCAL, 'harvested')).quarantined).toMatchObject([{ reason: 'no leader', runs: 1 }]);
  });

  it.each([
    ['oai:toinen.fi:1', 'otherRepository'],
    ['978-952-491-529-0', 'notAnIsbn'],
    ['254001', 'maybeOutOfScope'],
    ['', 'forms'],
    ['x'.repeat(501), 'tooLong'],
  ])('is answered with what to look at: %s', async (asked, help) => {
    const answer = await (await openOne()).explain(asked);
    expect(answer.kind === 'nothing' && answer.help).toContain(help);
  });
});
