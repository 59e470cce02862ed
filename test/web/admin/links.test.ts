import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { House, Reply } from './house.js';
import { openLinkHouse, ours, record } from './link-records.js';

const PAIR = '/admin/api/links/fi-lib.000000001/2012-2';
const KEY = 'fi-lib.000000001/2012-2';

/** Each test has a house of its own, since decisions stay. */
const inHouse = async (test: (house: House) => Promise<void>, options: Parameters<typeof openLinkHouse>[0] = {}): Promise<void> => {
  const house = await openLinkHouse(options);
  try {
    await test(house);
  } finally {
    await house.stop();
  }
};

const statusOf = async ({ services }: House): Promise<readonly string[]> =>
  (await services.store.listLinks({ limit: 100 })).map(
    ({ theirs, ours: id, status, decidedBy }) => `${theirs.slice(-1)} ${id} ${status} ${decidedBy}`,
  );

/** What a form of a page would send. */
const fieldIn = ({ text }: Reply, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';

describe('the API of links', () => {
  it('lists what waits, with a place to go on from', async () => {
    await inHouse(
      async (house) => {
        const ask = await house.program('reader', ['read']);
        const first = (await ask('GET', '/admin/api/links?status=review&tier=D&limit=1')).json() as {
          links: { theirs: string }[];
          next: string;
        };
        expect(first).toMatchObject({
          links: [{ theirs: 'fi-lib.000000001', ours: '2012-2', standing: 'review', preTicked: false, others: 0 }],
          next: KEY,
        });
        const rest = await ask('GET', `/admin/api/links?status=review&limit=1&after=${encodeURIComponent(first.next)}`);
        expect(rest.json()).toMatchObject({ links: [{ theirs: 'fi-lib.000000003' }] });
      },
      { harvested: [record('000000001'), record('000000003')] },
    );
  });

  it('says which parameter is wrong', async () => {
    await inHouse(async (house) => {
      const ask = await house.program('reader', ['read']);
      const reply = await ask('GET', '/admin/api/links?tier=Z&status=x&after=nothing&limit=0');
      expect([reply.status, (reply.json() as { errors: { path: string }[] }).errors.map(({ path }) => path)]).toEqual([
        400,
        ['tier', 'status', 'after', 'limit'],
      ]);
    });
  });

  it('shows a pair field by field', async () => {
    await inHouse(async (house) => {
      const ask = await house.program('reader', ['read']);
      const pair = (await ask('GET', PAIR)).json() as { rows: { field: string; verdict: string }[] };
      expect(pair).toMatchObject({ theirs: 'fi-lib.000000001', ours: '2012-2', isWithdrawn: false, record: { source: 'library' } });
      expect(pair.rows[0]).toMatchObject({ field: 'title', verdict: 'agree' });
      const missing = await ask('GET', '/admin/api/links/fi-lib.000000001/1999-9');
      expect([missing.status, missing.text]).toEqual([404, expect.stringContaining('There is no publication')]);
      expect((await ask('GET', '/admin/api/links/%3Cb%3E/2012-2')).status).toBe(404);
    });
  });

  it('decides and undecides, and the record leaves and comes back', async () => {
    await inHouse(async (house) => {
      const ask = await house.program('editor', ['read', 'edit']);
      const accepted = await ask('POST', `${PAIR}/decision`, { json: { decision: 'accept', reason: 'sama kirja' } });
      expect([accepted.status, accepted.json()]).toMatchObject([
        200,
        { decided: true, left: ['fi-lib.000000001'], link: { status: 'linked', decidedBy: 'editor' } },
      ]);
      const [entry] = await house.services.accounts.listAudit({ action: 'link', limit: 1 });
      expect(entry).toMatchObject({ actor: 'editor', action: 'link.accepted', target: KEY, detail: { reason: 'sama kirja' } });
      const undone = await ask('POST', `${PAIR}/decision`, { json: { decision: 'undecide' } });
      expect(undone.json()).toMatchObject({ decided: true, back: ['fi-lib.000000001'], link: { status: 'review' } });
      expect((await ask('POST', `${PAIR}/decision`, { json: { decision: 'undecide' } })).json()).toMatchObject({ decided: false });
    });
  });

  it('refuses a decision on what is not as it was shown', async () => {
    await inHouse(async (house) => {
      const ask = await house.program('editor', ['read', 'edit']);
      const { hashes } = (await ask('GET', PAIR)).json() as { hashes: { ours: string; theirs: string } };
      await house.services.store.commit({ harvested: [record('000000001', { author: 'Toinen, Tekijä.' })] });
      const reply = await ask('POST', `${PAIR}/decision`, { json: { decision: 'accept', sawHashes: hashes } });
      expect([reply.status, reply.json()]).toMatchObject([409, { sides: ['theirs'], detail: expect.stringContaining('has changed') }]);
      expect(await statusOf(house)).toEqual(['1 2012-2 review auto']);
    });
  });

  it.each([
    [{}, 'decision'],
    [{ decision: 'maybe' }, 'maybe'],
    [{ decision: 'accept', sneaky: 1 }, 'sneaky'],
    [undefined, 'nothing'],
  ])('tells what is wrong with a body: %j', async (json, told) => {
    await inHouse(async (house) => {
      const ask = await house.program('editor', ['read', 'edit']);
      const reply = await ask('POST', `${PAIR}/decision`, json === undefined ? {} : { json });
      expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(told)]);
    });
  });

  it('decides on many of one tier, each with its outcome', async () => {
    await inHouse(async (house) => {
      const ask = await house.program('editor', ['read', 'edit']);
      const links = [
        { theirs: 'fi-lib.000000001', ours: '2012-2' },
        { theirs: 'fi-lib.000000002', ours: '2012-2' },
      ];
      const reply = await ask('POST', '/admin/api/links/decisions', { json: { tier: 'D', decision: 'accept', links } });
      expect(reply.json()).toMatchObject({ outcomes: [{ outcome: 'decided' }, { outcome: 'otherTier' }], left: ['fi-lib.000000001'] });
      const many = Array.from({ length: 201 }, (_, index) => ({ theirs: `x.${index}`, ours: '2012-2' }));
      expect((await ask('POST', '/admin/api/links/decisions', { json: { tier: 'D', decision: 'accept', links: many } })).status).toBe(400);
    });
  });

  it('lets a reader look and not decide', async () => {
    await inHouse(async (house) => {
      const ask = await house.program('reader', ['read']);
      expect((await ask('POST', `${PAIR}/decision`, { json: { decision: 'accept' } })).status).toBe(403);
      expect((await ask('POST', '/admin/api/links/decisions', { json: {} })).status).toBe(403);
    });
  });
});

describe('the pages of links', () => {
  it('list what waits by tier with boxes that are ticked where the rules would', async () => {
    await inHouse(async (house) => {
      const { text } = await (await house.as('editor', 'fi')).get('/admin/links');
      expect(text).toContain('D: sama nimeke ja vuosi');
      expect(text).toMatch(/<input type="checkbox" name="link-D" value="fi-lib\.000000001\/2012-2" checked/);
      expect(text).toContain('Käy läpi yksitellen (1)');
    });
  });

  it('say what to do when nothing waits', async () => {
    await inHouse(
      async (house) => {
        const { text } = await (await house.as('reader', 'sv')).get('/admin/links');
        expect(text).toContain('Inget par väntar på beslut.');
      },
      { own: [], harvested: [] },
    );
  });

  it('ask once before many are decided, say what will happen, and then do it', async () => {
    await inHouse(async (house) => {
      const browser = await house.as('editor');
      const asked = await browser.submit('/admin/links/decide', { tier: 'D', decision: 'accept', 'link-D': [KEY] });
      expect([asked.status, asked.text]).toEqual([200, expect.stringContaining('One record leaves the set older.')]);
      expect(await statusOf(house)).toEqual(['1 2012-2 review auto']);
      const seen = fieldIn(asked, 'link-D');
      expect(seen.split(' ')).toHaveLength(3);
      const done = await browser.submit('/admin/links/decide', { tier: 'D', decision: 'accept', 'link-D': [seen], confirmed: 'yes' });
      expect([done.status, done.headers.location]).toEqual([303, '/admin/links?done=linksDecided']);
      expect(await statusOf(house)).toEqual(['1 2012-2 linked editor']);
    });
  });

  it('tell which could not be decided, and that nothing was chosen', async () => {
    await inHouse(async (house) => {
      const browser = await house.as('editor');
      const gone = `${KEY} ${'0'.repeat(64)} ${'0'.repeat(64)}`;
      const changed = await browser.submit('/admin/links/decide', { tier: 'D', decision: 'accept', 'link-D': [gone], confirmed: 'yes' });
      expect([changed.status, changed.text]).toEqual([409, expect.stringContaining('has changed since the page was opened')]);
      const none = await browser.submit('/admin/links/decide', { tier: 'D', decision: 'accept' });
      expect([none.status, none.text]).toEqual([422, expect.stringContaining('No pair was chosen')]);
    });
  });

  it('lead through the queue: accept, undo, refuse, put off, end', async () => {
    await inHouse(
      async (house) => {
        const browser = await house.as('editor');
        const first = await browser.get('/admin/links/review');
        expect(first.text).toContain('Pair 1 of 2');
        expect(first.text).toMatch(/data-key="a"[^]*data-key="r"[^]*data-key="n"/);
        expect(first.text).toContain('Keys: A accepts, R refuses, N goes to the next.');
        const accepted = await browser.submit('/admin/links/review', { link: fieldIn(first, 'link'), decision: 'accept' });
        expect(accepted.status).toBe(303);
        const second = await browser.get(accepted.headers.location!);
        expect(second.text).toContain('Accepted: ');
        expect(second.text).toContain('Pair 1 of 1');
        const undone = await browser.submit('/admin/links/review', { link: KEY, decision: 'undecide' });
        expect((await browser.get(undone.headers.location!)).text).toContain('Taken back: ');
        expect(await statusOf(house)).toEqual(['1 2012-2 review auto', '3 2012-4 review auto']);
        const later =
          /href="([^"]+)"[^>]*>Later/.exec((await browser.get('/admin/links/review')).text) ??
          /data-key="n" href="([^"]+)"/.exec(first.text);
        const put = await browser.get(later![1]!.replaceAll('&amp;', '&'));
        expect(put.text).toContain('Pair 2 of 2');
        const refused = await browser.submit('/admin/links/review', {
          link: fieldIn(put, 'link'),
          after: fieldIn(put, 'after'),
          decision: 'refuse',
        });
        expect((await browser.get(refused.headers.location!)).text).toContain('This is the end. One pair still waits.');
        expect(await statusOf(house)).toEqual(['1 2012-2 review auto', '3 2012-4 refused editor']);
      },
      {
        own: [ours('2012-2'), ours('2012-4', { titles: [{ text: 'Rikostorjunnan vuosikatsaus' }] })],
        harvested: [record('000000001'), record('000000003', { title: 'Rikostorjunnan vuosikatsaus' })],
      },
    );
  });

  it('show the same pair again when it has changed in the meantime', async () => {
    await inHouse(async (house) => {
      const browser = await house.as('editor');
      const link = fieldIn(await browser.get('/admin/links/review'), 'link');
      await house.services.store.commit({ harvested: [record('000000001', { author: 'Toinen, Tekijä.' })] });
      const reply = await browser.submit('/admin/links/review', { link, decision: 'accept' });
      expect([reply.status, reply.text]).toEqual([409, expect.stringContaining('Toinen, Tekijä')]);
      expect(await statusOf(house)).toEqual(['1 2012-2 review auto']);
    });
  });

  it('show one pair with who decided and when, to be taken back', async () => {
    await inHouse(async (house) => {
      const browser = await house.as('editor');
      const page = await browser.get('/admin/links/fi-lib.000000001/2012-2');
      const done = await browser.submit('/admin/links/fi-lib.000000001/2012-2', {
        link: fieldIn(page, 'link'),
        decision: 'refuse',
        reason: 'eri',
      });
      expect(done.headers.location).toBe('/admin/links/fi-lib.000000001/2012-2?done=linkRefused');
      const { text } = await browser.get(done.headers.location!);
      expect(text).toContain('refused');
      expect(text).toContain('Take the decision back');
      expect((await browser.get('/admin/links/fi-lib.9/2012-2')).status).toBe(404);
    });
  });

  it('show a reader everything and no button', async () => {
    await inHouse(async (house) => {
      const { text } = await (await house.as('reader')).get('/admin/links/review');
      expect(text).toContain('Decisions are made by an editor or an administrator.');
      expect(text).not.toContain('data-key="a"');
      expect((await (await house.as('reader')).submit('/admin/links/review', { link: KEY, decision: 'accept' })).status).toBe(403);
    });
  });
});

describe('what a library or an editor writes into a title', () => {
  const EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
  let house: House;
  beforeAll(async () => {
    const title = `Poliisin toimintaympäristö ${EVIL}`;
    const author = `${EVIL}, ${EVIL}`;
    const contributors = [{ kind: 'person', family: EVIL, given: EVIL, role: 'author' } as const];
    house = await openLinkHouse({
      own: [ours('2012-2', { titles: [{ text: title }], contributors }), ours('2012-3', { titles: [{ text: title }], contributors })],
      harvested: [
        record('000000001', {
          title,
          author,
          change: { identifier: `oai:${EVIL}`.replaceAll(' ', ''), because: EVIL, repairs: [EVIL], flags: [EVIL] },
        }),
      ],
    });
  });
  afterAll(() => house.stop());

  it.each([
    ['/admin/links'],
    ['/admin/links/review'],
    ['/admin/links/fi-lib.000000001/2012-2'],
    [`/admin/links/review?decided=${encodeURIComponent(KEY)}`],
  ])('is text on %s in every language', async (target) => {
    for (const language of ['fi', 'sv', 'en']) {
      const { text } = await (await house.as('editor', language)).get(target);
      expect(text).toContain('&lt;img src=x onerror=alert(1)');
      expect(text).not.toMatch(/<img|<script>/);
    }
  });

  it('is text on the page that asks before many are decided', async () => {
    const { tier } = (await house.services.store.listLinks({ limit: 1 }))[0]!;
    const browser = await house.as('editor');
    const { text } = await browser.submit('/admin/links/decide', { tier, decision: 'refuse', [`link-${tier}`]: [KEY, `${EVIL}/2012-2`] });
    expect(text).toContain('&lt;img src=x onerror=alert(1)');
    expect(text).not.toMatch(/<img|<script>/);
  });
});
