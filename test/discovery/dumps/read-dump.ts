import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import type { Datestamp } from '../../../src/catalogue/datestamp.js';
import type { DumpPorts } from '../../../src/discovery/dumps/walk.js';
import type { Tie, Work } from '../../../src/discovery/work.js';
import { SETTINGS } from '../../golden/settings.js';
import { createFixedDiscovery, EXAMPLE_WORKS } from '../example-works.js';
import { grapheme } from '../../grapheme.js';

export const PUBLIC_URL = 'https://julkaisut.example.fi';

export const portsWith = (works: readonly Work[] = EXAMPLE_WORKS, gone: Parameters<typeof createFixedDiscovery>[1] = []): DumpPorts => ({
  discovery: createFixedDiscovery(works, gone),
  settings: SETTINGS,
  publicUrl: PUBLIC_URL,
});

export const collect = async (dump: AsyncIterable<string>): Promise<string> => {
  let text = '';
  for await (const piece of dump) text += piece;
  return text;
};

/** Seconds. */
export const at = (iso: string): Datestamp => (Date.parse(iso) / 1000) as Datestamp;

export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  readonly text: string;
}

interface Open extends Node {
  readonly children: Open[];
  text: string;
}

/** A strict reading with namespaces by a third party's parser: `name` is `{namespace}local`. */
export const readXml = (text: string): Node => {
  const parser = new SaxesParser({ xmlns: true });
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const values = Object.entries(attributes).map(([name, { value }]): readonly [string, string] => [name, value]);
    const node: Open = { name: `{${uri}}${local}`, attributes: Object.fromEntries(values), children: [], text: '' };
    stack.at(-1)!.children.push(node);
    stack.push(node);
  });
  parser.on('text', (each) => void (stack.at(-1)!.text += each));
  parser.on('closetag', () => void stack.pop());
  parser.write(text).close();
  return root.children[0]!;
};

export const named = (node: Node, name: string): readonly Node[] => node.children.filter((child) => child.name.endsWith(`}${name}`));
export const firstNamed = (node: Node, name: string): Node => {
  const [found] = named(node, name);
  if (!found) throw new Error(`${node.name} has no ${name}`);
  return found;
};

/** What people and machines put into a field: quotes, separators of every format, line ends, controls, formulas, other scripts. */
const NASTY = ['"', "'", ',', ';', '\t', '|', '\n', '\r', '\r\n', '\u0000', '\u0001', '\u0085', '\u2028', '\uFEFF', '\u{1F46E}', ' ', '  '];
const PIECES = [...NASTY, '=1+1', '+', '-', '@', '<b>', '&amp;', ']]>', '%41', '{ID}', '#', '0001', 'å', 'Ж', '\uFF1D', '\\', '/'];
export const anyText = fc.oneof(
  fc.string({ unit: grapheme, maxLength: 12 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join('')),
);
const someText = anyText.map((text) => `x${text}`);
const moment = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds as Datestamp);

const anyTie = (ours: string): fc.Arbitrary<Tie> =>
  fc
    .record({
      target: fc.constantFrom('melinda', 'finna', 'urn', 'eduskunta'),
      theirs: anyText,
      path: anyText,
      kind: fc.constantFrom('record' as const, 'search' as const),
      confidence: anyText,
      decidedBy: fc.constantFrom('rules' as const, 'person' as const),
      changed: moment,
      dead: fc.option(moment, { nil: undefined }),
      evidence: fc.option(
        fc.array(fc.record({ number: anyText, source: anyText, filters: fc.array(anyText, { maxLength: 2 }), seen: moment }), {
          minLength: 1,
          maxLength: 2,
        }),
        { nil: undefined },
      ),
    })
    .map(({ path, dead, evidence, ...tie }) => ({
      ...tie,
      ours,
      url: `https://their.example.fi/${path}`,
      ...(dead !== undefined && { dead }),
      ...(evidence && { evidence, dedupIds: evidence.map(({ number }) => number) }),
    }));

/** A work whose every text is anything at all. */
export const anyWork: fc.Arbitrary<Work> = someText.chain((id) =>
  fc
    .record({
      title: anyText,
      subtitle: fc.option(anyText, { nil: undefined }),
      urn: fc.option(anyText, { nil: undefined }),
      file: anyText,
      mediaType: anyText,
      identifier: someText,
      term: anyText,
      abstract: anyText,
      licence: anyText,
      changed: moment,
      created: moment,
      ties: fc.array(anyTie(id), { maxLength: 4 }),
    })
    .map(({ title, subtitle, urn, file, mediaType, identifier, term, abstract, licence, changed, created, ties }) => ({
      ...EXAMPLE_WORKS[0]!,
      id,
      titles: [{ text: title, ...(subtitle !== undefined && { subtitle }) }],
      contributors: [{ kind: 'person' as const, family: title, given: term, role: 'author' as const }],
      abstracts: [{ text: abstract, language: 'fin' }],
      subjects: [{ term }],
      licence: { name: licence, url: `https://licence.example.fi/${licence}` },
      manifestations: [
        {
          kind: 'pdf' as const,
          identifier,
          formats: ['oai_dc', 'marcxml'],
          isbns: ['978-952-491-530-4'],
          faultyIsbns: ['987-952-491-529-8'],
          ...(urn !== undefined && { urn }),
          file: { url: `https://files.example.fi/${file}`, mediaType },
        },
      ],
      ties,
      changed,
      created,
    })),
);

/** Some works, each with an id of its own. */
export const anyWorks = fc.uniqueArray(anyWork, { maxLength: 4, selector: ({ id }) => id });
