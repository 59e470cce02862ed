import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Datestamp } from '../../src/catalogue/datestamp.js';
import { readToken, TOKEN_LIFETIME, writeToken, type ListState, type TokenContext } from '../../src/provider/token.js';
import type { TokenKey } from '../../src/store/ports.js';
import { codesOf, harvestList, identifiersOf, nextTokenOf } from './harvest.js';
import { identifierOf, localIds, openRepository, record, SETTINGS, type Repository } from './repository.js';
import { codePoint } from '../code-point.js';
import { grapheme } from '../grapheme.js';

const NOW = 1_330_837_567 as Datestamp;
const key = (created: number): TokenKey => ({
  id: String(created),
  secret: randomBytes(32).toString('base64url'),
  created: created as Datestamp,
});
const KEY = key(1);
const context = (change: Partial<TokenContext> = {}): TokenContext => ({ epoch: 'epoch-1', keys: [KEY], now: NOW, ...change });

const STATE: ListState = {
  verb: 'ListRecords',
  metadataPrefix: 'marcxml',
  set: 'own:online',
  from: 1_300_000_000 as Datestamp,
  until: 1_330_000_000 as Datestamp,
  after: { datestamp: 1_320_000_000 as Datestamp, identifier: identifierOf('2012-001-pdf') },
  cursor: 500,
  completeListSize: 1200,
  listResponseDate: 1_330_000_001 as Datestamp,
};

const datestamps = fc.integer({ min: 0, max: 4_000_000_000 }) as fc.Arbitrary<Datestamp>;
const words = fc.string({ unit: grapheme, maxLength: 60 });
const counts = { cursor: fc.nat(), completeListSize: fc.integer({ min: 1 }), listResponseDate: datestamps };
const states: fc.Arbitrary<ListState> = fc.oneof(
  fc.record({ verb: fc.constant('ListSets' as const), after: words, ...counts }),
  fc.record(
    {
      verb: fc.constantFrom('ListRecords' as const, 'ListIdentifiers' as const),
      metadataPrefix: words,
      set: words,
      from: datestamps,
      until: datestamps,
      after: fc.record({ datestamp: datestamps, identifier: words }, { noNullPrototype: true }),
      ...counts,
    },
    { requiredKeys: ['verb', 'metadataPrefix', 'until', 'after', 'cursor', 'completeListSize', 'listResponseDate'], noNullPrototype: true },
  ),
);

describe('a token (OAI-PMH 2.0 §3.5)', () => {
  it('gives back the state of the list that went in', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(readToken(writeToken(state, context()).token, context())).toEqual({ kind: 'valid', state });
      }),
    );
  });

  it('row 6: has only characters that need no encoding, is never 0, and is short', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(writeToken(state, context()).token).toMatch(/^[A-Za-z0-9_-]{40,}$/);
      }),
    );
    expect(writeToken(STATE, context()).token.length).toBeLessThan(512);
  });

  it('says truly when it expires', () => {
    const { token, expirationDate } = writeToken(STATE, context());
    expect(expirationDate).toBe(NOW + TOKEN_LIFETIME);
    expect(readToken(token, context({ now: expirationDate }))).toMatchObject({ kind: 'valid' });
    expect(readToken(token, context({ now: (expirationDate + 1) as Datestamp }))).toEqual({ kind: 'invalid', reason: 'expired' });
  });

  it('row 5: of another key, or of another life of the store, is known as such', () => {
    const { token } = writeToken(STATE, context());
    expect(readToken(token, context({ keys: [key(2)] }))).toEqual({ kind: 'invalid', reason: 'not ours' });
    expect(readToken(token, context({ keys: [] }))).toEqual({ kind: 'invalid', reason: 'not ours' });
    expect(readToken(token, context({ epoch: 'epoch-2' }))).toEqual({ kind: 'invalid', reason: 'of another epoch' });
  });

  it('is signed by the newest key and read by any that is kept', () => {
    const [old, fresh] = [key(1), key(2)];
    const before = writeToken(STATE, context({ keys: [old] })).token;
    const after = writeToken(STATE, context({ keys: [fresh, old] })).token;
    expect(readToken(before, context({ keys: [fresh, old] }))).toMatchObject({ kind: 'valid' });
    expect(readToken(after, context({ keys: [fresh] }))).toMatchObject({ kind: 'valid' });
    expect(readToken(after, context({ keys: [old] }))).toMatchObject({ kind: 'invalid' });
  });

  it('row 5: cut anywhere, lengthened or changed in one character, is not ours', () => {
    const { token } = writeToken(STATE, context());
    const alphabet = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. %');
    for (let length = 0; length < token.length; length++)
      expect(readToken(token.slice(0, length), context())).toMatchObject({ kind: 'invalid' });
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...alphabet), (position, character) => {
        fc.pre(token[position] !== character);
        const changed = token.slice(0, position) + character + token.slice(position + 1);
        expect(readToken(changed, context())).toEqual({ kind: 'invalid', reason: 'not ours' });
      }),
      { numRuns: 500 },
    );
    for (const other of [`${token}A`, `${token}=`, `A${token}`, token + token, Array.from(token).reverse().join('')]) {
      expect(readToken(other, context())).toEqual({ kind: 'invalid', reason: 'not ours' });
    }
  });

  it('row 5: any other text is not ours', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: codePoint, maxLength: 200 }), fc.base64String(), fc.stringMatching(/^[A-Za-z0-9_-]{0,300}$/)),
        (text) => {
          expect(readToken(text, context())).toEqual({ kind: 'invalid', reason: 'not ours' });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('row 5: made by a stranger who knows its form but no key is not ours', () => {
    const payload = Buffer.from(JSON.stringify([1, 'epoch-1', NOW + 1000, 'ListRecords', 0, 1, NOW, 'oai_dc', null, null, NOW, 0, '']));
    for (const secret of ['', 'secret', 'null', 'undefined']) {
      const mac = createHmac('sha256', secret).update(payload).digest().subarray(0, 16);
      expect(readToken(Buffer.concat([mac, payload]).toString('base64url'), context())).toEqual({ kind: 'invalid', reason: 'not ours' });
    }
    expect(readToken(Buffer.concat([Buffer.alloc(16), payload]).toString('base64url'), context())).toMatchObject({ kind: 'invalid' });
  });
});

describe('a request with a token', () => {
  const open = async (): Promise<Repository> => {
    const repository = openRepository({ oai: { pageSize: 2 } });
    await repository.put(...localIds(6).map((id) => record(id)));
    return repository;
  };
  const first = ({ ask }: Repository) => ask('verb=ListRecords&metadataPrefix=oai_dc&set=own');

  it('row 6: survives unencoded, encoded once and encoded twice', async () => {
    const repository = await open();
    const token = nextTokenOf(await first(repository));
    const everyCharacter = Array.from(token)
      .map((character) => `%${character.charCodeAt(0).toString(16)}`)
      .join('');
    for (const text of [token, encodeURIComponent(token), encodeURIComponent(encodeURIComponent(token)), everyCharacter]) {
      expect(identifiersOf(await repository.ask(`verb=ListRecords&resumptionToken=${text}`))).toHaveLength(2);
    }
  });

  it('row 5: whatever is wrong with it, is answered with badResumptionToken alone', async () => {
    const repository = await open();
    const token = nextTokenOf(await first(repository));
    const damaged = fc.oneof(
      fc.nat(token.length - 1).map((length) => token.slice(0, length)),
      fc
        .tuple(fc.nat(token.length - 1), fc.constantFrom('A', 'a', '0', '_', '-'))
        .map(([at, character]) => token.slice(0, at) + character + token.slice(at + 1)),
      fc.string({ unit: codePoint, minLength: 1, maxLength: 300 }),
      fc.constant(`${token}${token}`),
    );
    await fc.assert(
      fc.asyncProperty(damaged, fc.constantFrom('ListRecords', 'ListIdentifiers', 'ListSets'), async (text, verb) => {
        fc.pre(text.trim() !== '' && !(text === token && verb === 'ListRecords'));
        const codes = codesOf(await repository.ask(new URLSearchParams({ verb, resumptionToken: text }).toString()));
        expect(codes).toEqual(['badResumptionToken']);
      }),
      { numRuns: 300 },
    );
  });

  it('row 5: of another repository is refused', async () => {
    const [one, other] = [await open(), await open()];
    const token = nextTokenOf(await first(one));
    expect(codesOf(await other.ask(`verb=ListRecords&resumptionToken=${token}`))).toEqual(['badResumptionToken']);
  });

  it('row 5: from before a restore from backup is refused, and says why', async () => {
    const repository = await open();
    const token = nextTokenOf(await first(repository));
    const moment = await repository.store.readMoment();
    const elsewhere = { ...moment, installation: { ...moment.installation, epoch: 'another' } };
    const restored = repository.reopen({ store: { ...repository.store, readMoment: async () => elsewhere } });
    const answer = await restored.ask(`verb=ListRecords&resumptionToken=${token}`);
    expect(codesOf(answer)).toEqual(['badResumptionToken']);
    expect(answer.errors[0]!.message).toContain('backup');
  });

  it('goes on while the keys change under it', async () => {
    const repository = await open();
    const pages = await harvestList(repository.ask, 'ListRecords', 'metadataPrefix=oai_dc', async () => {
      const { tokenKeys } = await repository.store.readInstallation();
      repository.clock.tick(1);
      await repository.store.commit({ installation: { tokenKeys: [...tokenKeys, key(NOW + 100 + tokenKeys.length)] } });
    });
    expect(pages.flatMap(identifiersOf)).toEqual(localIds(6).map(identifierOf));
  });

  it('in a format that is no longer offered says so', async () => {
    const repository = await open();
    const token = nextTokenOf(await first(repository));
    const answer = await repository.reopen({ formats: [] }).ask(`verb=ListRecords&resumptionToken=${token}`);
    expect(codesOf(answer)).toEqual(['badResumptionToken']);
    expect(answer.errors[0]!.message).toContain('oai_dc');
  });

  it('keeps the page size of the settings, not that of the day when the list began', async () => {
    const repository = await open();
    const token = nextTokenOf(await first(repository));
    const rest = await repository.reopen({ settings: SETTINGS }).ask(`verb=ListRecords&resumptionToken=${token}`);
    expect(identifiersOf(rest)).toEqual(localIds(6).slice(2).map(identifierOf));
  });
});
