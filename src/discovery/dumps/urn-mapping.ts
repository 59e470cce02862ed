import { xml, XML_DECLARATION, type Markup } from '../../xml/markup.js';
import type { Work } from '../work.js';
import { utc, workPath } from './addresses.js';
import { eachPage, type DumpPorts } from './walk.js';

const NAMESPACE = 'urn:nbn:se:uu:ub:epc-schema:rs-location-mapping';

/**
 * Each URN of an online manifestation of ours with the address that it leads to, as the URN service of the National Library fetches it.
 * It leads to our page, where the file, its accessibility and its other forms are: the address of a file changes with the publisher's
 * site. URNs of older works are the library's own and not ours to register.
 */
export async function* writeUrnMapping({ discovery, publicUrl }: DumpPorts): AsyncGenerator<string> {
  const { changed } = await discovery.readVersion();
  yield `${XML_DECLARATION}${
    xml`<records xmlns="${NAMESPACE}"><protocol-version>3.0</protocol-version><datestamp type="modified">${utc(changed)}</datestamp>`.markup
  }`;
  for await (const works of eachPage(discovery)) {
    yield works
      .flatMap((work) => recordsOf(work, publicUrl))
      .map(({ markup }) => `\n${markup}`)
      .join('');
  }
  yield '\n</records>\n';
}

const recordsOf = (work: Work, publicUrl: string): readonly Markup[] =>
  work.origin === 'own' ? work.manifestations.flatMap(({ urn }) => (urn === undefined ? [] : [recordOf(urn, work, publicUrl)])) : [];

const recordOf = (urn: string, { id, changed }: Work, publicUrl: string): Markup =>
  xml`<record><header><datestamp type="modified">${utc(changed)}</datestamp><identifier>${urn}</identifier><destinations><destination status="activated"><url>${publicUrl + workPath(id)}</url></destination></destinations></header></record>`;
