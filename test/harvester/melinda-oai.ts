import type { DoubleReply, HeldRecord, MelindaDoubleOptions } from './melinda-double.js';

const OAI = 'http://www.openarchives.org/OAI/2.0/';
const SETS = ['fennica', 'monographic', 'serial'];
const PREFIXES = ['oai_dc', 'marc21', 'melinda_marc'];

/** Every list of every token is kept here instead of in the token, whose letters are the ones that break in addresses: `+ / =`. */
interface Cursor {
  readonly offset: number;
  readonly query: URLSearchParams;
}

/** Melinda's OAI-PMH: misspelt Identify, headers wrapped in records, milliseconds, request before responseDate, errors without a word. */
export const createMelindaOai = (
  options: MelindaDoubleOptions,
  held: () => readonly HeldRecord[],
): ((query: URLSearchParams) => DoubleReply) => {
  const cursors = new Map<string, Cursor>();
  let toForget = options.forgetTokens ?? 0;

  const list = (query: URLSearchParams): DoubleReply => {
    const verb = query.get('verb')!;
    // The real one decodes once more than it should: what was encoded once survives that, unless it holds a percent sign.
    const token = query.has('resumptionToken') ? decodeURIComponent(query.get('resumptionToken')!) : undefined;
    const known = token === undefined ? undefined : cursors.get(token);
    if (token !== undefined && (known === undefined || toForget-- > 0)) return error('badResumptionToken');
    const asked = known?.query ?? query;
    const problem = problemOf(asked);
    if (problem !== undefined) return error(problem);
    const found = select(held(), asked);
    if (found.length === 0) return error('noRecordsMatch');
    const start = known?.offset ?? 0;
    const end = endOfPage(found, start, options.pageSize ?? 100);
    const page = found.slice(start, end);
    if (page.some((record) => isSpoilt(record, verb))) return SERVER_ERROR;
    const records = page.map((record) => writeRecord(record, verb === 'ListRecords' ? asked.get('metadataPrefix')! : undefined)).join('');
    // No element at all on the last page, and never a completeListSize.
    return answer(
      verb,
      `<${verb}>${records}${end < found.length ? writeToken(cursors, options.tokensExpire ?? '2026-03-01T12:15:00.000Z', { offset: end, query: asked }) : ''}</${verb}>`,
    );
  };

  const getRecord = (query: URLSearchParams): DoubleReply => {
    const number = /\/bib\/(\d{9})$/.exec(query.get('identifier') ?? '')?.[1];
    const record = held().find((each) => each.number === number);
    if (!PREFIXES.includes(query.get('metadataPrefix') ?? '')) return error('cannotDisseminateFormat');
    if (record === undefined) return error('idDoesNotExist');
    if (isSpoilt(record, 'GetRecord')) return SERVER_ERROR;
    return answer('GetRecord', `<GetRecord>${writeRecord(record, query.get('metadataPrefix')!)}</GetRecord>`);
  };

  /** A bad record spoils whatever shows it, unless it is deleted: then nobody looks at what is in it. */
  const isSpoilt = ({ number, deleted }: HeldRecord, verb: string): boolean =>
    (options.unparsable?.includes(number) ?? false) ||
    (verb !== 'ListIdentifiers' && !deleted && (options.poisoned?.includes(number) ?? false));

  return (query) => {
    if (/["<&\s]/.test([...query.values()].join(''))) return { status: 500, type: 'text/plain', body: '' };
    switch (query.get('verb') ?? '') {
      case 'Identify':
        return answer('Identify', IDENTIFY);
      case 'ListSets':
        return answer(
          'ListSets',
          `<ListSets>${SETS.map((set) => `<set><setSpec>${set}</setSpec><setName>${set}</setName></set>`).join('')}</ListSets>`,
        );
      case 'ListMetadataFormats':
        return answer(
          'ListMetadataFormats',
          `<ListMetadataFormats>${PREFIXES.map((prefix) => `<metadataFormat><metadataPrefix>${prefix}</metadataPrefix></metadataFormat>`).join('')}</ListMetadataFormats>`,
        );
      case 'GetRecord':
        return getRecord(query);
      case 'ListRecords':
      case 'ListIdentifiers':
        return list(query);
      default:
        return error('badVerb');
    }
  };
};

const SERVER_ERROR: DoubleReply = { status: 500, type: 'text/plain', body: 'Internal Server Error' };

const IDENTIFY =
  '<Identify><repositoryName>Melinda OAI-PMH provider</repositoryName><baseURL>https://oai-pmh.example.fi/bib</baseURL><procotolVersion>2.0</procotolVersion><earliestTimestamp>2001-01-01T00:00:00.000Z</earliestTimestamp><deletedRecord>transient</deletedRecord><granularity>YYYY-MM-DDthh:mm:ssZ</granularity></Identify>';

const answer = (verb: string, content: string): DoubleReply => ({
  status: 200,
  type: 'application/xml',
  body: `<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="${OAI}"><request verb="${verb}">https://oai-pmh.example.fi/bib</request><responseDate>2026-03-01T12:00:00.000Z</responseDate>${content}</OAI-PMH>`,
});

const error = (code: string): DoubleReply => answer('', `<error code="${code}"/>`);

const problemOf = (query: URLSearchParams): string | undefined => {
  const prefix = query.get('metadataPrefix');
  const dates = [query.get('from'), query.get('until')].filter((date) => date !== null);
  if (prefix === null || dates.some((date) => Number.isNaN(Date.parse(date)))) return 'badArgument';
  if (query.has('set') && !SETS.includes(query.get('set')!)) return 'badArgument';
  return PREFIXES.includes(prefix) ? undefined : 'cannotDisseminateFormat';
};

/** By the true times; with a set, deleted records are not there. */
const select = (records: readonly HeldRecord[], query: URLSearchParams): readonly HeldRecord[] => {
  const from = query.has('from') ? boundOf(query.get('from')!) : '';
  const until = query.has('until') ? boundOf(query.get('until')!) : '~';
  return records
    .filter(({ deleted }) => !(deleted && query.has('set')))
    .filter(({ changed }) => rowOf(changed) >= from && rowOf(changed) <= until)
    .toSorted((a, b) => a.changed.localeCompare(b.changed) || a.number.localeCompare(b.number));
};

/** As its database keeps it: digits down to the tenth of a second. */
const rowOf = (changed: string): string => new Date(changed).toISOString().replaceAll(/\D/g, '').slice(0, 15);

/**
 * What Melinda compares that with: its format of dates says the seconds twice, so the bound 03:04:05 is compared as 030405 and 5, and 03:04:42
 * as 030442 and 42. A day is its midnight, also where it is the last one.
 */
const boundOf = (text: string): string => {
  const digits = new Date(text).toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return `${digits}${Number(digits.slice(12))}`;
};

/** `WITH TIES`: records of one moment stay on one page, as long as their moment is not most of the catalogue. */
const endOfPage = (found: readonly HeldRecord[], start: number, size: number): number => {
  const end = Math.min(start + size, found.length);
  const ties = found.slice(end).findIndex(({ changed }) => changed !== found[end - 1]!.changed);
  return ties > 0 && ties < size ? end + ties : end;
};

const writeToken = (cursors: Map<string, Cursor>, expires: string, cursor: Cursor): string => {
  const token = Buffer.from(`\u00fb\u00ef\u00be${cursor.offset};${cursors.size}`, 'latin1').toString('base64').replace(/=*$/, '/+==');
  cursors.set(token, cursor);
  return `<resumptionToken expirationDate="${expires}" cursor="${cursor.offset}" timeCursor="202601020504050">${token}</resumptionToken>`;
};

const writeRecord = (record: HeldRecord, metadataPrefix: string | undefined): string => {
  const status = record.deleted ? ' status="deleted"' : '';
  const header = `<header${status}><identifier>oai:melinda.kansalliskirjasto.fi/bib/${record.number}</identifier><datestamp>${printed(record.changed)}</datestamp></header>`;
  if (metadataPrefix === undefined || record.deleted) return `<record>${header}</record>`;
  return `<record>${header}<metadata>${dressed(record, metadataPrefix)}</metadata></record>`;
};

/** Helsinki's time with a Z, and the seconds lost. */
const printed = (changed: string): string => `${new Date(Date.parse(changed) + 7_200_000).toISOString().slice(0, 17)}00.000Z`;

const LOCAL_FIELD = /<(\w+:)?(?:datafield|controlfield)\s+tag="[A-Z]{3}"[\s\S]*?<\/\1?(?:datafield|controlfield)>/g;
const LOCAL_SUBFIELD = /<(\w+:)?subfield\s+code="9">[\s\S]*?<\/\1?subfield>/g;

/** `marc21` loses the local fields and `$9`; both get Melinda's own number in 035. */
const dressed = ({ xml, number }: HeldRecord, metadataPrefix: string): string => {
  if (metadataPrefix === 'oai_dc') {
    return '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Otsikkoilmanväliä</dc:title></oai_dc:dc>';
  }
  const prefix = /^<(\w+:)?record/.exec(xml)?.[1] ?? '';
  const own = `<${prefix}datafield tag="035" ind1=" " ind2=" "><${prefix}subfield code="a">(FI-MELINDA)${number}</${prefix}subfield></${prefix}datafield>`;
  const whole = xml.replace(new RegExp(`</${prefix}record>\\s*$`), `${own}</${prefix}record>`);
  return metadataPrefix === 'marc21' ? whole.replaceAll(LOCAL_FIELD, '').replaceAll(LOCAL_SUBFIELD, '') : whole;
};
