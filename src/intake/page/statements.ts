import { parseIssn } from '../../catalogue/issn.js';
import type { PublisherStatement } from '../../catalogue/statement.js';
import { cleanLine } from '../clean-text.js';
import type { SourceItem } from '../draft.js';
import { present } from '../present.js';
import type { PageLine } from './page-line.js';

/** `Works made before <year> do not meet the accessibility requirements`, in the languages of the page. */
const ACCESSIBILITY = [
  /Ennen (?:vuotta )?(?<year>\d{4}) [^.]*julkaisut eivät (?:ole saavutettavia|täytä saavutettavuusvaatimuksia)[^.]*\.?/u,
  /(?:De )?[Pp]ublikationer[^.]* före (?:år )?(?<year>\d{4})[^.]* (?:är inte tillgängliga|uppfyller inte [^.]*tillgänglighet)[^.]*\.?/u,
  /Publications [^.]*before (?<year>\d{4})[^.]* (?:are not accessible|do not (?:meet|fulfil) [^.]*accessibility)[^.]*\.?/u,
];

/** `Works published before <year> are in the collections of …`. */
const OLDER = [
  /Julkaisut ennen (?:vuotta )?(?<year>\d{4}) +löytyvät (?:muun muassa )?(?<libraries>[^.]+?) kokoelmista\.?/u,
  /Publikationer(?:na)? (?:från tiden )?före (?:år )?(?<year>\d{4}) finns (?:bland annat )?i (?<libraries>[^.]+?)s samlingar\.?/u,
  /Publications (?:from )?before (?<year>\d{4}) (?:are|can be found) (?:among others )?in the collections of (?<libraries>[^.]+)\.?/u,
];

const PREDECESSOR = [
  /(?:(?<publisher>[^.]+?) on julkaissut sarjaa aiemmin\. )?Julkaisusarjan nimi on (?<title>[^.(]+?) ?\(ISSN ?(?<issn>[\d–-]{4,}[\dXx])\)\.?/u,
  /(?:(?<publisher>[^.]+?) har tidigare gett ut serien\. )?Seriens namn är (?<title>[^.(]+?) ?\(ISSN ?(?<issn>[\d–-]{4,}[\dXx])\)\.?/u,
  /(?:(?<publisher>[^.]+?) published the series earlier\. )?The name of the series is (?<title>[^.(]+?) ?\(ISSN ?(?<issn>[\d–-]{4,}[\dXx])\)\.?/u,
];

/** What a page shows instead of an address that it hides from programs. */
const HIDDEN_ADDRESS = /\[email[\s\u00A0]protected\]/u;
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;

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

const firstMatch = (patterns: readonly RegExp[], text: string): Sentence | undefined => {
  for (const pattern of patterns) {
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
