import { createServer } from 'node:http';
import { createMelindaOai } from './melinda-oai.js';
import { createMelindaSru } from './melinda-sru.js';
import { baseOf, closeServer, listen } from './scripted-source.js';

export interface MelindaRecord {
  /** MARCXML with its namespace; field 001 is the number under which both interfaces know it. */
  readonly xml: string;
  /** True UTC, down to a tenth of a second. The double prints it as Helsinki's winter time labelled Z, as Melinda does. Absent: 2026-01-02T03:04:05Z. */
  readonly changed?: string;
  /** Seen in lists without a set and nowhere else. */
  readonly deleted?: boolean;
}

export interface MelindaDoubleOptions {
  readonly records: readonly MelindaRecord[];
  /** Of one page of OAI-PMH; 100 where absent. */
  readonly pageSize?: number;
  /** Of one answer of SRU, whatever is asked for; 50 where absent. */
  readonly sruPageCap?: number;
  /** A page of records with one of these numbers, and the record alone, is answered by HTTP 500 and nothing else. */
  readonly poisoned?: readonly string[];
  /** With one of these a page of identifiers is too: Melinda parses each record before it prints its header. */
  readonly unparsable?: readonly string[];
  /** As its tokens say; a quarter of an hour after its own time where absent. */
  readonly tokensExpire?: string;
  /** Times that a good resumptionToken is refused: the double's keys rotate. */
  readonly forgetTokens?: number;
}

export interface MelindaDouble {
  readonly oaiUrl: string;
  readonly sruUrl: string;
  /** Path and query of each request, undecoded. */
  readonly requests: readonly string[];
  /** What the library holds from now on. */
  hold(records: readonly MelindaRecord[]): void;
  close(): Promise<void>;
}

export interface HeldRecord {
  /** Nine digits. */
  readonly number: string;
  readonly xml: string;
  readonly changed: string;
  readonly deleted: boolean;
}

export interface DoubleReply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/**
 * Kansalliskirjasto's union catalogue on loopback: SRU at /sru/bib, OAI-PMH at /oai/bib, with the oddities of the real one. The namespace of
 * its identifiers is the real one's, so that a harvest of it reads like a harvest of the library.
 */
export const startMelindaDouble = async (options: MelindaDoubleOptions): Promise<MelindaDouble> => {
  const requests: string[] = [];
  let held = options.records.map(toHeld);
  const oai = createMelindaOai(options, () => held);
  const sru = createMelindaSru(options, () => held.filter(({ deleted }) => !deleted));
  const server = createServer((request, response) => {
    requests.push(request.url!);
    const url = new URL(request.url!, 'http://melinda');
    const room = url.pathname.startsWith('/oai/bib') ? oai : url.pathname.startsWith('/sru/bib') ? sru : undefined;
    // Its interfaces know GET only.
    const reply =
      room && request.method === 'GET'
        ? room(url.searchParams)
        : { status: 404, type: 'text/html', body: `<!DOCTYPE html><html>Cannot ${request.method!}</html>` };
    response.writeHead(reply.status, { 'Content-Type': `${reply.type}; charset=utf-8` }).end(reply.body);
  });
  await listen(server);
  return {
    oaiUrl: `${baseOf(server)}/oai/bib`,
    sruUrl: `${baseOf(server)}/sru/bib`,
    requests,
    hold: (records) => {
      held = records.map(toHeld);
    },
    close: () => closeServer(server),
  };
};

const toHeld = ({ xml, changed = '2026-01-02T03:04:05Z', deleted = false }: MelindaRecord): HeldRecord => {
  const number = /<(?:\w+:)?controlfield\s+tag="001"\s*>\s*([^<\s]+)/.exec(xml)?.[1];
  if (number === undefined) throw new Error('a record of the double has no field 001');
  return { number, xml: xml.replace(/^\s*<\?xml[^>]*\?>\s*/, '').trim(), changed, deleted };
};
