import type { Datestamp } from '../../catalogue/datestamp.js';
import type { Session, SetUpLink } from '../account-ports.js';
import type { Told } from '../notice-ports.js';
import type { Installation, StoredPublication } from '../ports.js';
import type { PublisherStatement } from '../../catalogue/statement.js';
import type { Run } from '../run-ports.js';
import type { OnceRow, TransferKey, TransferKind, TransferRow, TransferRows } from '../transfer-ports.js';
import type { VisitLog } from '../visit-ports.js';
import type { Queries } from './database.js';

/** One kind: SQL of a page from the first key after `$1` … on, the last parameter saying how many; and what a row of it is. */
interface Reading<Row> {
  readonly sql: string;
  /** What comes before every key. */
  readonly start: TransferKey;
  readonly read: (row: never) => Row;
}

// Each names what PostgreSQL gives it where it reads it.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
const reading = <Found, Row>(sql: string, start: TransferKey, read: (row: Found) => Row): Reading<Row> => ({ sql, start, read });

const body = <Row>(sql: string, start: TransferKey): Reading<Row> => reading(sql, start, (row: { readonly body: Row }) => row.body);

type Paged = Exclude<TransferKind, 'once'>;

const READINGS: { readonly [Kind in Paged]: Reading<TransferRows[Kind]> } = {
  publications: reading(
    'select id, revision, body from publication where id > $1 order by id limit $2',
    [''],
    (row: Pick<StoredPublication, 'revision'> & { readonly body: StoredPublication['publication'] }) => ({
      publication: row.body,
      revision: row.revision,
    }),
  ),
  records: reading(
    `select r.identifier, r.metadata_prefix, r.datestamp, c.sets, r.deleted, r.metadata, r.about
       from record r join set_combination c on c.id = r.combination
       where (r.identifier, r.metadata_prefix) > ($1, $2) order by r.identifier, r.metadata_prefix limit $3`,
    ['', ''],
    ({ metadata, ...row }: RecordRow) => ({
      ...{ identifier: row.identifier, metadataPrefix: row.metadata_prefix, datestamp: Number(row.datestamp) as Datestamp },
      ...{ deleted: row.deleted, sets: row.sets },
      ...(metadata !== null && { metadata }),
      about: JSON.parse(row.about) as readonly string[],
    }),
  ),
  harvested: body('select body from harvested where (local_id, source) > ($1, $2) order by local_id, source limit $3', ['', '']),
  quarantined: body('select body from quarantined where (source, identifier) > ($1, $2) order by source, identifier limit $3', ['', '']),
  links: body('select body from link where (theirs, ours) > ($1, $2) order by theirs, ours limit $3', ['', '']),
  sources: reading(
    'select revision, body from source where id > $1 order by id limit $2',
    [''],
    (row: { readonly revision: number; readonly body: Omit<TransferRow<'sources'>, 'revision'> }) => ({
      ...row.body,
      revision: row.revision,
    }),
  ),
  runs: reading('select body from run where id > $1 order by id limit $2', [''], (row: TextRow) => JSON.parse(row.body) as Run),
  reports: reading(
    `select run, body from run_report where run > $1 and exists (select from run where run.id = run_report.run) order by run limit $2`,
    [''],
    (row: { readonly run: string; readonly body: Buffer }) => ({ run: row.run, report: row.body.toString('utf8') }),
  ),
  // The journal of a run that is not there is nobody's.
  entries: reading(
    `select run, number, body from run_entry
       where (run, number) > ($1, $2::bigint) and exists (select from run where run.id = run_entry.run) order by run, number limit $3`,
    ['', '0'],
    (row: { readonly run: string; readonly number: number; readonly body: Buffer }) => ({
      ...{ run: row.run, number: row.number, entry: row.body.toString('utf8') },
    }),
  ),
  accounts: body('select body from account where key > $1 order by key limit $2', ['']),
  sessions: reading(
    'select id_hash, account_name, signed_in_by, created, last_seen from session where id_hash > $1 order by id_hash limit $2',
    [''],
    (row: SessionRow) => ({
      ...{ idHash: row.id_hash, account: row.account_name, signedInBy: row.signed_in_by },
      ...{ created: row.created, lastSeen: row.last_seen },
    }),
  ),
  tokens: reading(
    'select body, last_used from api_token where id > $1 order by id limit $2',
    [''],
    (row: { readonly body: TransferRow<'tokens'>; readonly last_used: string | null }) => ({
      ...row.body,
      ...(row.last_used !== null && { lastUsed: row.last_used }),
    }),
  ),
  audit: reading(
    'select number, body from audit where number > $1::bigint order by number limit $2',
    ['0'],
    (row: { readonly number: string; readonly body: Omit<TransferRow<'audit'>, 'number'> }) => ({
      number: Number(row.number),
      ...row.body,
    }),
  ),
  ties: body('select body from work_ties where work > $1 order by work limit $2', ['']),
};

interface RecordRow {
  readonly identifier: string;
  readonly metadata_prefix: string;
  /** bigint, as text. */
  readonly datestamp: string;
  readonly sets: readonly string[];
  readonly deleted: boolean;
  readonly metadata: string | null;
  readonly about: string;
}

interface TextRow {
  readonly body: string;
}

interface SessionRow {
  readonly id_hash: string;
  readonly account_name: string;
  readonly signed_in_by: Session['signedInBy'];
  readonly created: string;
  readonly last_seen: string;
}

export const readTransferPage = async <Kind extends TransferKind>(
  queries: Queries,
  kind: Kind,
  { after, limit }: { readonly after?: TransferKey; readonly limit: number },
): Promise<readonly TransferRow<Kind>[]> => {
  // Six rows of one page.
  if (kind === 'once') return (after ? [] : await readOnce(queries)) as readonly TransferRow<Kind>[];
  const { sql, start, read } = (READINGS as Readonly<Record<string, unknown>>)[kind] as Reading<TransferRow<Kind>>;
  const rows = await queries.query<never>({ name: `transfer_${kind}`, text: sql }, [...(after ?? start), limit]);
  return rows.map(read);
};

interface Once {
  readonly cookie_key: string | null;
  readonly installation: Installation | null;
  readonly notices: Told;
  readonly set_up_link: SetUpLink | null;
  readonly statements: readonly PublisherStatement[];
  readonly visits: VisitLog;
}

const ONCE = `select
  (select cookie_key from account_basis) as cookie_key,
  (select body from installation) as installation,
  (select told from notices_told) as notices,
  (select set_up_link from account_basis) as set_up_link,
  (select body from statements) as statements,
  (select log from visit_log) as visits`;

/** In the order of their names. */
const readOnce = async (queries: Queries): Promise<readonly OnceRow[]> => {
  const [row] = await queries.query<Once>(ONCE);
  if (!row) return [];
  return [
    ...(row.cookie_key === null ? [] : [{ name: 'cookieKey', value: row.cookie_key } as const]),
    ...(row.installation === null ? [] : [{ name: 'installation', value: row.installation } as const]),
    { name: 'notices', value: row.notices },
    ...(row.set_up_link === null ? [] : [{ name: 'setUpLink', value: row.set_up_link } as const]),
    { name: 'statements', value: row.statements },
    { name: 'visits', value: row.visits },
  ];
};
