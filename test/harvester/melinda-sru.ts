import type { DoubleReply, HeldRecord, MelindaDoubleOptions } from './melinda-double.js';

const SRU = 'http://docs.oasis-open.org/ns/search-ws/sruResponse';
const TOTAL_CAP = 20_000;

/** Melinda's SRU 2.0: `zs:` everywhere, a page no longer than it likes, all its errors diagnostics under HTTP 200. */
export const createMelindaSru =
  (options: MelindaDoubleOptions, held: () => readonly HeldRecord[]): ((query: URLSearchParams) => DoubleReply) =>
  (query) => {
    const cql = query.get('query') ?? '';
    if (cql === '') return diagnostic('7', 'Mandatory parameter not supplied', 'query');
    if (query.get('recordSchema') !== 'marcxml') return diagnostic('66', 'Unknown schema for retrieval', query.get('recordSchema') ?? '');
    const clauses = cql.split(/\s+AND\s+/i).map(parseClause);
    const unknown = clauses.find(({ matches }) => matches === undefined);
    if (unknown) return diagnostic('16', 'Unsupported index', unknown.index);
    const found = held().filter((record) => clauses.every(({ matches }) => matches?.(record)));
    const start = Number(query.get('startRecord') ?? '1');
    if (found.length > 0 && start > found.length) return diagnostic('61', 'First record position out of range', String(start));
    const most = Math.min(Number(query.get('maximumRecords') ?? '10'), options.sruPageCap ?? 50);
    const page = found.slice(start - 1, start - 1 + most);
    const next = start + page.length;
    const records = page.map((record, index) => writeRecord(record, start + index)).join('');
    const more = next <= found.length ? `<zs:nextRecordPosition>${next}</zs:nextRecordPosition>` : '';
    return respond(
      `<zs:numberOfRecords>${Math.min(found.length, TOTAL_CAP)}</zs:numberOfRecords><zs:records>${records}</zs:records>${more}`,
    );
  };

const respond = (content: string): DoubleReply => ({
  status: 200,
  type: 'text/xml',
  body: `<?xml version="1.0"?>\n<zs:searchRetrieveResponse xmlns:zs="${SRU}"><zs:version>2.0</zs:version>${content}</zs:searchRetrieveResponse>`,
});

const diagnostic = (number: string, message: string, details: string): DoubleReply =>
  respond(
    `<zs:numberOfRecords>0</zs:numberOfRecords><zs:diagnostics><diag:diagnostic xmlns:diag="http://docs.oasis-open.org/ns/search-ws/diagnostic"><diag:uri>info:srw/diagnostic/1/${number}</diag:uri><diag:details>${details.replaceAll(/[<&]/g, ' ')}</diag:details><diag:message>${message}</diag:message></diag:diagnostic></zs:diagnostics>`,
  );

const writeRecord = ({ xml, number }: HeldRecord, position: number): string =>
  `<zs:record><zs:recordSchema>marcxml</zs:recordSchema><zs:recordXMLEscaping>xml</zs:recordXMLEscaping><zs:recordData>${xml}</zs:recordData><zs:recordIdentifier>${number}</zs:recordIdentifier><zs:recordPosition>${position}</zs:recordPosition></zs:record>`;

interface Clause {
  readonly index: string;
  readonly matches?: (record: HeldRecord) => boolean;
}

const parseClause = (text: string): Clause => {
  const [, index = 'cql.serverChoice', quoted, plain = ''] = /^\s*(?:([\w.]+)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|(.*?))\s*$/s.exec(text) ?? [];
  const term = (quoted?.replaceAll(/\\(.)/gs, '$1') ?? plain).toLowerCase();
  const find = FINDERS[index];
  return { index, ...(find && { matches: (record) => find(record, term) }) };
};

/** The ISSN index knows the series' own field 022, not the series statements of its books. */
const FINDERS: Readonly<Record<string, (record: HeldRecord, term: string) => boolean>> = {
  'rec.id': ({ number }, term) => number === term,
  'bath.issn': ({ xml }, term) => values(xml, '022', 'a').some((issn) => issn.replaceAll('-', '') === term.replaceAll('-', '')),
  'bath.isbn': ({ xml }, term) => values(xml, '020', 'a').some((isbn) => isbn.replaceAll('-', '') === term.replaceAll('-', '')),
  'dc.title': ({ xml }, term) => values(xml, '245', 'a').some((title) => title.includes(term)),
  'melinda.asterinameid': ({ xml }, term) =>
    ['100', '110', '700', '710'].some((tag) => values(xml, tag, '0').some((id) => id.endsWith(`)${term}`))),
  'melinda.authenticationcode': ({ xml }, term) => values(xml, '042', 'a').includes(term),
  'cql.serverChoice': ({ xml }, term) =>
    xml
      .toLowerCase()
      .replaceAll(/<[^>]*>/g, ' ')
      .includes(term),
};

/** In lower case. */
const values = (xml: string, tag: string, code: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?datafield\\s[^>]*tag="${tag}"[^>]*>([\\s\\S]*?)</(?:\\w+:)?datafield>`, 'g'))].flatMap(
    ([, field = '']) =>
      [...field.matchAll(new RegExp(`<(?:\\w+:)?subfield\\s+code="${code}"\\s*>([^<]*)<`, 'g'))].map(([, value = '']) =>
        value.trim().toLowerCase(),
      ),
  );
