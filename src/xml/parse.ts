import { XMLParser } from 'fast-xml-parser';
import type { XmlElement, XmlNode } from './element.js';
import { createReader } from './gate-reader.js';

/** A text that is not the XML it should be. `message` says where and why, without repeating the document. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** Far deeper than any format that we read. */
const DEEPEST = 100;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
  maxNestedTags: DEEPEST,
  // Else an element named toString would become __toString; what could pollute a prototype is refused in any case.
  onDangerousProperty: (name) => name,
  processEntities: { enabled: true, maxEntityCount: 100, maxTotalExpansions: 10_000_000, maxExpandedLength: 100_000 },
});

type RawNode = Readonly<Record<string, unknown>>;

/**
 * Reads a whole document. DOCTYPE is refused (no entity of a stranger is ever expanded), and so is a text that is cut
 * short: fast-xml-parser alone would return what came before the cut.
 * @throws XmlError
 */
export const parseXml = (text: string): XmlElement => {
  const document = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (/<!DOCTYPE/i.test(document)) throw new XmlError('a DOCTYPE is not accepted');
  refuseUnlessWellFormed(document);
  const nodes = readNodes(parseRaw(document), new Map([['xml', XML_NAMESPACE]]));
  const roots = nodes.filter((node): node is XmlElement => typeof node !== 'string');
  const [root] = roots;
  if (root === undefined || roots.length > 1 || nodes.some((node) => typeof node === 'string' && node.trim() !== '')) {
    throw new XmlError(`one root element was expected, ${roots.length} found`);
  }
  return root;
};

/** By saxes, with namespaces: of 6,000 damaged documents fast-xml-parser's own check let one in ten pass. */
const refuseUnlessWellFormed = (document: string): void => {
  // saxes looks a namespace up through all open elements: without a limit 700 kB of nesting cost it five minutes.
  let depth = 0;
  const reader = createReader({
    error: (fault) => {
      throw new XmlError(fault.message);
    },
    opentag: () => {
      if (++depth > DEEPEST) throw new XmlError(`elements are nested deeper than ${DEEPEST}`);
    },
    closetag: () => {
      depth -= 1;
    },
    text: () => undefined,
    cdata: () => undefined,
    attribute: () => undefined,
  });
  reader.write(document).close();
};

const parseRaw = (document: string): readonly RawNode[] => {
  try {
    return parser.parse(document) as readonly RawNode[];
  } catch (cause) {
    throw new XmlError(cause instanceof Error ? cause.message : 'not well-formed', { cause });
  }
};

const readNodes = (nodes: readonly RawNode[], scope: ReadonlyMap<string, string>): readonly XmlNode[] =>
  nodes.flatMap((node): readonly XmlNode[] => {
    if (node['#text'] !== undefined) return [node['#text'] as string];
    const name = Object.keys(node).find((key) => key !== ':@');
    return name === undefined || name.startsWith('?') ? [] : [readElement(name, node, scope)];
  });

const readElement = (name: string, node: RawNode, outer: ReadonlyMap<string, string>): XmlElement => {
  const attributes = (node[':@'] ?? {}) as Readonly<Record<string, string>>;
  const declared = Object.entries(attributes).filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'));
  const scope = declared.length === 0 ? outer : new Map([...outer, ...declared.map(([key, uri]) => [key.slice(6), uri] as const)]);
  const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : '';
  const namespace = scope.get(prefix);
  if (namespace === undefined && prefix !== '') throw new XmlError(`the prefix of <${name}> is not declared`);
  return { name, namespace: namespace ?? '', attributes, children: readNodes(node[name] as readonly RawNode[], scope) };
};
