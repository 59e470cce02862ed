/** What may stand at each position of a leader (MARC21slim.xsd, leaderDataFieldType) and what is put there instead. */
const POSITIONS: readonly (readonly [legal: RegExp, instead: string])[] = Array.from({ length: 24 }, (_, position) => {
  if (position < 5 || (position >= 12 && position <= 16)) return [/[\d ]/, '0'] as const;
  if (position === 5) return [/[\dA-Za-z ]/, 'c'] as const;
  if (position === 6) return [/[\dA-Za-z]/, 'a'] as const;
  if (position === 7) return [/[\dA-Za-z ]/, 'm'] as const;
  if (position === 10 || position === 11) return [/[2 ]/, '2'] as const;
  return [/[\dA-Za-z ]/, ' '] as const;
});

/** A leader of 24 characters that MARC21slim.xsd takes; a legal one comes back as it is. */
export const repairedLeader = (leader: string): string => {
  const characters = Array.from(leader.padEnd(24).slice(0, 24).split(''), blankOf);
  const legal = characters.slice(0, 20).map((character, position) => {
    const [allowed, instead] = POSITIONS[position] ?? [/./, ' '];
    return allowed.test(character) ? character : instead;
  });
  const entryMap = characters.slice(20).join('');
  return legal.join('') + (/^(?:4500| {4})$/.test(entryMap) ? entryMap : '4500');
};

/** One of 0-9, a-z or blank: a capital becomes small, what some exports write for a blank becomes one. */
export const repairedIndicator = (indicator: string): string => {
  const character = indicator.charAt(0).toLowerCase();
  return /^[\da-z]$/.test(character) ? character : ' ';
};

/** `#`, `^`, `\` and `|` are how blanks are shown on paper and in the files of some systems. */
const blankOf = (character: string): string => (/[#^\\|\t]/.test(character) ? ' ' : character);
