import { parseIsbn } from '../../../catalogue/isbn.js';
import type { Resolution, Work } from '../../../discovery/discovery.js';
import type { WorkManifestation } from '../../../discovery/work.js';
import { chooseLanguage, type Language } from '../../admin/language.js';
import { pathOf } from '../language.js';
import { answerRepresentation, chooseRepresentation } from '../representations.js';
import type { PublicAnswer, PublicRequest } from '../route.js';
import type { Help, ResolverPorts } from './resolver-ports.js';

/** What was asked, beside what it came to. */
export interface Asked {
  /** The identifier in the caller's words. */
  readonly value: string;
  /** What the list is searched for when several are meant. */
  readonly words?: string;
  /** A word about the question as a whole. */
  readonly remark?: string;
}

const VARY = ['Accept', 'Accept-Language'] as const;
const MOST_SHOWN = 20;

/** Every address in an answer is made from a path of ours and an id of ours; nothing that was asked goes into it but as an escaped value. */
export const answerResolution = async (
  ports: ResolverPorts,
  request: PublicRequest,
  resolution: Resolution,
  asked: Asked,
): Promise<PublicAnswer> => {
  const language = chooseLanguage(request.languages);
  switch (resolution.kind) {
    case 'found':
      return answerFound(ports, request, resolution, asked, language);
    case 'series':
      return { kind: 'redirect', to: pathOf({ kind: 'series', code: resolution.code }, language), vary: VARY };
    case 'several':
      return answerSeveral(ports, request, resolution.works, asked, language);
    case 'unknown':
      return answerHelp(ports, request, { status: 404, asked: asked.value, ...resolution, works: [] }, language);
    case 'invalid':
      return answerHelp(ports, request, { status: 400, asked: asked.value, ...resolution, works: [] }, language);
  }
};

const answerFound = async (
  ports: ResolverPorts,
  request: PublicRequest,
  { work, remark }: Extract<Resolution, { kind: 'found' }>,
  { value }: Asked,
  language: Language,
): Promise<PublicAnswer> => {
  const choice = chooseRepresentation(ports, request, work);
  if (choice.kind === 'refused') return choice.answer;
  if (choice.name !== 'html') return answerRepresentation(ports, work, choice, meantBy(value, work));
  // The page finds the word about it again by what was asked: a sentence in an address would be anybody's sentence on our page.
  const query = remark === undefined ? '' : `?${new URLSearchParams({ asked: value }).toString()}`;
  return { kind: 'redirect', to: `${pathOf({ kind: 'work', id: work.id }, language)}${query}`, vary: VARY };
};

/** Whoever asks by the ISBN of the printed book wants its record, not that of the PDF. */
const meantBy = (value: string, work: Work): WorkManifestation | undefined => {
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[\s\u2010-\u2015-]/gu, '');
  const asked = bare(parseIsbn(value) ?? value);
  return work.manifestations.find(({ identifier, isbns, faultyIsbns, urn }) =>
    [identifier, ...isbns, ...faultyIsbns, ...(urn === undefined ? [] : [urn])].some((name) => bare(name) === asked),
  );
};

const answerSeveral = async (
  ports: ResolverPorts,
  request: PublicRequest,
  works: readonly Work[],
  asked: Asked,
  language: Language,
): Promise<PublicAnswer> => {
  const choice = chooseRepresentation(ports, request);
  const reason = asked.remark ?? 'Several publications answer to this.';
  if (choice.kind === 'refused' && choice.answer.kind === 'problem' && choice.answer.status === 400) return choice.answer;
  if (choice.kind === 'refused' || choice.name !== 'html') return listForMachines(ports, works, reason);
  const words = asked.remark === undefined ? asked.words : undefined;
  if (words !== undefined && (await listShows(ports, words, works))) {
    return { kind: 'redirect', to: `${pathOf({ kind: 'list' }, language)}?${new URLSearchParams({ q: words }).toString()}`, vary: VARY };
  }
  return ports.showHelp({ status: 300, asked: asked.value, reason, suggestions: [], works: works.slice(0, MOST_SHOWN) }, language);
};

/** A list that lacked one of them would be wrong without looking so. */
const listShows = async ({ discovery }: ResolverPorts, words: string, works: readonly Work[]): Promise<boolean> => {
  const shown = await discovery.search({ words, offset: 0, limit: MOST_SHOWN });
  return works.every(({ id }) => shown.works.some((each) => each.id === id));
};

/** RFC 9110 §15.4.1: the alternatives in the content, for the caller to choose. */
const listForMachines = ({ publicUrl }: ResolverPorts, works: readonly Work[], reason: string): PublicAnswer => ({
  kind: 'content',
  status: 300,
  type: 'application/json',
  body: `${JSON.stringify({
    detail: reason,
    works: works.map(({ id, titles, year }) => ({
      ...{ id, title: titles[0]?.text, ...(year !== undefined && { year }) },
      address: publicUrl.replace(/\/$/, '') + pathOf({ kind: 'work', id }, 'fi'),
    })),
  })}\n`,
  vary: VARY,
});

const LONGEST_SHOWN = 200;

/** For people a page that helps, for programs the same words as a problem. */
export const answerHelp = (ports: ResolverPorts, request: PublicRequest, help: Help, language: Language): PublicAnswer => {
  const choice = chooseRepresentation(ports, request);
  if (choice.kind === 'chosen' && choice.name === 'html') {
    const asked = help.asked.length > LONGEST_SHOWN ? `${help.asked.slice(0, LONGEST_SHOWN)}…` : help.asked;
    return ports.showHelp({ ...help, asked }, language);
  }
  const suggestions = help.suggestions.length > 0 ? ` Perhaps one of these is meant: ${help.suggestions.join(', ')}.` : '';
  return {
    kind: 'problem',
    status: help.status,
    title: help.status === 400 ? 'Not a valid identifier' : 'Not known here',
    detail: help.reason + suggestions,
    headers: { Vary: VARY.join(', ') },
  };
};
