import type { RecordQuery } from '../ports.js';
import { literal } from './copied-rows.js';
import type { NamedStatement, Queries } from './database.js';

/** What stands in the SQL of a page: the numbers of parameters, or values as SQL writes them. */
interface Page {
  readonly metadataPrefix: string;
  readonly from: string;
  readonly until: string;
  /** The key of the last record sent. */
  readonly datestamp: string;
  readonly identifier: string;
  readonly limit: string;
}

/** Read along record_list, wherever it begins. */
const list = (columns: string, { metadataPrefix, from, until, datestamp, identifier, limit }: Page): string => `
  select ${columns} from record r
  where r.metadata_prefix = ${metadataPrefix} and r.datestamp >= ${from} and r.datestamp <= ${until}
    and (r.datestamp, r.identifier) > (${datestamp}, ${identifier})
  order by r.datestamp, r.identifier limit ${limit}`;

/**
 * Each combination of sets has its own stretch of record_set_list: the first keys of each are read from the index alone, and the records
 * of the page by their keys.
 */
const listOfSet = (columns: string, { metadataPrefix, from, until, datestamp, identifier, limit }: Page, set: string): string => `
  select ${columns} from (
    select key.datestamp, key.identifier
    from set_combination c cross join lateral (
      select r.datestamp, r.identifier from record r
      where r.metadata_prefix = ${metadataPrefix} and r.combination = c.id
        and r.datestamp >= ${from} and r.datestamp <= ${until} and (r.datestamp, r.identifier) > (${datestamp}, ${identifier})
      order by r.datestamp, r.identifier limit ${limit}
    ) key
    where ${set} = any(c.lists)
    order by key.datestamp, key.identifier limit ${limit}
  ) page join record r on r.identifier = page.identifier and r.metadata_prefix = ${metadataPrefix}
  order by r.datestamp, r.identifier`;

/** Before every key. */
const START = { datestamp: -1, identifier: '' };

/** In the order of a page's parameters. */
const valuesOf = ({ metadataPrefix, from, until, after, limit }: RecordQuery) => {
  const { datestamp, identifier }: { readonly datestamp: number; readonly identifier: string } = after ?? START;
  return [metadataPrefix, from ?? 0, until, datestamp, identifier, limit] as const;
};

/** A page as SQL with its values written into it. */
export const writeList = (columns: string, query: RecordQuery): string => {
  const [metadataPrefix, from, until, datestamp, identifier, limit] = valuesOf(query);
  const page: Page = {
    metadataPrefix: literal(metadataPrefix),
    from: literal(from),
    until: literal(until),
    datestamp: literal(datestamp),
    identifier: literal(identifier),
    limit: literal(limit),
  };
  return query.set === undefined ? list(columns, page) : listOfSet(columns, page, literal(query.set));
};

const PARAMETERS: Page = { metadataPrefix: '$1', from: '$2', until: '$3', datestamp: '$4', identifier: '$5', limit: '$6' };

/** Both kinds of pages as statements that are prepared once for each connection. */
export interface ListStatements {
  readonly all: NamedStatement;
  readonly ofSet: NamedStatement;
}

export const nameLists = (of: string, columns: string): ListStatements => ({
  all: { name: `list_${of}`, text: list(columns, PARAMETERS) },
  ofSet: { name: `list_${of}_of_set`, text: listOfSet(columns, PARAMETERS, '$7') },
});

export const askList = <Row>(queries: Queries, { all, ofSet }: ListStatements, query: RecordQuery): Promise<readonly Row[]> =>
  query.set === undefined ? queries.query<Row>(all, valuesOf(query)) : queries.query<Row>(ofSet, [...valuesOf(query), query.set]);
