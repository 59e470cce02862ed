import { accountKeyOf } from '../store/account-contents.js';
import type { AccountFault } from './accounts.js';
import { isTooLong, normalisePassword } from './passwords.js';

/** In characters (code points). Length is what counts; no rule about digits or capitals (NIST SP 800-63B-4 §3.1.1.2). */
const LEAST_CHARACTERS = 12;

/** What is wrong with a new password; nothing when it is good. */
export const findPasswordFaults = (password: string, name: string): readonly AccountFault[] => {
  const given = normalisePassword(password);
  if (isTooLong(given)) return ['passwordTooLong'];
  const faults: AccountFault[] = [];
  if (Array.from(given).length < LEAST_CHARACTERS) faults.push('passwordTooShort');
  if (isNameAgain(accountKeyOf(given.trim()), accountKeyOf(name.trim()))) faults.push('passwordIsName');
  else if (faults.length === 0 && isCommon(given)) faults.push('passwordTooCommon');
  return faults;
};

/** The name itself, once or over and over. */
const isNameAgain = (password: string, name: string): boolean => name !== '' && password !== '' && password.replaceAll(name, '') === '';

/** The names of such things, with digits and marks round them or one after the other, are what is tried first. */
const COMMON_WORDS = [
  ...['password', 'passwort', 'passord', 'passw0rd', 'p@ssword', 'p@ssw0rd', 'salasana', 'salasan4', 's4l4s4n4', 'losenord', 'lösenord'],
  ...['julkaisusilta', 'julkaisu', 'julkaisut', 'kirjasto', 'kirjastonhoitaja', 'bibliotek', 'library', 'librarian', 'yllapitaja'],
  ...['ylläpitäjä', 'administrator', 'administration', 'admin', 'poliisi', 'eduskunta', 'kansalliskirjasto', 'tervetuloa', 'valkommen'],
  ...['välkommen', 'welcome', 'letmein', 'letmeinnow', 'iloveyou', 'minarakastansinua', 'rakastan', 'changeme', 'vaihdatama', 'secret'],
  ...['salaisuus', 'hemlighet', 'qwerty', 'qwertyui', 'qwertyuiop', 'qwertyuiopå', 'asdf', 'asdfgh', 'asdfghjkl', 'asdfghjklö'],
  ...['asdfghjklöä', 'zxcvbn', 'zxcvbnm', 'qazwsx', 'qazwsxedc', '1q2w3e4r', '1q2w3e4r5t', '1q2w3e4r5t6y', 'q1w2e3r4t5y6', 'abc', 'abcd'],
  ...['abcdef', 'abcdefgh', 'abcdefghijkl', 'abcdefghijklmnop', 'trustno', 'football', 'baseball', 'jalkapallo', 'suomi', 'finland'],
  ...['sverige', 'helsinki', 'perkele', 'dragon', 'master', 'monkey', 'sunshine', 'princess', 'superman', 'starwars', 'test', 'testi'],
  ...['kissa', 'koira', 'kesä', 'talvi', 'hello', 'correcthorsebatterystaple'],
];
/** Longest first, so that `admin` does not leave the end of `administrator` behind. None of them has a character that means something here. */
const COMMON = new RegExp(COMMON_WORDS.toSorted((a, b) => b.length - a.length).join('|'), 'g');

/** Fewer different characters than this make no password, however long it is. */
const LEAST_DIFFERENT = 5;

const isCommon = (password: string): boolean => {
  const plain = password.toLowerCase();
  if (new Set(plain).size < LEAST_DIFFERENT) return true;
  if (isRepeated(plain) || isCounting(plain)) return true;
  // What is left beside the words: digits, blanks and marks add next to nothing.
  const rest = plain.replace(COMMON, '');
  return rest.length < plain.length && /^[\d\s\p{P}\p{S}]*$/u.test(rest);
};

/** `abcabcabcabc`: a part of at most four characters over and over. */
const isRepeated = (text: string): boolean => /^(.{1,4})\1+$/su.test(text);

/** `123456789012`, `987654321098`: each digit next to the one before it. */
const isCounting = (text: string): boolean => /^\d+$/.test(text) && (isStepwise(text, 1) || isStepwise(text, 9));

const isStepwise = (digits: string, step: number): boolean =>
  Array.from(digits).every((digit, index) => index === 0 || (Number(digits[index - 1]) + step) % 10 === Number(digit));
