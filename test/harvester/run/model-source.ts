import { writeMarcRecord } from '../../../src/crosswalk/marc-record.js';
import type { ListRequest, RecordAnswer, ReceivedRecord, SourceClient, SourcePage } from '../../../src/harvester/source-client.js';
import { SourceError } from '../../../src/harvester/source-error.js';
import { buildXml } from '../../../src/xml/build.js';
import { marcFromLines } from '../../crosswalk/harvested/marc-lines.js';

/** What the model library holds. */
export interface Held {
  readonly identifier: string;
  readonly xml?: string;
  /** UTC; when the library shows a change of it to those who ask for changes. */
  readonly changed: string;
  readonly deleted?: boolean;
  /** It cannot be read; why. */
  readonly unreadable?: string;
  /** And nobody can tell what it is called. */
  readonly isNameless?: boolean;
  /** It is there when asked for, and its lists leave it out. */
  readonly isHidden?: boolean;
  readonly repairs?: readonly string[];
  /** It cannot even be asked for: HTTP 500. */
  readonly isPoison?: boolean;
}

export interface ModelSource {
  readonly client: SourceClient;
  hold(...held: readonly Held[]): void;
  held(): readonly Held[];
  /** Every list that was asked for. */
  readonly lists: readonly ListRequest[];
  /** Every record that was asked for by itself. */
  readonly fetched: readonly string[];
  /** After so many pages of the next list this is thrown, once. */
  failAfter(pages: number, error: SourceError): void;
  /** Words of doubt on the first page of each list. */
  doubt(warning: string | undefined): void;
  /** The source's own clock. */
  at(responseDate: string | undefined): void;
  /** Called before each page is handed on. */
  onPage(wait: (page: number) => Promise<void>): void;
}

/** A library without a wire: pages of what it holds in order of change, with tokens that are positions. */
export const createModelSource = ({ pageSize = 10, isSnapshot = false } = {}): ModelSource => {
  const records = new Map<string, Held>();
  const lists: ListRequest[] = [];
  const fetched: string[] = [];
  let failure: { readonly pages: number; readonly error: SourceError } | undefined;
  let warning: string | undefined;
  let responseDate: string | undefined = '2026-03-01T12:00:00Z';
  let wait: (page: number) => Promise<void> = () => Promise.resolve();

  const listed = ({ from }: ListRequest): readonly Held[] =>
    [...records.values()]
      .filter(({ isHidden, deleted }) => !isHidden && !(deleted && isSnapshot))
      .filter(({ changed }) => isSnapshot || from === undefined || changed >= from)
      .sort((a, b) => (a.changed < b.changed ? -1 : a.changed > b.changed ? 1 : a.identifier < b.identifier ? -1 : 1));

  async function* listPages(request: ListRequest, signal: AbortSignal): AsyncIterable<SourcePage> {
    lists.push(request);
    const all = listed(request);
    const failing = failure;
    failure = undefined;
    const start = request.resume ? Number(request.resume.token) : 0;
    for (let position = start, page = 0; position < all.length || page === 0; position += pageSize, page += 1) {
      await wait(page);
      if (signal.aborted) throw new SourceError('cancelled', 'the harvest was cancelled');
      if (failing?.pages === page) throw failing.error;
      const slice = all.slice(position, position + pageSize);
      const isLast = position + pageSize >= all.length;
      yield {
        ...(responseDate !== undefined && { responseDate }),
        records: slice.filter(({ unreadable }) => unreadable === undefined).map(received),
        unreadable: slice.flatMap(({ identifier, unreadable: reason, isNameless }) =>
          reason === undefined ? [] : [{ ...(!isNameless && { identifier }), reason, xml: '<bad/>' }],
        ),
        completeListSize: all.length,
        listNumber: request.resume?.listNumber ?? 1,
        ...(warning !== undefined && page === 0 && { warnings: [warning] }),
        ...(!isLast && { next: { token: String(position + pageSize), listNumber: 1 } }),
        bytes: 1000,
      };
    }
  }
  const fetchRecord = async (identifier: string): Promise<RecordAnswer> => {
    fetched.push(identifier);
    const held = records.get(identifier);
    if (held?.isPoison) throw new SourceError('status', 'library answers 500');
    if (!held) return { kind: 'gone', inWords: 'idDoesNotExist' };
    if (held.unreadable !== undefined) return { kind: 'unreadable', record: { identifier, reason: held.unreadable } };
    return { kind: 'received', record: received(held), ...(responseDate !== undefined && { responseDate }) };
  };
  return {
    client: { listPages, fetchRecord, describe: async () => ({ remarks: [] }) },
    hold: (...held) => {
      records.clear();
      for (const each of held) records.set(each.identifier, each);
    },
    held: () => [...records.values()],
    lists,
    fetched,
    failAfter: (pages, error) => void (failure = { pages, error }),
    doubt: (words) => void (warning = words),
    at: (date) => void (responseDate = date),
    onPage: (waiter) => void (wait = waiter),
  };
};

const received = ({ identifier, xml, changed, deleted = false, repairs = [] }: Held): ReceivedRecord => ({
  identifier,
  datestamp: changed,
  deleted,
  ...(xml !== undefined && !deleted && { xml }),
  repairs,
});

/** SYNTHETIC: a book of the older series. */
export const book = (
  number: string,
  { title = `Kirja ${number}`, year = '1999', series = 'Poliisiosaston julkaisu, $x 1236-049X ;' } = {},
): string =>
  buildXml(
    writeMarcRecord(
      marcFromLines(`001 ${number}
008 021024s${year}    fi ||||||||||o000|||fin| 
245 10 $a ${title}
490 1# $a ${series} $v ${year}, ${Number(number) % 90}`),
    ),
  );

/** SYNTHETIC: a book of another series. */
export const stranger = (number: string): string => book(number, { series: 'Keksitty sarja, $x 2049-3630 ;' });

export const idOf = (number: string): string => `oai:library.example.fi:bib/${number}`;

export const held = (number: string, more: Partial<Held> = {}): Held => ({
  identifier: idOf(number),
  xml: book(number),
  changed: '2026-02-01T00:00:00Z',
  ...more,
});

/** `000000001` and so on. */
export const numbers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1).padStart(9, '0'));
