import { envelope, getRecordAnswer, header, identifiersPage, ids, listPage, marcRecord, oaiError } from './oai-answers.js';
import type { Asked, Reply, Script } from './scripted-source.js';

export interface ModelRecord {
  readonly number: string;
  /** `YYYY-MM-DDThh:mm:ssZ`. */
  readonly datestamp: string;
  readonly deleted?: boolean;
}

export interface ModelOptions {
  readonly records: readonly ModelRecord[];
  readonly pageSize?: number;
  /** Numbers of records that cannot be sent: a page that has one, and GetRecord, are answered so. */
  readonly poisoned?: readonly string[];
  readonly poison?: Reply;
  readonly granularity?: 'YYYY-MM-DD' | 'YYYY-MM-DDThh:mm:ssZ';
  readonly earliestDatestamp?: string;
  /** A list of more than so many is answered by HTTP 413. */
  readonly mostRecords?: number;
  /** Tokens are forgotten behind so many pages of any list. */
  readonly pagesBeforeForgetting?: number;
  /** What comes instead of an answer, and whether something does. */
  readonly disturb?: (asked: Asked, index: number) => Reply | string | undefined;
}

export interface Model {
  readonly script: Script;
  /** What it holds from now on. */
  hold(records: readonly ModelRecord[]): void;
}

/** A repository that keeps to the standard, but for what it is told to do wrong. Its tokens say where they go on. */
export const createModel = (options: ModelOptions): Model => {
  let held = options.records;
  const { poisoned = [], poison = { status: 500, body: 'Internal Server Error' }, granularity = 'YYYY-MM-DDThh:mm:ssZ' } = options;

  const select = (from: string, until: string): readonly ModelRecord[] =>
    held
      .filter(({ datestamp }) => datestamp.slice(0, from.length) >= from && (until === '' || datestamp.slice(0, until.length) <= until))
      .toSorted((a, b) => a.datestamp.localeCompare(b.datestamp) || a.number.localeCompare(b.number));

  const list = (verb: string, params: URLSearchParams): Reply | string => {
    const token = params.get('resumptionToken');
    const [offset = '0', from = '', until = ''] = token?.split('/') ?? ['0', params.get('from') ?? '', params.get('until') ?? ''];
    if (granularity === 'YYYY-MM-DD' && (from + until).includes('T')) return oaiError('badArgument');
    const found = select(from, until);
    const size = options.pageSize ?? 10;
    const start = Number(offset);
    if (token !== null && start / size >= (options.pagesBeforeForgetting ?? Infinity)) return oaiError('badResumptionToken');
    if (found.length === 0) return oaiError('noRecordsMatch');
    if (found.length > (options.mostRecords ?? Infinity)) return { status: 413, body: 'Narrow the request' };
    const page = found.slice(start, start + size);
    const next = start + size < found.length ? `<resumptionToken>${start + size}/${from}/${until}</resumptionToken>` : '';
    if (verb === 'ListIdentifiers') return identifiersPage(page.map(writeHeader).join(''), next);
    return page.some(({ number }) => poisoned.includes(number)) ? poison : listPage(page.map(writeRecord).join(''), next);
  };

  const getRecord = (identifier: string | null): Reply | string => {
    const record = held.find(({ number }) => ids(number)[0] === identifier);
    if (record === undefined) return oaiError('idDoesNotExist');
    return poisoned.includes(record.number) ? poison : getRecordAnswer(writeRecord(record));
  };

  const { earliestDatestamp = '2000-01-01T00:00:00Z' } = options;
  const identify = envelope(
    `<Identify><repositoryName>Model</repositoryName><protocolVersion>2.0</protocolVersion><earliestDatestamp>${earliestDatestamp}</earliestDatestamp><granularity>${granularity}</granularity></Identify>`,
  );
  return {
    script: (asked, index) => {
      const disturbed = options.disturb?.(asked, index);
      if (disturbed !== undefined) return disturbed;
      const verb = asked.params.get('verb') ?? '';
      if (verb === 'Identify') return identify;
      return verb === 'GetRecord' ? getRecord(asked.params.get('identifier')) : list(verb, asked.params);
    },
    hold: (records) => {
      held = records;
    },
  };
};

const writeHeader = ({ number, datestamp, deleted = false }: ModelRecord): string =>
  header(number, deleted ? ' status="deleted"' : '', datestamp);

const writeRecord = (record: ModelRecord): string =>
  `<record>${writeHeader(record)}${record.deleted ? '' : `<metadata>${marcRecord(record.number)}</metadata>`}</record>`;

/** So many records, a day apart from 2010-01-01 on. */
export const daily = (count: number): readonly ModelRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    number: String(index + 1),
    datestamp: `${new Date(Date.UTC(2010, 0, 1 + index, 12)).toISOString().slice(0, 19)}Z`,
  }));
