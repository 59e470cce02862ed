import type { Datestamp } from '../../src/catalogue/datestamp.js';
import { readIsbn } from '../../src/catalogue/isbn.js';
import type { Publication, PublicationId } from '../../src/catalogue/publication.js';
import type { RecordContent, RecordQuery, Store, StoredRecord } from '../../src/store/ports.js';
import type { XmlText } from '../../src/xml/markup.js';

/** 2026-03-01T10:00:00Z in milliseconds: a wall clock that stands until it is moved. */
export const START = Date.UTC(2026, 2, 1, 10);

export interface TestClock {
  (): number;
  /** Moves it by seconds, back too. */
  readonly move: (seconds: number) => void;
}

export const createTestClock = (start = START): TestClock => {
  let now = start;
  return Object.assign(() => now, { move: (seconds: number) => void (now += seconds * 1000) });
};

export const idOf = (number: number): PublicationId => `2012-${number}` as PublicationId;

export const identifierOf = (id: PublicationId | number, kind = 'pdf'): string =>
  `oai:julkaisut.example.fi:poliisi/${typeof id === 'number' ? idOf(id) : id}-${kind}`;

export const publicationOf = (number: number, change: Partial<Publication> = {}): Publication => ({
  id: idOf(number),
  titles: [{ text: `Poliisin ylijohdon julkaisu ${number}` }],
  contributors: [],
  abstracts: [],
  languages: [],
  subjects: [],
  accessibility: { status: 'unknown', ground: { kind: 'none' } },
  manifestations: [],
  created: 1 as Datestamp,
  modified: 1 as Datestamp,
  ...change,
});

/** A valid ISBN of the publisher's own block, 0 ≤ title < 1000. */
export const isbnOf = (title: number): string => {
  const digits = `978952491${String(title).padStart(3, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
};

export const withIsbn = (number: number, isbn: string): Publication =>
  publicationOf(number, { manifestations: [{ kind: 'print', isbn: readIsbn(isbn) }] });

export const recordOf = (identifier: string, change: Partial<RecordContent> = {}): RecordContent => ({
  identifier,
  metadataPrefix: 'oai_dc',
  deleted: false,
  sets: ['own:online'],
  metadata: `<dc>${identifier}</dc>` as XmlText,
  about: [],
  ...change,
});

export const textOf = (text: string): XmlText => text as XmlText;

/** What was rendered, as text again. */
export const shown = (rendered: Uint8Array | undefined): string | undefined => rendered && Buffer.from(rendered).toString('utf8');

/** A record as it is found again once it was committed. */
export const storedAs = ({ metadata, about, ...header }: RecordContent, datestamp: Datestamp): StoredRecord => ({
  ...header,
  datestamp,
  ...(metadata !== undefined && { metadata: Buffer.from(metadata) }),
  about: about.map((part) => Buffer.from(part)),
});

/** Later than any datestamp of a test. */
export const NO_END = 9_999_999_999 as Datestamp;

/** A whole list, page by page, as a harvester reads it. */
export const listAll = async (
  store: Store,
  query: Partial<Omit<RecordQuery, 'after' | 'limit'>> = {},
  limit = 7,
): Promise<readonly StoredRecord[]> => {
  const all: StoredRecord[] = [];
  for (;;) {
    const last = all.at(-1);
    const after = last && { datestamp: last.datestamp, identifier: last.identifier };
    const page = await store.listRecords({ metadataPrefix: 'oai_dc', until: NO_END, ...query, limit, ...(after && { after }) });
    all.push(...page);
    if (page.length < limit) return all;
  }
};

export const namesIn = async (store: Store, set?: string): Promise<readonly string[]> =>
  (await listAll(store, set === undefined ? {} : { set })).map(({ identifier }) => identifier);
