import type { HarvestedRecord, HarvestStore, Link, QuarantinedRecord, SourceState } from '../harvest-ports.js';
import { UNKNOWN_SOURCE } from '../plan-harvest.js';
import type { NamedStatement, Queries } from './database.js';

interface Body<Row> {
  readonly body: Row;
}

const FIND: NamedStatement = { name: 'find_harvested', text: 'select body from harvested where local_id = $1 and source = $2' };

/** The one that has the name now comes first, then one that is live. */
const FIND_BY_NAME: NamedStatement = {
  name: 'find_harvested_by_name',
  text: `select h.body from harvested_name n join harvested h on h.local_id = n.local_id and h.source = n.source
    where n.source = $1 and n.name = $2
    order by h.identifier = $2 desc, h.state = 'live' desc, h.local_id limit 1`,
};

const FIND_MANY: NamedStatement = {
  name: 'find_harvested_many',
  text: 'select body from harvested where source = $1 and local_id = any($2::text[])',
};

/** As above, for each of several names. */
const FIND_BY_NAMES: NamedStatement = {
  name: 'find_harvested_by_names',
  text: `select distinct on (n.name) n.name, h.body from harvested_name n join harvested h on h.local_id = n.local_id and h.source = n.source
    where n.source = $1 and n.name = any($2::text[])
    order by n.name, h.identifier = n.name desc, h.state = 'live' desc, h.local_id`,
};

const LIST_OF_MANY: NamedStatement = {
  name: 'list_harvested_of_many',
  text: 'select body from harvested where local_id = any($1::text[]) order by local_id, source',
};

const LIST_OF: NamedStatement = { name: 'list_harvested_of', text: 'select body from harvested where local_id = $1 order by source' };

const LIST: NamedStatement = {
  name: 'list_harvested',
  text: 'select body from harvested where (local_id, source) > ($1, $2) order by local_id, source limit $3',
};

const LIST_OF_SOURCE: NamedStatement = {
  name: 'list_harvested_of_source',
  text: 'select body from harvested where source = $4 and (local_id, source) > ($1, $2) and local_id >= $1 order by local_id limit $3',
};

const COUNT: NamedStatement = {
  name: 'count_harvested',
  text: 'select count(*)::integer as count from harvested where source = $1 and state = $2',
};

const LIST_QUARANTINED: NamedStatement = {
  name: 'list_quarantined',
  text: 'select body from quarantined where source = $1 and identifier > $2 order by identifier limit $3',
};

const READ_SOURCE: NamedStatement = { name: 'read_source', text: 'select revision, body from source where id = $1' };

const LIST_LINKS_OF: NamedStatement = { name: 'list_links_of', text: 'select body from link where theirs = $1 order by ours' };

const LIST_LINKS_OF_MANY: NamedStatement = {
  name: 'list_links_of_many',
  text: 'select body from link where theirs = any($1::text[]) order by theirs, ours',
};

const LIST_LINKS: NamedStatement = {
  name: 'list_links',
  text: 'select body from link where (theirs, ours) > ($1, $2) order by theirs, ours limit $3',
};

export const createHarvestReading = (database: Queries): HarvestStore => {
  const list = async <Row>(statement: NamedStatement, values: readonly unknown[]): Promise<readonly Row[]> =>
    (await database.query<Body<Row>>(statement, values)).map(({ body }) => body);
  const findOne = async (statement: NamedStatement, values: readonly unknown[]): Promise<HarvestedRecord | undefined> =>
    (await list<HarvestedRecord>(statement, values))[0];
  return {
    findHarvested: (source, localId) => findOne(FIND, [localId, source]),
    findHarvestedByIdentifier: (source, identifier) => findOne(FIND_BY_NAME, [source, identifier]),
    findHarvestedMany: async (source, localIds) => {
      const rows = await list<HarvestedRecord>(FIND_MANY, [source, localIds]);
      return new Map(rows.map((row) => [row.localId, row]));
    },
    findHarvestedByIdentifiers: async (source, identifiers) => {
      const rows = await database.query<Body<HarvestedRecord> & { readonly name: string }>(FIND_BY_NAMES, [source, identifiers]);
      return new Map(rows.map(({ name, body }) => [name, body]));
    },
    listHarvestedOf: (localId) => list(LIST_OF, [localId]),
    listHarvestedOfMany: (localIds) => list(LIST_OF_MANY, [localIds]),
    listHarvested: ({ source, after, limit }) => {
      const values = [after?.localId ?? '', after?.source ?? '', limit];
      return source === undefined ? list(LIST, values) : list(LIST_OF_SOURCE, [...values, source]);
    },
    countHarvested: async (source, state) => {
      const [row] = await database.query<{ readonly count: number }>(COUNT, [source, state]);
      return row?.count ?? 0;
    },
    listQuarantined: ({ source, after = '', limit }) => list<QuarantinedRecord>(LIST_QUARANTINED, [source, after, limit]),
    readSource: async (source) => {
      const [row] = await database.query<Body<Omit<SourceState, 'revision'>> & Pick<SourceState, 'revision'>>(READ_SOURCE, [source]);
      return row ? { ...row.body, revision: row.revision } : { source, ...UNKNOWN_SOURCE };
    },
    listLinksOf: (theirs) => list<Link>(LIST_LINKS_OF, [theirs]),
    listLinksOfMany: (theirs) => list<Link>(LIST_LINKS_OF_MANY, [theirs]),
    listLinks: ({ after, limit }) => list<Link>(LIST_LINKS, [after?.theirs ?? '', after?.ours ?? '', limit]),
  };
};
