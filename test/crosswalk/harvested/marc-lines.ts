import { datafield, type MarcRecord } from '../../../src/crosswalk/marc-record.js';

/**
 * A record as it is printed on paper, a line for each field: `LDR …`, `001 …`, `245 10 $a Title / $c by whom.`. A blank
 * indicator is `#`; `$x` with nothing behind it is an empty subfield.
 */
export const marcFromLines = (text: string): MarcRecord => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const withTag = (isWanted: (tag: string) => boolean) =>
    lines.map((line) => [line.slice(0, 3), line.slice(4)] as const).filter(([tag]) => isWanted(tag));
  return {
    leader: withTag((tag) => tag === 'LDR')[0]?.[1] ?? '00000cam a2200000 i 4500',
    controlfields: withTag((tag) => tag.startsWith('00')).map(([tag, value]) => ({ tag, value })),
    datafields: withTag((tag) => tag !== 'LDR' && !tag.startsWith('00')).map(([tag, rest]) =>
      datafield(tag, rest.slice(0, 2).replaceAll('#', ' '), ...subfieldsIn(rest.slice(2))),
    ),
  };
};

const subfieldsIn = (text: string): readonly (readonly [string, string])[] =>
  text
    .split(/(?:^|\s)\$(?=\S)/)
    .slice(1)
    .map((part) => [part.charAt(0), part.slice(2)] as const);
