import { createServer } from 'node:http';
import { baseOf, closeServer, listen } from '../../harvester/scripted-source.js';
import { book, idOf, stranger } from '../../harvester/run/model-source.js';

/** A library on loopback that speaks OAI-PMH and waits where it is told to. */
export interface SlowLibrary {
  /** Its settings, under the id `library`. */
  readonly source: object;
  /** So many wanted records, of which these are deleted, and these are not of the series. */
  hold(
    wanted: readonly string[],
    more?: { readonly deleted?: readonly string[]; readonly strangers?: readonly string[]; readonly changed?: string },
  ): void;
  /** No page after the first so many is answered before `release`. */
  holdUpAfter(pages: number): { readonly reached: Promise<void>; readonly release: () => void };
  /** Answers 500 from now on, or no more. */
  breakDown(isBroken: boolean): void;
  close(): Promise<void>;
}

interface Held {
  readonly number: string;
  readonly xml: string;
  readonly changed: string;
  readonly deleted: boolean;
}

const PAGE_SIZE = 5;

export const startSlowLibrary = async (): Promise<SlowLibrary> => {
  let records: readonly Held[] = [];
  let isBroken = false;
  let gate: { readonly after: number; readonly arrive: () => void; readonly open: Promise<void> } | undefined;
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url!, 'http://library');
    void (async () => {
      const start = Number(searchParams.get('resumptionToken') ?? '0');
      if (searchParams.get('verb') === 'ListRecords' && gate && start / PAGE_SIZE >= gate.after) {
        gate.arrive();
        await gate.open;
      }
      if (isBroken) return void response.writeHead(500).end('out of order');
      response.writeHead(200, { 'Content-Type': 'text/xml' }).end(answer(searchParams, records, start));
    })();
  });
  await listen(server);
  return {
    source: {
      ...{
        id: 'library',
        protocol: 'oai-pmh',
        url: `${baseOf(server)}/oai?apikey=kanarialintu`,
        metadataPrefix: 'marc21',
        allowPrivate: true,
      },
      ...{ select: { issn: ['1236-049X'], seriesTitle: ['Poliisiosaston julkaisu'] }, minDelayMs: 0, controlNumberIdentifier: 'FI-LIB' },
    },
    hold: (wanted, { deleted = [], strangers = [], changed = '2026-02-01T00:00:00Z' } = {}) => {
      const held = (number: string, xml: string): Held => ({ number, xml, changed, deleted: deleted.includes(number) });
      records = [...wanted.map((number) => held(number, book(number))), ...strangers.map((number) => held(number, stranger(number)))];
    },
    holdUpAfter: (pages) => {
      let [arrive, release] = [(): void => undefined, (): void => undefined];
      const reached = new Promise<void>((resolve) => (arrive = resolve));
      const open = new Promise<void>((resolve) => (release = resolve));
      gate = { after: pages, arrive, open };
      return {
        reached,
        release: () => {
          gate = undefined;
          release();
        },
      };
    },
    breakDown: (broken) => void (isBroken = broken),
    close: () => closeServer(server),
  };
};

const answer = (params: URLSearchParams, records: readonly Held[], start: number): string => {
  switch (params.get('verb') ?? '') {
    case 'Identify':
      return envelope(
        `<Identify><repositoryName>Hidas kirjasto</repositoryName><baseURL>http://library/oai</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>a@example.fi</adminEmail><earliestDatestamp>2001-01-01T00:00:00Z</earliestDatestamp><deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>`,
      );
    case 'ListMetadataFormats':
      return envelope(
        `<ListMetadataFormats><metadataFormat><metadataPrefix>marc21</metadataPrefix><schema>http://s</schema><metadataNamespace>http://n</metadataNamespace></metadataFormat></ListMetadataFormats>`,
      );
    default:
      return records.length === 0 ? envelope('<error code="noRecordsMatch">none</error>') : envelope(page(records, start));
  }
};

const envelope = (inside: string): string =>
  `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-01T12:00:00Z</responseDate><request>http://library/oai</request>${inside}</OAI-PMH>`;

const page = (records: readonly Held[], start: number): string => {
  const end = start + PAGE_SIZE;
  const token = end < records.length ? `<resumptionToken completeListSize="${records.length}">${end}</resumptionToken>` : '';
  const last = end >= records.length && start > 0 ? '<resumptionToken/>' : '';
  return `<ListRecords>${records.slice(start, end).map(record).join('')}${token}${last}</ListRecords>`;
};

const record = ({ number, xml, changed, deleted }: Held): string =>
  `<record><header${deleted ? ' status="deleted"' : ''}><identifier>${idOf(number)}</identifier><datestamp>${changed}</datestamp></header>${deleted ? '' : `<metadata>${xml.replace(/<\?xml[^>]*\?>/, '')}</metadata>`}</record>`;
