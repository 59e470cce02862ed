import type { Datestamp } from '../../catalogue/datestamp.js';
import type { RecordHeader, RecordQuery, RecordStore, StoredRecord } from '../ports.js';
import type { NamedStatement, Queries } from './database.js';
import type { SetCombinations } from './set-combinations.js';

interface HeaderRow {
  readonly identifier: string;
  readonly metadata_prefix: string;
  /** bigint, as text. */
  readonly datestamp: string;
  readonly combination: number;
  readonly deleted: boolean;
}

interface RecordRow extends HeaderRow {
  readonly metadata: string | null;
  readonly about: string;
}

const HEADER = 'r.identifier, r.metadata_prefix, r.datestamp, r.combination, r.deleted';
const RECORD = `${HEADER}, r.metadata, r.about`;

const FIND: NamedStatement = {
  name: 'find_record',
  text: `select ${RECORD} from record r where r.identifier = $1 and r.metadata_prefix = $2`,
};

const LIST_OF: NamedStatement = {
  name: 'list_records_of',
  text: `select ${RECORD} from record r where r.identifier = $1 order by r.metadata_prefix`,
};

/** $1 metadataPrefix · $2 from · $3 until · $4, $5 the key of the last one sent · $6 how many. Read along record_list, wherever it begins. */
const list = (columns: string) => `
  select ${columns} from record r
  where r.metadata_prefix = $1 and r.datestamp >= $2 and r.datestamp <= $3 and (r.datestamp, r.identifier) > ($4, $5)
  order by r.datestamp, r.identifier limit $6`;

/**
 * $7 the set. Each combination of sets has its own stretch of record_set_list: the first keys of each are read from the index alone, and
 * the records of the page by their keys.
 */
const listOfSet = (columns: string) => `
  select ${columns} from (
    select key.datestamp, key.identifier
    from set_combination c cross join lateral (
      select r.datestamp, r.identifier from record r
      where r.metadata_prefix = $1 and r.combination = c.id
        and r.datestamp >= $2 and r.datestamp <= $3 and (r.datestamp, r.identifier) > ($4, $5)
      order by r.datestamp, r.identifier limit $6
    ) key
    where $7 = any(c.lists)
    order by key.datestamp, key.identifier limit $6
  ) page join record r on r.identifier = page.identifier and r.metadata_prefix = $1
  order by r.datestamp, r.identifier`;

/** Also of the benchmark, which shows their plans. */
export const LISTS = {
  records: { all: { name: 'list_records', text: list(RECORD) }, ofSet: { name: 'list_records_of_set', text: listOfSet(RECORD) } },
  headers: { all: { name: 'list_headers', text: list(HEADER) }, ofSet: { name: 'list_headers_of_set', text: listOfSet(HEADER) } },
} as const;

const COUNT: NamedStatement = {
  name: 'count_records',
  text: 'select count(*)::integer as count from record where metadata_prefix = $1 and datestamp >= $2 and datestamp <= $3',
};

const COUNT_OF_SET: NamedStatement = {
  name: 'count_records_of_set',
  text: `select count(*)::integer as count from record r join set_combination c on r.combination = c.id
    where r.metadata_prefix = $1 and r.datestamp >= $2 and r.datestamp <= $3 and $4 = any(c.lists)`,
};

/** Before every key. */
const START = { datestamp: -1, identifier: '' };

export const createRecordReading = (database: Queries, combinations: SetCombinations): Omit<RecordStore, 'readBounds'> => {
  const readHeader = async (row: HeaderRow): Promise<RecordHeader> => ({
    identifier: row.identifier,
    metadataPrefix: row.metadata_prefix,
    datestamp: Number(row.datestamp) as Datestamp,
    deleted: row.deleted,
    sets: await combinations.setsOf(row.combination),
  });
  const readRecord = async (row: RecordRow): Promise<StoredRecord> => ({
    ...(await readHeader(row)),
    ...(row.metadata !== null && { metadata: Buffer.from(row.metadata) }),
    about: row.about === '[]' ? [] : (JSON.parse(row.about) as readonly string[]).map((part) => Buffer.from(part)),
  });
  const listRows = <Row>(of: (typeof LISTS)[keyof typeof LISTS], query: RecordQuery): Promise<readonly Row[]> => {
    const { metadataPrefix, set, from = 0, until, after = START, limit } = query;
    const values = [metadataPrefix, from, until, after.datestamp, after.identifier, limit];
    return set === undefined ? database.query<Row>(of.all, values) : database.query<Row>(of.ofSet, [...values, set]);
  };
  return {
    findRecord: async (identifier, metadataPrefix) => {
      const [row] = await database.query<RecordRow>(FIND, [identifier, metadataPrefix]);
      return row && readRecord(row);
    },
    listRecordsOf: async (identifier) => Promise.all((await database.query<RecordRow>(LIST_OF, [identifier])).map(readRecord)),
    listRecords: async (query) => Promise.all((await listRows<RecordRow>(LISTS.records, query)).map(readRecord)),
    listHeaders: async (query) => Promise.all((await listRows<HeaderRow>(LISTS.headers, query)).map(readHeader)),
    countRecords: async ({ metadataPrefix, set, from = 0, until }) => {
      const values = [metadataPrefix, from, until];
      const counting = set === undefined ? database.query<Counted>(COUNT, values) : database.query<Counted>(COUNT_OF_SET, [...values, set]);
      return (await counting)[0]?.count ?? 0;
    },
  };
};

interface Counted {
  readonly count: number;
}
