import { semanticHash, rawHash } from '../../crosswalk/harvested/content-hash.js';
import { shownText } from '../../crosswalk/harvested/heading-text.js';
import type { MarcRecord } from '../../crosswalk/marc-record.js';
import { readMarcRecord } from '../../crosswalk/read-marc.js';
import { localName, type XmlElement } from '../../xml/element.js';
import { parseXml } from '../../xml/parse.js';
import { remoteText } from '../remote-text.js';
import { createSelection } from '../selection/selection.js';
import type { SelectionRules } from '../selection/selection-rules.js';
import type { OutOfScope, Verdict } from '../source-client.js';

/** Plain values: fit to be sent to another thread. */
export interface JudgeOptions {
  readonly rules: SelectionRules;
  /** Whose control numbers they are where a record has no 003: `FI-MELINDA`. */
  readonly authority: string | Authority;
}

export interface Authority {
  readonly default: string;
  /** What else it calls itself in 003, and its right name: `{ FIN01: 'FI-MELINDA' }`; case does not matter. */
  readonly aliases?: Readonly<Record<string, string>>;
}

export type Judgement = Verdict | UnreadableMarc;

export interface UnreadableMarc {
  readonly kind: 'unreadable';
  /** In words, for a librarian. */
  readonly reason: string;
}

export interface Judge {
  /** By all that is in it. */
  judgeXml(xml: string): Judgement;
  /**
   * The same, sooner: what the glance shows to be of no interest, or no MARC record, is not parsed.
   * @param glance its element with the children of `MARC_GLANCE`
   */
  judge(xml: string, glance: XmlElement | undefined): Judgement;
}

/** @throws Error when the rules are at fault */
export const createJudge = ({ rules, authority }: JudgeOptions): Judge => {
  const select = createSelection(rules);
  const owners = ownersOf(authority);
  const outOfScope = (record: MarcRecord, because: string): OutOfScope => ({
    kind: 'outOfScope',
    localId: localIdOf(record, owners),
    title: titleOf(record),
    because: shortened(because, LONGEST_REASON),
  });
  const judgeXml = (xml: string): Judgement => {
    const record = readXml(xml);
    if ('reason' in record) return record;
    const selection = select(record);
    if (selection.kind === 'outOfScope') return outOfScope(record, selection.because);
    const hashes = { contentHash: semanticHash(record), rawHash: rawHash(xml) };
    const because = shortened(selection.because, LONGEST_REASON);
    return { ...selection, because, localId: localIdOf(record, owners), title: titleOf(record), ...hashes };
  };
  return {
    judgeXml,
    judge: (xml, glance) => {
      // A collection holds its record one level farther down than was looked.
      if (glance === undefined || localName(glance) === 'collection') return judgeXml(xml);
      const record = readMarc(glance);
      if ('reason' in record) return record;
      const selection = select(record);
      return selection.kind === 'outOfScope' ? outOfScope(record, selection.because) : judgeXml(xml);
    },
  };
};

/** In UTF-16 units. Parsed, text takes thirty times its length; Melinda's longest records have some 200,000. */
const LONGEST_XML = 2 * 1024 * 1024;

const readXml = (xml: string): MarcRecord | UnreadableMarc => {
  if (xml.length > LONGEST_XML) return unreadable(`it has ${xml.length} characters, more than the ${LONGEST_XML} that are parsed`);
  try {
    return readMarcRecord(parseXml(xml));
  } catch (fault) {
    return unreadable(messageOf(fault));
  }
};

const readMarc = (element: XmlElement): MarcRecord | UnreadableMarc => {
  try {
    return readMarcRecord(element);
  } catch (fault) {
    return unreadable(messageOf(fault));
  }
};

const unreadable = (reason: string): UnreadableMarc => ({ kind: 'unreadable', reason: remoteText(reason, 300) });

const messageOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));

/** In UTF-16 units: a page of ten thousand records must not become one of as many novels. */
const LONGEST_TITLE = 1000;
const LONGEST_REASON = 1000;

/** `$a` and `$b` of the first 245; empty without one. */
const titleOf = ({ datafields }: MarcRecord): string => {
  const parts = (datafields.find(({ tag }) => tag === '245')?.subfields ?? []).filter(({ code }) => code === 'a' || code === 'b');
  return shortened(shownText(parts.map(({ value }) => value).join(' ')), LONGEST_TITLE);
};

const shortened = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** Under which a harvested record is published and found again: `fi-melinda.000254001`. Safe in an identifier, and never with a hyphen after the dot. */
export const localIdOfHarvested = (record: MarcRecord, authority: JudgeOptions['authority']): string =>
  localIdOf(record, ownersOf(authority));

interface Owners {
  readonly default: string;
  /** By what it calls itself, in small letters. */
  readonly aliases: ReadonlyMap<string, string>;
}

const ownersOf = (authority: JudgeOptions['authority']): Owners => {
  const { default: owner, aliases = {} } = typeof authority === 'string' ? { default: authority } : authority;
  return { default: owner, aliases: new Map(Object.entries(aliases).map(([alias, name]) => [alias.trim().toLowerCase(), name])) };
};

const localIdOf = ({ controlfields }: MarcRecord, owners: Owners): string => {
  const valueOf = (tag: string): string => controlfields.find((field) => field.tag === tag)?.value.trim() ?? '';
  const named = valueOf('003') || owners.default;
  return `${slugOf(owners.aliases.get(named.toLowerCase()) ?? named)}.${encodeNumber(valueOf('001'))}`;
};

const slugOf = (owner: string): string => owner.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** By bytes of UTF-8, as in a URL; a hyphen too, or a number could end as our own `-print` and `-pdf` do. */
const encodeNumber = (number: string): string =>
  number.replaceAll(/[^A-Za-z0-9]+/g, (others) =>
    Array.from(Buffer.from(others), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
