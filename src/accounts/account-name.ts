import { accountKeyOf } from '../store/account-contents.js';
import type { Account } from '../store/account-ports.js';
import type { AccountFault } from './accounts.js';

/** In characters. */
const MOST_CHARACTERS = 64;

/**
 * Letters and digits of any script, and what e-mail addresses and people's names have between them; no two blanks in a row. It begins with a
 * letter or digit: `..` stands for something else in an address.
 */
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@+'’-]*(?: [\p{L}\p{M}\p{N}._@+'’-]+)*$/u;

/** What the audit calls those who are no account. */
const RESERVED = new Set(['schedule', 'recovery', 'service', 'command line', 'stranger', 'openid-connect']);

/** As it is kept: trimmed, and composed as Unicode has it (NFC). */
export const normaliseName = (name: string): string => name.normalize('NFC').trim();

/** What is wrong with a new name; nothing when it is good. @param name normalised */
export const findNameFaults = (name: string): readonly AccountFault[] => {
  if (name === '') return ['nameMissing'];
  if (Array.from(name).length > MOST_CHARACTERS) return ['nameTooLong'];
  if (!NAME.test(name)) return ['nameHasOddCharacters'];
  return RESERVED.has(accountKeyOf(name)) ? ['nameTaken'] : [];
};

const MOST_LOOKED_AT = 1000;

/** What a stranger, or a provider, wrote in place of a name, fit to be shown: without control and direction characters, cut to 64. */
export const shownName = (text: string): string =>
  Array.from(
    text
      .slice(0, MOST_LOOKED_AT)
      .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
      .trim(),
  )
    .slice(0, MOST_CHARACTERS)
    .join('');

/** Leaves room for a number behind it. */
const MOST_OF_PREFERRED = 56;

/** A provider's name for a person, or one like it; never one that somebody has. */
export const freeName = (preferred: string, all: readonly Account[]): string => {
  const taken = new Set(all.map(({ name }) => accountKeyOf(name)));
  const isFree = (name: string): boolean => findNameFaults(name).length === 0 && !taken.has(accountKeyOf(name));
  const allowed = shownName(preferred.normalize('NFC'))
    .replaceAll(/[^\p{L}\p{M}\p{N}._@+'’ -]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '');
  const base = Array.from(allowed).slice(0, MOST_OF_PREFERRED).join('').trim() || 'person';
  let name = base;
  for (let number = 2; !isFree(name); number++) name = `${base}-${number}`;
  return name;
};
