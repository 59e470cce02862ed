import { childElements, findChild, textOf, type XmlElement } from '../xml/element.js';
import { childrenOf, responseDateOf, verbElement, type Answer } from './answer.js';
import type { CheckLimits } from './exchange.js';
import { walkList, type HeaderSeen, type ListWalk } from './list-walk.js';
import { queryOf } from './query.js';
import type { Session } from './session.js';

/** What Identify says; an empty string where it says nothing. */
export interface RepositorySeen {
  readonly name: string;
  readonly baseUrl: string;
  readonly protocolVersion: string;
  readonly emails: readonly string[];
  readonly earliest: string;
  readonly deletedRecord: string;
  readonly granularity: string;
  readonly compressions: readonly string[];
  readonly descriptions: readonly XmlElement[];
}

export interface FormatSeen {
  readonly prefix: string;
  readonly schema: string;
  readonly namespace: string;
}

/** What the endpoint showed of itself before the checks begin: most of them ask about it. */
export interface Survey {
  readonly identify: Answer;
  readonly repository: RepositorySeen;
  /** The endpoint's own clock at the beginning: `responseDate` of Identify. */
  readonly now: string;
  readonly formatsAnswer: Answer;
  readonly formats: readonly FormatSeen[];
  readonly sets: ListWalk;
  readonly setSpecs: readonly string[];
  /** Both in oai_dc. */
  readonly records: ListWalk;
  readonly identifiers: ListWalk;
  /** The first page of ListRecords in every other format, a few of them. */
  readonly otherFormats: readonly { readonly format: FormatSeen; readonly walk: ListWalk }[];
  /** The first live record of the list. */
  readonly live?: HeaderSeen;
  readonly deleted?: HeaderSeen;
}

const MOST_OTHER_FORMATS = 6;

export const surveyEndpoint = async (session: Session, identify: Answer, limits: CheckLimits): Promise<Survey> => {
  const formatsAnswer = await session.ask(queryOf({ verb: 'ListMetadataFormats' }));
  const formats = childrenOf(verbElement(formatsAnswer, 'ListMetadataFormats'), 'metadataFormat').map(readFormat);
  const sets = await walkList(session, 'ListSets', {}, limits);
  const records = await walkList(session, 'ListRecords', { metadataPrefix: 'oai_dc' }, limits);
  const identifiers = await walkList(session, 'ListIdentifiers', { metadataPrefix: 'oai_dc' }, limits);
  const otherFormats: { readonly format: FormatSeen; readonly walk: ListWalk }[] = [];
  for (const format of formats.filter(({ prefix }) => prefix !== 'oai_dc').slice(0, MOST_OTHER_FORMATS)) {
    const walk = await walkList(session, 'ListRecords', { metadataPrefix: format.prefix }, { maxPages: 1, maxRecords: limits.maxRecords });
    otherFormats.push({ format, walk });
  }
  const headers = records.headers.length > 0 ? records.headers : identifiers.headers;
  const live = headers.find(({ status, identifier }) => status === '' && identifier !== '');
  const deleted = headers.find(({ status }) => status.toLowerCase() === 'deleted');
  return {
    identify,
    repository: readRepository(verbElement(identify, 'Identify')),
    now: responseDateOf(identify),
    formatsAnswer,
    formats,
    sets,
    setSpecs: sets.pages.flatMap((page) => page.sets.map((set) => textOf(findChild(set, 'setSpec')).trim())),
    records,
    identifiers,
    otherFormats,
    ...(live && { live }),
    ...(deleted && { deleted }),
  };
};

const readRepository = (identify: XmlElement | undefined): RepositorySeen => {
  const one = (name: string): string => textOf(findChild(identify, name)).trim();
  const all = (name: string): readonly string[] => childrenOf(identify, name).map((each) => textOf(each).trim());
  return {
    name: one('repositoryName'),
    baseUrl: one('baseURL'),
    protocolVersion: one('protocolVersion'),
    emails: all('adminEmail'),
    earliest: one('earliestDatestamp'),
    deletedRecord: one('deletedRecord'),
    granularity: one('granularity'),
    compressions: all('compression'),
    descriptions: childrenOf(identify, 'description').flatMap((description) => childElements(description)),
  };
};

const readFormat = (format: XmlElement): FormatSeen => ({
  prefix: textOf(findChild(format, 'metadataPrefix')).trim(),
  schema: textOf(findChild(format, 'schema')).trim(),
  namespace: textOf(findChild(format, 'metadataNamespace')).trim(),
});

/** Every header that any list showed. */
export const allHeaders = ({ records, identifiers, otherFormats }: Survey): readonly HeaderSeen[] => [
  ...records.headers,
  ...identifiers.headers,
  ...otherFormats.flatMap(({ walk }) => walk.headers),
];
