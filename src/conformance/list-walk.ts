import { childElements, findChild, textOf, type XmlElement } from '../xml/element.js';
import { childrenOf, hasError, verbElement, type Answer } from './answer.js';
import type { CheckLimits } from './exchange.js';
import { queryOf } from './query.js';
import type { Session } from './session.js';

export interface HeaderSeen {
  readonly identifier: string;
  readonly datestamp: string;
  readonly status: string;
  readonly sets: readonly string[];
}

export interface TokenSeen {
  readonly value: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface PageSeen {
  readonly answer: Answer;
  readonly headers: readonly HeaderSeen[];
  /** Elements `record`; empty for ListIdentifiers. */
  readonly records: readonly XmlElement[];
  readonly sets: readonly XmlElement[];
  readonly token?: TokenSeen;
}

/** A list as far as it was followed. */
export interface ListWalk {
  readonly verb: ListingVerb;
  readonly pages: readonly PageSeen[];
  readonly headers: readonly HeaderSeen[];
  /** `complete`: to its end · `bounded`: we stopped · `circle`: a token came again · `broken`: a page that is none. */
  readonly end: 'complete' | 'bounded' | 'circle' | 'broken';
}

export type ListingVerb = 'ListRecords' | 'ListIdentifiers' | 'ListSets';

export interface WalkBounds {
  readonly maxPages: number;
  readonly maxRecords: number;
}

/** Follows a list page by page. `args` of the first request, without the verb. */
export const walkList = async (
  session: Session,
  verb: ListingVerb,
  args: Readonly<Record<string, string>>,
  { maxPages, maxRecords }: WalkBounds | CheckLimits,
): Promise<ListWalk> => {
  const pages: PageSeen[] = [];
  const seen = new Set<string>();
  let query = queryOf({ verb, ...args });
  let count = 0;
  const ended = (end: ListWalk['end']): ListWalk => ({ verb, pages, headers: pages.flatMap(({ headers }) => headers), end });
  for (;;) {
    const answer = await session.ask(query);
    if (session.exhausted() !== undefined) return ended('bounded');
    const page = readPage(answer, verb);
    pages.push(page);
    if (verbElement(answer, verb) === undefined)
      return ended(pages.length === 1 && hasError(answer, 'noRecordsMatch', 'noSetHierarchy') ? 'complete' : 'broken');
    const token = page.token?.value ?? '';
    if (token === '') return ended('complete');
    if (seen.has(token)) return ended('circle');
    seen.add(token);
    count += verb === 'ListSets' ? page.sets.length : page.headers.length;
    if (pages.length >= maxPages || count >= maxRecords) return ended('bounded');
    query = queryOf({ verb, resumptionToken: token });
  }
};

export const readPage = (answer: Answer, verb: ListingVerb): PageSeen => {
  const list = verbElement(answer, verb);
  const records = verb === 'ListRecords' ? childrenOf(list, 'record') : [];
  // Melinda wraps the headers of ListIdentifiers in records.
  const headers = [...childrenOf(list, 'header'), ...childrenOf(list, 'record').flatMap((record) => childElements(record, 'header'))];
  const token = list && findChild(list, 'resumptionToken');
  return {
    answer,
    headers: headers.map(readHeader),
    records,
    sets: childrenOf(list, 'set'),
    ...(token && { token: { value: textOf(token).trim(), attributes: token.attributes } }),
  };
};

export const readHeader = (header: XmlElement): HeaderSeen => ({
  identifier: textOf(findChild(header, 'identifier')).trim(),
  datestamp: textOf(findChild(header, 'datestamp')).trim(),
  status: header.attributes['status'] ?? '',
  sets: childElements(header, 'setSpec').map((setSpec) => textOf(setSpec).trim()),
});
