import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
  XsdValidator,
} from 'libxml2-wasm';

/** One thing that is wrong with a document. */
export interface SchemaFault {
  /** Counted from 1; 0 when the place is not known. */
  readonly line: number;
  readonly message: string;
  /**
   * `malformed`: not XML at all, nothing else was looked at · `invalid`: against the schemas · `unknown-namespace`: asked to be
   * valid, but none of the schemas covers its namespace, so nothing can be said.
   */
  readonly kind: 'malformed' | 'invalid' | 'unknown-namespace';
}

export interface SchemaValidator {
  /** The namespaces that the schemas describe. */
  readonly namespaces: ReadonlySet<string>;
  /** Empty when the document is well-formed and valid. Nothing outside the text is ever read. */
  validate(xmlText: string): readonly SchemaFault[];
  /** Gives the memory outside JavaScript's own back; nothing can be validated afterwards. */
  dispose(): void;
}

/**
 * Compiles every `.xsd` of a directory, or of a map from file name (or URL) to text. `driver` is the one that imports the others.
 * @throws Error naming the file that is missing or at fault
 */
export const loadSchemas = (source: string | ReadonlyMap<string, string>, driver = 'response.xsd'): SchemaValidator => {
  const files = typeof source === 'string' ? readDirectory(source) : source;
  const text = files.get(driver);
  if (text === undefined) throw new Error(`there is no schema ${driver}${typeof source === 'string' ? ` in ${source}` : ''}`);
  const document = XmlDocument.fromString(text, { url: driver, option: SAFE });
  try {
    return validatorWith(compile(document, files), document, namespacesOf(files));
  } catch (cause) {
    document.dispose();
    throw cause;
  }
};

const SAFE: ParseOption =
  ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG | ParseOption.XML_PARSE_BIG_LINES;

const readDirectory = (directory: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(directory)
      .filter((file) => file.endsWith('.xsd'))
      .map((file) => [file, readFileSync(path.join(directory, file), 'utf8')]),
  );

const namespacesOf = (files: ReadonlyMap<string, string>): ReadonlySet<string> =>
  new Set(
    [...files.values()].flatMap((text) => /<(?:[\w-]+:)?schema\b[^>]*?\stargetNamespace\s*=\s*["']([^"']+)["']/.exec(text)?.[1] ?? []),
  );

/** Remembers what was asked for and not there: libxml2 itself only warns, and the schemas would silently lack a part. */
class SchemaFiles extends XmlBufferInputProvider {
  readonly missing = new Set<string>();
  override match(filename: string): boolean {
    const found = super.match(filename);
    if (!found) this.missing.add(filename);
    return found;
  }
}

/** The input provider is one for all of libxml2, so it is there only while this runs, without a pause. */
const compile = (driver: XmlDocument, files: ReadonlyMap<string, string>): XsdValidator => {
  const encoder = new TextEncoder();
  const provider = new SchemaFiles(Object.fromEntries([...files].map(([name, text]) => [name, encoder.encode(text)])));
  if (!xmlRegisterInputProvider(provider)) throw new Error('libxml2 takes no more input providers');
  let validator: XsdValidator | undefined;
  try {
    validator = XsdValidator.fromDoc(driver);
  } catch (cause) {
    throw new Error(`the schemas cannot be compiled: ${missingFiles(provider) ?? detailsOf(cause)[0]?.message ?? String(cause)}`, {
      cause,
    });
  } finally {
    xmlCleanupInputProvider();
  }
  const missing = missingFiles(provider);
  if (missing === undefined) return validator;
  validator.dispose();
  throw new Error(`the schemas cannot be compiled: ${missing}`);
};

const missingFiles = ({ missing }: SchemaFiles): string | undefined =>
  missing.size === 0 ? undefined : `they import ${[...missing].join(', ')}, which is not among the files given`;

const validatorWith = (validator: XsdValidator, driver: XmlDocument, namespaces: ReadonlySet<string>): SchemaValidator => ({
  namespaces,
  validate: (xmlText) => {
    if (/<!DOCTYPE/.test(xmlText)) return [{ line: 0, message: 'a DOCTYPE is not allowed', kind: 'malformed' }];
    let document: XmlDocument;
    try {
      document = XmlDocument.fromString(xmlText.replace(/^\uFEFF/, ''), { option: SAFE });
    } catch (cause) {
      return faultsOf(cause, () => 'malformed');
    }
    try {
      validator.validate(document);
      return [];
    } catch (cause) {
      return faultsOf(cause, (message) => (isOfUnknownNamespace(message, namespaces) ? 'unknown-namespace' : 'invalid'));
    } finally {
      document.dispose();
    }
  },
  dispose: () => {
    validator.dispose();
    driver.dispose();
  },
});

interface Detail {
  readonly line: number;
  readonly message: string;
}

/** libxml2 tells all faults of a document in one exception. */
const detailsOf = (cause: unknown): readonly Detail[] =>
  typeof cause === 'object' && cause !== null && 'details' in cause && Array.isArray(cause.details) ? (cause.details as Detail[]) : [];

const faultsOf = (cause: unknown, kindOf: (message: string) => SchemaFault['kind']): readonly SchemaFault[] => {
  const details = detailsOf(cause);
  if (details.length === 0) return [{ line: 0, message: cause instanceof Error ? cause.message : String(cause), kind: kindOf('') }];
  return details.map(({ line, message }) => ({ line, message: message.trim(), kind: kindOf(message) }));
};

/** libxml2's wording for an element under a strict wildcard that no schema declares: `Element '{namespace}name': No matching global element …`. */
const isOfUnknownNamespace = (message: string, namespaces: ReadonlySet<string>): boolean => {
  const namespace = /^Element '\{([^}]*)\}[^']*': No matching global element declaration available/.exec(message)?.[1];
  return namespace !== undefined && !namespaces.has(namespace);
};
