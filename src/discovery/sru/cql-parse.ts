import { findContextSet, findContextSetByUri, findIndex, type ContextSet, type CqlIndex, type CqlRelation } from './cql-indexes.js';
import type { CqlClause, CqlOperator, CqlQuery, CqlTree } from './cql-query.js';
import { createReader, keywordOf, type TokenReader } from './cql-reader.js';
import { readSortBy } from './cql-sort.js';
import { readTerm } from './cql-term.js';
import { readTokens, type CqlToken, type TermToken } from './cql-tokens.js';
import { SruFault, shown } from './diagnostics.js';

/** In characters; beyond it a list of identifiers belongs to the bulk addresses. */
const LONGEST_QUERY = 8192;
const DEEPEST = 64;

/**
 * Reads a query of CQL 1.2: indexes, relations, strings with escapes, `*` at the end of a word, and/or/not from left to right,
 * parentheses, prefix assignments, sortBy. Words that stand side by side, which CQL does not know, are all looked for.
 * @throws SruFault by the standard's numbers
 * @see https://www.loc.gov/standards/sru/cql/spec.html
 */
export const parseCql = (text: string): CqlQuery => {
  if (text.length > LONGEST_QUERY) throw new SruFault(12, LONGEST_QUERY, `the query has ${text.length}`);
  const reader = createReader(readTokens(text));
  const tree = readScoped(reader, { depth: 0, sets: new Map() });
  const sort = reader.takeKeyword('sortby') ? readSortBy(reader) : [];
  const rest = reader.peek();
  if (rest?.kind === 'symbol' && rest.text === ')') throw new SruFault(13, rest.at, `the ) at character ${rest.at + 1} has no partner`);
  if (rest) throw unexpected(rest);
  return { tree, sort };
};

const unexpected = (token: CqlToken | undefined, wanted?: string): SruFault => {
  const help = wanted === undefined ? '' : `; ${wanted} was expected`;
  if (token === undefined) return new SruFault(10, 'at the end', `the query ends too early${help}`);
  return new SruFault(10, `at character ${token.at + 1}`, `"${shown(token.text)}" cannot stand at character ${token.at + 1}${help}`);
};

interface Scope {
  readonly depth: number;
  /** By prefix in lower case; the empty one is that of names without a prefix. */
  readonly sets: ReadonlyMap<string, ContextSet>;
}

const OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'prox']);
const isOperator = (token: CqlToken | undefined): boolean => OPERATORS.has(keywordOf(token) ?? '');

/** All operators bind alike, from left to right (CQL 1.2, Boolean Operators). */
const readScoped = (reader: TokenReader, outer: Scope): CqlTree => {
  const scope = readPrefixes(reader, outer);
  let tree = readClause(reader, scope);
  while (isOperator(reader.peek())) {
    const operator = readOperator(reader);
    tree = { kind: 'boolean', operator, left: tree, right: readClause(reader, scope) };
  }
  return tree;
};

const readOperator = (reader: TokenReader): CqlOperator => {
  const operator = keywordOf(reader.take());
  if (operator !== 'and' && operator !== 'or' && operator !== 'not')
    throw new SruFault(37, operator ?? '', 'and, or and not are the operators here');
  const modifier = reader.takeSymbol('/') && reader.peek();
  if (modifier) throw new SruFault(46, modifier.text);
  reader.count(1);
  return operator;
};

/** `> dc = "info:…"`, and `> "info:…"` for names without a prefix; good for what follows, to the end of the parenthesis. */
const readPrefixes = (reader: TokenReader, scope: Scope): Scope => {
  const sets = new Map(scope.sets);
  while (reader.takeSymbol('>')) {
    const first = takeTerm(reader, 'the name or the identifier of a context set');
    const uri = reader.takeSymbol('=') ? takeTerm(reader, 'the identifier of a context set').text : undefined;
    const set = findContextSetByUri(uri ?? first.text);
    if (set === undefined) throw new SruFault(15, uri ?? first.text, 'explain lists those that are known');
    sets.set(uri === undefined ? '' : first.text.toLowerCase(), set);
  }
  return { ...scope, sets };
};

const takeTerm = (reader: TokenReader, wanted: string): TermToken => {
  const token = reader.take();
  if (token?.kind !== 'term') throw unexpected(token, wanted);
  return token;
};

const readClause = (reader: TokenReader, scope: Scope): CqlTree => {
  const opening = reader.takeSymbol('(');
  if (opening) return readParenthesis(reader, scope, opening.at);
  if (isOperator(reader.peek())) throw unexpected(reader.peek(), 'a condition, or the word in quotation marks,');
  const first = takeTerm(reader, 'a condition');
  const relation = readRelation(reader);
  if (relation === undefined) return readWords(reader, scope, first);
  const index = indexOf(first.text, scope);
  const term = takeTerm(reader, 'what to look for');
  return clause(reader, index, relation, [term]);
};

const readParenthesis = (reader: TokenReader, scope: Scope, at: number): CqlTree => {
  if (scope.depth === DEEPEST) throw new SruFault(13, at, `parentheses are nested deeper than ${DEEPEST}`);
  const tree = readScoped(reader, { ...scope, depth: scope.depth + 1 });
  const end = reader.peek();
  if (reader.takeSymbol(')')) return tree;
  if (end === undefined) throw new SruFault(13, at, `the ( at character ${at + 1} has no partner`);
  throw unexpected(end, ')');
};

const COMPARISONS: Readonly<Record<string, CqlRelation>> = {
  ...{ '=': '=', '==': '==', '<': '<', '<=': '<=', '>': '>', '>=': '>=', '<>': '<>' },
  ...{ all: 'all', any: 'any', exact: '==', adj: 'adj', within: 'within', encloses: 'encloses', scr: '=' },
};
/** Each of them changes nothing here: words are looked for so in any case. */
const MODIFIERS: ReadonlySet<string> = new Set(['ignorecase', 'ignoreaccents', 'masked', 'relevant', 'word']);

/** A name is a relation only where a term follows it: else it is a word. */
const readRelation = (reader: TokenReader): CqlRelation | undefined => {
  const token = reader.peek();
  if (token === undefined || (token.kind === 'term' && token.isQuoted)) return undefined;
  const name = token.text.toLowerCase().replace(/^cql\./, '');
  const relation = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
  if (relation === undefined) return undefined;
  const after = reader.peek(1);
  if (token.kind === 'term' && after?.kind !== 'term' && !(after?.kind === 'symbol' && after.text === '/')) return undefined;
  reader.take();
  while (reader.takeSymbol('/')) {
    const modifier = takeTerm(reader, 'a relation modifier').text;
    if (!MODIFIERS.has(modifier.toLowerCase().replace(/^cql\./, ''))) throw new SruFault(20, modifier);
  }
  return relation;
};

/** One word or string, or words side by side. */
const readWords = (reader: TokenReader, scope: Scope, first: TermToken): CqlClause => {
  if (isUnknownRelation(reader, scope, first)) throw new SruFault(19, reader.peek()?.text ?? '', 'explain lists those of each index');
  const tokens = [first];
  for (let token = reader.peek(); isWord(token); token = reader.peek()) {
    tokens.push(token);
    reader.take();
  }
  return clause(reader, indexOf('cql.serverChoice', { ...scope, sets: new Map() }), tokens.length === 1 ? '=' : 'all', tokens);
};

const isWord = (token: CqlToken | undefined): token is TermToken =>
  token?.kind === 'term' && !isOperator(token) && keywordOf(token) !== 'sortby';

/** `dc.title near poliisi` is meant as a condition, `Helsinki near Espoo` is not. */
const isUnknownRelation = (reader: TokenReader, { sets }: Scope, first: TermToken): boolean => {
  const { prefix } = splitName(first.text);
  const isIndex = !first.isQuoted && prefix !== '' && (sets.get(prefix) ?? findContextSet(prefix)) !== undefined;
  const relation = reader.peek();
  return isIndex && isWord(relation) && !relation.isQuoted && isWord(reader.peek(1));
};

const splitName = (name: string): { readonly prefix: string; readonly bare: string } => {
  const dot = name.indexOf('.');
  return dot < 0 ? { prefix: '', bare: name } : { prefix: name.slice(0, dot).toLowerCase(), bare: name.slice(dot + 1) };
};

const indexOf = (name: string, { sets }: Scope): CqlIndex => {
  const { prefix, bare } = splitName(name);
  const set = sets.get(prefix) ?? (prefix === '' ? undefined : findContextSet(prefix));
  if (set === undefined && prefix !== '') throw new SruFault(15, prefix, 'explain lists those that are known');
  if (set === 'cql' && bare.toLowerCase() === 'resultsetid') throw new SruFault(50, name, 'repeat the query instead');
  const index = findIndex(bare, set);
  if (index === undefined) throw new SruFault(16, name, 'explain lists those that are known');
  return index;
};

const clause = (reader: TokenReader, index: CqlIndex, relation: CqlRelation, tokens: readonly TermToken[]): CqlClause => {
  if (!index.relations.includes(relation))
    throw new SruFault(22, `${index.set}.${index.name} ${relation}`, `${index.set}.${index.name} knows ${index.relations.join(' ')}`);
  const term = readTerm(tokens);
  if (relation === 'any') reader.count(term.words.length - 1);
  return { kind: 'clause', index, relation, term };
};
