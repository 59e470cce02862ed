import type { Datestamp } from '../../catalogue/datestamp.js';
import type { RecordHeader, RecordStore, StoredRecord } from '../ports.js';
import type { CopiedColumns } from './copied-rows.js';
import type { Copies, NamedStatement, Queries } from './database.js';
import { askList, nameLists, writeList } from './record-lists.js';
import type { SetCombinations } from './set-combinations.js';

interface HeaderRow {
  readonly identifier: string;
  readonly metadata_prefix: string;
  /** bigint, which the driver gives as text. */
  readonly datestamp: string | number;
  readonly combination: number;
  readonly deleted: boolean;
}

interface RecordRow extends HeaderRow {
  readonly metadata: string | Buffer | null;
  /** A JSON array of strings. */
  readonly about: string;
}

/** A record about which nothing is said: an empty JSON array. */
const NOTHING = '[]';

const HEADER = 'r.identifier, r.metadata_prefix, r.datestamp, r.combination, r.deleted';
const RECORD = `${HEADER}, r.metadata, r.about`;
/** What a list does not say by itself: its format is known, and most records have nothing about them. */
const LISTED = `r.identifier, r.datestamp, r.combination, r.deleted, r.metadata, nullif(r.about, '${NOTHING}')`;
const HEADER_LISTS = nameLists('headers', HEADER);

const FIND: NamedStatement = {
  name: 'find_record',
  text: `select ${RECORD} from record r where r.identifier = $1 and r.metadata_prefix = $2`,
};

const LIST_OF: NamedStatement = {
  name: 'list_records_of',
  text: `select ${RECORD} from record r where r.identifier = $1 order by r.metadata_prefix`,
};

const HEADERS_OF: NamedStatement = {
  name: 'list_headers_of',
  text: `select ${HEADER} from record r where r.identifier = any($1::text[]) order by r.metadata_prefix`,
};

const COUNT: NamedStatement = {
  name: 'count_records',
  text: 'select count(*)::integer as count from record where metadata_prefix = $1 and datestamp >= $2 and datestamp <= $3',
};

const COUNT_OF_SET: NamedStatement = {
  name: 'count_records_of_set',
  text: `select count(*)::integer as count from record r join set_combination c on r.combination = c.id
    where r.metadata_prefix = $1 and r.datestamp >= $2 and r.datestamp <= $3 and $4 = any(c.lists)`,
};

export const createRecordReading = (
  database: Queries & Copies,
  combinations: SetCombinations,
): Omit<RecordStore, 'readBounds' | 'readMoment'> => {
  const readHeaders = async (rows: readonly HeaderRow[]): Promise<readonly RecordHeader[]> => {
    const sets = await combinations.setsOf(rows.map((row) => row.combination));
    return rows.map((row) => readHeader(row, sets));
  };
  const readRecords = async (rows: readonly RecordRow[]): Promise<readonly StoredRecord[]> => {
    const sets = await combinations.setsOf(rows.map((row) => row.combination));
    return rows.map((row) => readRecord(row, sets));
  };
  return {
    findRecord: async (identifier, metadataPrefix) => {
      const rows = await database.query<RecordRow>(FIND, [identifier, metadataPrefix]);
      return (await readRecords(rows))[0];
    },
    listRecordsOf: async (identifier) => readRecords(await database.query<RecordRow>(LIST_OF, [identifier])),
    listHeadersOf: async (identifiers) => readHeaders(await database.query<HeaderRow>(HEADERS_OF, [identifiers])),
    listRecords: async (query, allocate) => {
      const read = (columns: CopiedColumns): RecordRow => readListed(columns, query.metadataPrefix);
      return readRecords(await database.copyOut(writeList(LISTED, query), read, allocate));
    },
    listHeaders: async (query) => readHeaders(await askList<HeaderRow>(database, HEADER_LISTS, query)),
    countRecords: async ({ metadataPrefix, set, from = 0, until }) => {
      const values = [metadataPrefix, from, until];
      const counting = set === undefined ? database.query<Counted>(COUNT, values) : database.query<Counted>(COUNT_OF_SET, [...values, set]);
      return (await counting)[0]?.count ?? 0;
    },
  };
};

const readHeader = (row: HeaderRow, sets: SetsById): RecordHeader => ({
  identifier: row.identifier,
  metadataPrefix: row.metadata_prefix,
  datestamp: Number(row.datestamp) as Datestamp,
  deleted: row.deleted,
  sets: sets.get(row.combination) ?? [],
});

const NOTHING_ABOUT: StoredRecord['about'] = [];

/** Assigned, not spread: of all that is done for a record of a page this took longest. */
const readRecord = (row: RecordRow, sets: SetsById): StoredRecord => {
  const { metadata, about } = row;
  const parts = about === NOTHING ? NOTHING_ABOUT : (JSON.parse(about) as readonly string[]).map((part) => Buffer.from(part));
  const record: StoredRecord & { metadata?: Buffer } = Object.assign(readHeader(row, sets), { about: parts });
  if (metadata !== null) record.metadata = typeof metadata === 'string' ? Buffer.from(metadata) : metadata;
  return record;
};

type SetsById = ReadonlyMap<number, readonly string[]>;

/** The columns of LISTED in their order. */
const readListed = (column: CopiedColumns, metadataPrefix: string): RecordRow => ({
  identifier: column.text(),
  metadata_prefix: metadataPrefix,
  datestamp: column.bigint(),
  combination: column.smallint(),
  deleted: column.boolean(),
  metadata: column.bytes(),
  about: column.bytes()?.toString('utf8') ?? NOTHING,
});

interface Counted {
  readonly count: number;
}
