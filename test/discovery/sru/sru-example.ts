import type { Datestamp } from '../../../src/catalogue/datestamp.js';
import type { Discovery } from '../../../src/discovery/discovery.js';
import { createSru, type SruPorts } from '../../../src/discovery/sru/sru.js';
import type { Work } from '../../../src/discovery/work.js';
import { childElements, findChild, localName, textOf, type XmlElement } from '../../../src/xml/element.js';
import { xml } from '../../../src/xml/markup.js';
import { parseXml } from '../../../src/xml/parse.js';
import { SETTINGS } from '../../golden/settings.js';
import { createFixedDiscovery, EXAMPLE_WORKS } from '../example-works.js';

export const MARC = 'http://www.loc.gov/MARC21/slim';

/** A work with two manifestations that differs from the seed in what is given. */
export const workOf = (id: string, fields: Partial<Work> = {}): Work => ({
  ...EXAMPLE_WORKS[0]!,
  id,
  titles: [{ text: `Julkaisu ${id}` }],
  contributors: [],
  ties: [],
  changed: 1_700_000_000 as Datestamp,
  manifestations: ['print', 'pdf'].map((kind) => ({
    kind: kind as 'print' | 'pdf',
    identifier: `oai:julkaisut.poliisi.fi:poliisi/${id}-${kind}`,
    formats: ['oai_dc', 'marcxml'],
    isbns: [],
    faultyIsbns: [],
  })),
  ...fields,
});

/** Of every item that has the format: a record with its identifier and its title in it. */
export const readRecordOf =
  (works: readonly Work[]): SruPorts['readRecord'] =>
  async (identifier, prefix) => {
    const work = works.find(({ manifestations }) => manifestations.some((each) => each.identifier === identifier));
    if (!work) return undefined;
    const title = work.titles[0]!.text;
    const text =
      prefix === 'oai_dc'
        ? xml`<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title xml:lang="fi">${title}</dc:title><dc:date>${work.year ?? ''}</dc:date></oai_dc:dc>`
        : xml`<record xmlns="${MARC}"><leader>00000nam a22000004i 4500</leader><controlfield tag="001">${identifier}</controlfield><datafield tag="245" ind1="1" ind2="0"><subfield code="a">${title}</subfield></datafield></record>`;
    return new TextEncoder().encode(text.markup);
  };

export const portsOf = (works: readonly Work[] = EXAMPLE_WORKS, more: Partial<SruPorts> = {}): SruPorts => ({
  discovery: createFixedDiscovery(works),
  settings: SETTINGS,
  publicUrl: 'https://julkaisut.example.fi',
  readRecord: readRecordOf(works),
  ...more,
});

export interface Answered {
  readonly text: string;
  readonly root: XmlElement;
  readonly total: string;
  readonly identifiers: readonly string[];
  /** Numbers of the diagnostics of the whole answer. */
  readonly diagnostics: readonly number[];
}

export type Ask = (params: Readonly<Record<string, string>> | string) => Promise<Answered>;

/** Asks one server, and reads its answers with a parser that takes nothing that is not well-formed. */
export const createAsk = (ports: SruPorts = portsOf()): Ask => {
  const answer = createSru(ports);
  return async (params) => readAnswer(await answer(new URLSearchParams(params), new AbortController().signal));
};

export const readAnswer = (text: string): Answered => {
  const root = parseXml(text);
  return {
    text,
    root,
    total: textOf(findChild(root, 'numberOfRecords')),
    identifiers: recordsOf(root).map((record) => textOf(findChild(record, 'recordIdentifier'))),
    diagnostics: childElements(root, 'diagnostics').flatMap((list) => childElements(list, 'diagnostic').map(numberOf)),
  };
};

export const recordsOf = (root: XmlElement): readonly XmlElement[] => childElements(findChild(root, 'records') ?? root, 'record');

export const numberOf = (diagnostic: XmlElement): number =>
  Number(/^info:srw\/diagnostic\/1\/(\d+)$/.exec(textOf(findChild(diagnostic, 'uri')))?.[1]);

export const namesIn = (of: XmlElement): readonly string[] => childElements(of).map(localName);

/** The same, counting what it is asked. */
export const countedDiscovery = (discovery: Discovery): { readonly discovery: Discovery; readonly asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    discovery: {
      ...discovery,
      search: (query) => (asked.push('search'), discovery.search(query)),
      list: (page) => (asked.push('list'), discovery.list(page)),
      resolve: (wish) => (asked.push('resolve'), discovery.resolve(wish)),
    },
  };
};
