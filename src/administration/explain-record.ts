import { parseIsbn } from '../catalogue/isbn.js';
import { describeSubject, findSubjects, LONGEST_NAME, type Candidate } from './explain-find.js';
import { explainHarvested, type ExplainedHarvested } from './explain-harvested.js';
import { explainOwn, type ExplainedOwn } from './explain-own.js';
import type { ExplainPorts } from './explain-ports.js';
import { findQuarantined, withTimes, type QuarantinedEntry } from './quarantine.js';

/** A record that no harvest could ever read. */
export interface ExplainedQuarantined {
  readonly kind: 'quarantined';
  readonly identifier: string;
  readonly title: '';
  readonly quarantined: readonly QuarantinedEntry[];
}

export type ExplainedRecord = ExplainedOwn | ExplainedHarvested | ExplainedQuarantined;

export type Explanation =
  | { readonly kind: 'found'; readonly asked: string; readonly record: ExplainedRecord }
  /** The name leads to more than one: a number that two libraries have, an ISBN of ours and of theirs. */
  | { readonly kind: 'several'; readonly asked: string; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'nothing'; readonly asked: string; readonly help: readonly NothingHelp[] };

/** What to look at when nothing bears the name. */
export type NothingHelp =
  | 'tooLong'
  /** It begins as identifiers of another repository do. */
  | 'otherRepository'
  /** Ten or thirteen digits whose check digit is wrong. */
  | 'notAnIsbn'
  /** Harvests keep nothing of what is out of scope. */
  | 'maybeOutOfScope'
  | 'forms';

/** Tells of any record where it is from, what became of it, and in which lists it is and why. */
export type ExplainRecord = (asked: string) => Promise<Explanation>;

export const createExplainRecord =
  (ports: ExplainPorts): ExplainRecord =>
  async (text) => {
    const asked = text.trim();
    const subjects = await findSubjects(ports, asked);
    const [subject, ...others] = subjects;
    if (subject === undefined) return { kind: 'nothing', asked: asked.slice(0, LONGEST_NAME), help: helpFor(ports, asked) };
    if (others.length > 0) {
      return { kind: 'several', asked, candidates: await Promise.all(subjects.map((each) => describeSubject(ports, each))) };
    }
    const record = await explainSubject(ports, subject);
    return record ? { kind: 'found', asked, record } : { kind: 'nothing', asked, help: ['forms'] };
  };

const explainSubject = async (
  ports: ExplainPorts,
  subject: Awaited<ReturnType<typeof findSubjects>>[number],
): Promise<ExplainedRecord | undefined> => {
  switch (subject.kind) {
    case 'own':
      return explainOwn(ports, subject.id);
    case 'harvested':
      return explainHarvested(ports, subject.localId);
    case 'quarantined':
      return explainQuarantined(ports, subject.identifier);
  }
};

const explainQuarantined = async ({ store, settings }: ExplainPorts, identifier: string): Promise<ExplainedQuarantined> => {
  const found: QuarantinedEntry[] = [];
  for (const { id } of settings.sources) {
    const row = await findQuarantined(store, id, identifier);
    if (row) found.push(withTimes(row));
  }
  return { kind: 'quarantined', identifier, title: '', quarantined: found };
};

const helpFor = ({ settings }: ExplainPorts, asked: string): readonly NothingHelp[] => {
  const { identifierDomain, identifierPrefix } = settings.repository;
  const isOther = asked.startsWith('oai:') && !asked.startsWith(`oai:${identifierDomain}:${identifierPrefix}/`);
  const isNumber = /^[\d\s-]{9,}[\dXx]$/.test(asked) && [10, 13].includes(asked.replaceAll(/[\s-]/g, '').length) && !parseIsbn(asked);
  return [
    ...(asked.length > LONGEST_NAME ? (['tooLong'] as const) : []),
    ...(isOther ? (['otherRepository'] as const) : []),
    ...(isNumber ? (['notAnIsbn'] as const) : []),
    ...(asked === '' ? [] : (['maybeOutOfScope'] as const)),
    'forms',
  ];
};
