import { parseIssn } from '../../catalogue/issn.js';
import type { PublisherStatement } from '../../catalogue/statement.js';
import { cleanLine } from '../clean-text.js';
import type { SourceItem } from '../draft.js';
import { present } from '../present.js';
import type { PageLine } from './page-line.js';

// Each part is bounded: an open end would take time with the square of a hostile line.
/** `Works made before <year> do not meet the accessibility requirements`, in the languages of the page. */
const ACCESSIBILITY = [
  /Ennen (?:vuotta )?(?<year>\d{4}) [^.]{0,200}julkaisut eivät (?:ole saavutettavia|täytä saavutettavuusvaatimuksia)[^.]{0,200}\.?/u,
  /(?:De )?[Pp]ublikationer[^.]{0,200} före (?:år )?(?<year>\d{4})[^.]{0,200} (?:är inte tillgängliga|uppfyller inte [^.]{0,200}tillgänglighet)[^.]{0,200}\.?/u,
  /Publications [^.]{0,200}before (?<year>\d{4})[^.]{0,200} (?:are not accessible|do not (?:meet|fulfil) [^.]{0,200}accessibility)[^.]{0,200}\.?/u,
];

/** `Works published before <year> are in the collections of …`. */
const OLDER = [
  /Julkaisut ennen (?:vuotta )?(?<year>\d{4}) +löytyvät (?:muun muassa )?(?<libraries>[^.]{1,200}?) kokoelmista\.?/u,
  /Publikationer(?:na)? (?:från tiden )?före (?:år )?(?<year>\d{4}) finns (?:bland annat )?i (?<libraries>[^.]{1,200}?)s samlingar\.?/u,
  /Publications (?:from )?before (?<year>\d{4}) (?:are|can be found) (?:among others )?in the collections of (?<libraries>[^.]{1,200})\.?/u,
];

const PREDECESSOR = [
  /(?:(?<publisher>[^.]{1,200}?) on julkaissut sarjaa aiemmin\. )?Julkaisusarjan nimi on (?<title>[^.(]{1,200}?) ?\(ISSN ?(?<issn>[\d–-]{4,12}[\dXx])\)\.?/u,
  /(?:(?<publisher>[^.]{1,200}?) har tidigare gett ut serien\. )?Seriens namn är (?<title>[^.(]{1,200}?) ?\(ISSN ?(?<issn>[\d–-]{4,12}[\dXx])\)\.?/u,
  /(?:(?<publisher>[^.]{1,200}?) published the series earlier\. )?The name of the series is (?<title>[^.(]{1,200}?) ?\(ISSN ?(?<issn>[\d–-]{4,12}[\dXx])\)\.?/u,
];

/** What a page shows instead of an address that it hides from programs. */
const HIDDEN_ADDRESS = /\[email[\s\u00A0]protected\]/u;
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/u;

/** The general sentences of the page, from its lines outside the publications. */
export const readStatements = (lines: readonly PageLine[]): readonly SourceItem[] => [
  ...readAccessibility(lines),
  ...readOlderWorks(lines),
];

/** Whether the line holds one of them. */
export const isStatement = (text: string): boolean => firstMatch([...ACCESSIBILITY, ...OLDER, ...PREDECESSOR], text) !== undefined;

const readAccessibility = (lines: readonly PageLine[]): readonly SourceItem[] => {
  for (const { text, line, links } of lines) {
    const found = firstMatch(ACCESSIBILITY, text);
    if (!found) continue;
    const mailto = links.map(({ address }) => address).find((address) => address?.startsWith('mailto:') && EMAIL.test(address));
    const contact = EMAIL.exec(mailto ?? text)?.[0];
    const hidden = contact === undefined && HIDDEN_ADDRESS.test(text);
    const note =
      'the page hides the address for questions on accessibility from programs ("[email protected]"), so it is not taken. ' +
      'Put it into the settings: publisher.accessibilityContact';
    return [
      {
        kind: 'statement',
        line,
        statement: { kind: 'accessibility', text: found.text, beforeYear: Number(found.groups['year']), ...present({ contact }) },
      },
      ...(hidden ? [{ kind: 'note', line, text: note } as const] : []),
    ];
  }
  return [];
};

/** The two sentences stand in paragraphs of their own; together they are one statement. */
const readOlderWorks = (lines: readonly PageLine[]): readonly SourceItem[] => {
  const older = firstOf(lines, OLDER);
  const predecessor = firstOf(lines, PREDECESSOR);
  const first = older ?? predecessor;
  if (!first) return [];
  const issn = parseIssn(predecessor?.groups['issn'] ?? '');
  const statement: PublisherStatement = {
    kind: 'olderWorks',
    text: [older?.text, predecessor?.text].filter((text) => text !== undefined).join(' '),
    libraries: librariesIn(older?.groups['libraries'] ?? ''),
    ...present({
      beforeYear: older && Number(older.groups['year']),
      predecessor: predecessor && {
        title: predecessor.groups['title'] ?? '',
        ...present({ issn, publisher: predecessor.groups['publisher'] }),
      },
    }),
  };
  const badIssn: SourceItem[] =
    predecessor && !issn
      ? [
          {
            kind: 'note',
            line: predecessor.line,
            text: `ISSN ${predecessor.groups['issn'] ?? ''} of the earlier series is not valid; not taken`,
          },
        ]
      : [];
  return [{ kind: 'statement', line: first.line, statement }, ...badIssn];
};

interface Sentence {
  readonly text: string;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** Characters. The page's own paragraphs with such sentences have some hundreds. */
const LONGEST_PARAGRAPH = 20_000;

const firstMatch = (patterns: readonly RegExp[], text: string): Sentence | undefined => {
  for (const pattern of text.length > LONGEST_PARAGRAPH ? [] : patterns) {
    const match = pattern.exec(text);
    if (match) return { text: cleanLine(match[0]), groups: match.groups ?? {} };
  }
  return undefined;
};

const firstOf = (lines: readonly PageLine[], patterns: readonly RegExp[]): (Sentence & { readonly line: number }) | undefined => {
  for (const { text, line } of lines) {
    const found = firstMatch(patterns, text);
    if (found) return { ...found, line };
  }
  return undefined;
};

/** `Eduskunnan kirjaston ja Kansalliskirjaston` names two libraries in the genitive; here they are named as they are called. */
const librariesIn = (phrase: string): readonly string[] =>
  phrase
    .split(/, | ja | och | and (?:the )?/u)
    .map((name) =>
      cleanLine(name.replace(/^the /u, ''))
        .replace(/ston$/u, 'sto')
        .replace(/(bibliotek(?:et)?)s$/u, '$1'),
    )
    .filter((name) => name !== '');
