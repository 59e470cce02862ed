import type { Discovery, Resolution } from '../discovery.js';
import type { Work } from '../work.js';
import { seriesPath, utc, workPath } from './addresses.js';
import { csvLine, TIE_COLUMNS, tieCells } from './links-csv.js';
import { LINKS_VERSION } from './links-json.js';
import { isbnsOf, tieRow, type TieRow } from './tie-row.js';
import type { DumpPorts } from './walk.js';

/** What is known by one of the identifiers asked for. */
export interface LookupAnswer {
  readonly asked: string;
  readonly known: boolean;
  /** Why it is not known or no number at all, or a word about one that is known all the same. */
  readonly reason?: string;
  /** Likely numbers where this one is none. */
  readonly suggestions?: readonly string[];
  /** More than one where several bear the same number. */
  readonly works?: readonly {
    readonly ours: string;
    readonly page: string;
    readonly isbn: readonly string[];
    readonly ties: readonly TieRow[];
  }[];
  /** Where it is an ISSN of ours. */
  readonly series?: { readonly code: string; readonly page: string };
}

/** Looked up in one go: some ten ms of work, after which others have their turn. */
const GROUP_SIZE = 250;

type LookupPorts = Pick<DumpPorts, 'discovery' | 'publicUrl'>;

/** `{ version, generated, asked, answers: [LookupAnswer…] }`, the answers in the order of the identifiers, repeated ones repeated. */
export async function* writeLookupJson(ports: LookupPorts, identifiers: readonly string[]): AsyncGenerator<string> {
  const { changed } = await ports.discovery.readVersion();
  yield `${JSON.stringify({ version: LINKS_VERSION, generated: utc(changed), asked: identifiers.length }).slice(0, -1)},"answers":[`;
  let separator = '\n';
  for await (const answers of eachGroup(ports, identifiers)) {
    yield separator + answers.map((answer) => JSON.stringify(answer)).join(',\n');
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** A line for each tie; an identifier without any has one line of its own. In the order of the identifiers. */
export async function* writeLookupCsv(ports: LookupPorts, identifiers: readonly string[]): AsyncGenerator<string> {
  yield csvLine(LOOKUP_COLUMNS);
  for await (const answers of eachGroup(ports, identifiers)) yield answers.flatMap(csvLines).join('');
}

export const LOOKUP_COLUMNS = ['asked', 'known', 'reason', 'suggestions', ...TIE_COLUMNS] as const;

async function* eachGroup({ discovery, publicUrl }: LookupPorts, identifiers: readonly string[]): AsyncGenerator<readonly LookupAnswer[]> {
  for (let at = 0; at < identifiers.length; at += GROUP_SIZE) {
    yield await Promise.all(identifiers.slice(at, at + GROUP_SIZE).map((asked) => lookUp(discovery, asked, publicUrl)));
    // The rest waits for whoever reads, but a fast reader must not keep others from being answered.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

const lookUp = async (discovery: Discovery, asked: string, publicUrl: string): Promise<LookupAnswer> => {
  const resolution: Resolution = await discovery.resolve({ kind: 'any', value: asked });
  switch (resolution.kind) {
    case 'found':
      return { asked, known: true, ...reasonOf(resolution.remark), works: [knownWork(resolution.work, publicUrl)] };
    case 'several':
      return { asked, known: true, works: resolution.works.map((work) => knownWork(work, publicUrl)) };
    case 'series':
      return { asked, known: true, series: { code: resolution.code, page: `${publicUrl}${seriesPath(resolution.code)}` } };
    case 'unknown':
    case 'invalid':
      return {
        ...{ asked, known: false, reason: resolution.reason },
        ...(resolution.suggestions.length > 0 && { suggestions: resolution.suggestions }),
      };
  }
};

const reasonOf = (remark: string | undefined): Pick<LookupAnswer, 'reason'> => (remark === undefined ? {} : { reason: remark });

const knownWork = (work: Work, publicUrl: string): NonNullable<LookupAnswer['works']>[number] => ({
  ours: work.id,
  page: `${publicUrl}${workPath(work.id)}`,
  isbn: isbnsOf(work),
  ties: work.ties.map((tie) => tieRow(work, tie, publicUrl)),
});

const csvLines = ({ asked, known, reason = '', suggestions = [], works = [], series }: LookupAnswer): readonly string[] => {
  const head = [asked, String(known), reason, suggestions.join(' ')];
  if (series) return [csvLine([...head, ...placed({ ours: series.code, page: series.page })])];
  const lines = works.flatMap(({ ours, page, isbn, ties }) =>
    ties.length === 0
      ? [csvLine([...head, ...placed({ ours, page, isbn: isbn.join(' ') })])]
      : ties.map((tie) => csvLine([...head, ...tieCells(tie)])),
  );
  return lines.length > 0 ? lines : [csvLine([...head, ...placed({})])];
};

const placed = (cells: Readonly<Partial<Record<(typeof TIE_COLUMNS)[number], string>>>): readonly string[] =>
  TIE_COLUMNS.map((column) => cells[column] ?? '');
