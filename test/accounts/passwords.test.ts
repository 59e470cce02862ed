import { describe, expect, it } from '@jest/globals';
import { deriveByScrypt, formatPasswordHash, parsePasswordHash, TODAYS_COST, type DeriveKey } from '../../src/accounts/password-hash.js';
import { findPasswordFaults } from '../../src/accounts/password-rules.js';
import { createPasswords } from '../../src/accounts/passwords.js';
import { CHEAP, OTHER_PASSWORD, PASSWORD } from './desk.js';

describe('the hash of a password', () => {
  const passwords = createPasswords({ cost: CHEAP });

  it('is made by scrypt of N = 2^15, r = 8, p = 3 today, with the parameters in it', async () => {
    const hash = await createPasswords().hash(PASSWORD);
    expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await createPasswords().verify(PASSWORD, hash)).toEqual({ isRight: true, isOutdated: false });
  });

  it('is scrypt as others compute it (RFC 7914 §12)', async () => {
    const key = await deriveByScrypt('pleaseletmein', Buffer.from('SodiumChloride'), { ln: 14, r: 8, p: 1 });
    expect(key.toString('hex')).toBe('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2');
  });

  it('is of another salt every time', async () => {
    const [one, two] = [await passwords.hash(PASSWORD), await passwords.hash(PASSWORD)];
    expect(one).not.toBe(two);
    for (const hash of [one, two]) expect(await passwords.verify(PASSWORD, hash)).toEqual({ isRight: true, isOutdated: false });
  });

  it.each([
    ['another', OTHER_PASSWORD],
    ['another case', PASSWORD.toUpperCase()],
    ['a blank behind', `${PASSWORD} `],
    ['nothing', ''],
  ])('is not that of %s', async (_, given) => {
    expect(await passwords.verify(given, await passwords.hash(PASSWORD))).toEqual({ isRight: false, isOutdated: false });
  });

  it('is the same however a keyboard composes ä', async () => {
    const hash = await passwords.hash('pöllö ja hämärä'.normalize('NFD'));
    expect(await passwords.verify('pöllö ja hämärä'.normalize('NFC'), hash)).toMatchObject({ isRight: true });
  });

  it('of other parameters than today’s is right, and to be made anew', async () => {
    const hash = await createPasswords({ cost: { ln: 2, r: 1, p: 2 } }).hash(PASSWORD);
    expect(await passwords.verify(PASSWORD, hash)).toEqual({ isRight: true, isOutdated: true });
    expect(await passwords.verify(OTHER_PASSWORD, hash)).toEqual({ isRight: false, isOutdated: false });
  });

  it.each([
    '',
    'plain text',
    '$scrypt$ln=99,r=8,p=3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$scrypt$ln=15,r=0,p=3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ])('that is %j is nobody’s', async (hash) => {
    expect(await passwords.verify('', hash)).toEqual({ isRight: false, isOutdated: false });
  });

  it('is read as it is written', async () => {
    const hash = await passwords.hash(PASSWORD);
    expect(formatPasswordHash(parsePasswordHash(hash)!)).toBe(hash);
  });
});

describe('hashing', () => {
  /** Ends when it is told to. */
  const createHeldHashing = () => {
    const held: (() => void)[] = [];
    let [running, most] = [0, 0];
    const derive: DeriveKey = async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => held.push(resolve));
      running--;
      return Buffer.alloc(32);
    };
    const endAll = async (): Promise<void> => {
      for (let rounds = 0; rounds < 500; rounds++) {
        held.shift()?.();
        await new Promise(setImmediate);
      }
    };
    return { passwords: createPasswords({ cost: CHEAP, derive }), held, most: () => most, endAll };
  };

  it('is done for two at a time, and for everyone in the end', async () => {
    const { passwords, most, endAll } = createHeldHashing();
    const hashes = Promise.all(Array.from({ length: 20 }, () => passwords.hash(PASSWORD)));
    await endAll();
    expect(await hashes).toHaveLength(20);
    expect(most()).toBe(2);
  });

  it('goes on after one that failed', async () => {
    let calls = 0;
    const passwords = createPasswords({
      cost: CHEAP,
      derive: (...given) => (calls++ % 3 === 0 ? Promise.reject(new Error('no memory')) : deriveByScrypt(...given)),
    });
    const outcomes = await Promise.allSettled(Array.from({ length: 9 }, () => passwords.hash(PASSWORD)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
  });

  it('is crowded when fifty wait, until they have had their turn', async () => {
    const { passwords, endAll } = createHeldHashing();
    const all = Array.from({ length: 51 }, () => passwords.hash(PASSWORD));
    expect(passwords.isCrowded()).toBe(false);
    all.push(passwords.hash(PASSWORD));
    expect(passwords.isCrowded()).toBe(true);
    await endAll();
    await Promise.all(all);
    expect(passwords.isCrowded()).toBe(false);
  });

  it('takes as much for no hash, a broken one and a giant password as for a wrong one', async () => {
    const costs: unknown[] = [];
    const passwords = createPasswords({
      derive: async (password, _salt, cost) => {
        costs.push(cost);
        expect(password.length).toBeLessThanOrEqual(1024);
        return Buffer.alloc(32, 1);
      },
    });
    const hash = await passwords.hash(PASSWORD);
    for (const [given, kept] of [
      [OTHER_PASSWORD, hash],
      [OTHER_PASSWORD, undefined],
      [OTHER_PASSWORD, 'broken'],
      ['x'.repeat(1_000_000), hash],
      ['x'.repeat(1_000_000), undefined],
    ] as const) {
      costs.length = 0;
      await passwords.verify(given, kept);
      expect(costs).toEqual([TODAYS_COST]);
    }
  });
});

describe('a new password', () => {
  const NAME = 'Maija Meikäläinen';

  it.each([
    'hevonen ja kuu 7',
    'kolme sinistä ovea',
    'Xk3vTq9wLm2p',
    'päivystäjän oma lause',
    'äöåäöåäöå123äö€',
    '图书馆的门一直开着直到晚上',
    '🐎🌙📚🦉🚪🔑🐎🌙📚🦉🚪🗝',
    'maija meikäläinen osti hevosen',
    'a'.repeat(500) + 'bcdefgh'.repeat(60),
  ])('%j is good', (password) => {
    expect(findPasswordFaults(password, NAME)).toEqual([]);
  });

  it.each([
    ['passwordTooShort', ''],
    ['passwordTooShort', 'kuu ja 7hev'],
    ['passwordTooShort', '🐎🌙📚🦉🚪🔑'],
    ['passwordTooLong', 'aä'.repeat(342)],
    ['passwordTooLong', 'x'.repeat(1025)],
    ['passwordIsName', 'Maija Meikäläinen'],
    ['passwordIsName', 'MAIJA MEIKÄLÄINEN '],
    ['passwordIsName', 'maija meikäläinenMaija Meikäläinen'],
    ['passwordTooCommon', 'aaaaaaaaaaaa'],
    ['passwordTooCommon', 'ababababababab'],
    ['passwordTooCommon', 'kissakissakissa'],
    ['passwordTooCommon', '123456789012'],
    ['passwordTooCommon', '987654321098'],
    ['passwordTooCommon', 'password1234'],
    ['passwordTooCommon', 'Password!2024'],
    ['passwordTooCommon', 'salasana1234'],
    ['passwordTooCommon', 'Salasana-2026!'],
    ['passwordTooCommon', 'salasanasalasana'],
    ['passwordTooCommon', 'julkaisusilta'],
    ['passwordTooCommon', 'Julkaisusilta1!'],
    ['passwordTooCommon', 'qwertyuiop123'],
    ['passwordTooCommon', 'qwertyuiopå¨'],
    ['passwordTooCommon', 'asdfghjklöä'.repeat(2)],
    ['passwordTooCommon', '1q2w3e4r5t6y'],
    ['passwordTooCommon', 'administrator'],
    ['passwordTooCommon', 'abcabcabcabc'],
  ] as const)('is refused as %s when it is %j', (fault, password) => {
    expect(findPasswordFaults(password, NAME)).toEqual([fault]);
  });

  it('is told all that is wrong with it', () => {
    expect(findPasswordFaults('Maija', 'maija')).toEqual(['passwordTooShort', 'passwordIsName']);
  });

  it('of 1024 bytes is just short enough', () => {
    expect(findPasswordFaults('kuu ja hevonen, '.repeat(64), NAME)).toEqual([]);
  });
});
