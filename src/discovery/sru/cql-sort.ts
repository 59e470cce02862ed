import type { SortKey, SortPath } from './cql-query.js';
import type { TokenReader } from './cql-reader.js';
import { SruFault } from './diagnostics.js';

const MOST_KEYS = 4;

const PATHS: Readonly<Record<string, SortPath>> = { title: 'title', date: 'date' };

const pathOf = (name: string): SortPath => {
  const bare = name.toLowerCase().replace(/^(?:dc[.:]|\/+(?:dc\/)?)/, '');
  const path = Object.hasOwn(PATHS, bare) ? PATHS[bare] : undefined;
  if (path === undefined) throw new SruFault(88, name, 'dc.title and dc.date are those that records can be sorted by');
  return path;
};

/**
 * What follows `sortBy` in a query: `dc.date/sort.descending dc.title`.
 * @throws SruFault
 */
export const readSortBy = (reader: TokenReader): readonly SortKey[] => {
  const keys: SortKey[] = [];
  for (let token = reader.take(); token; token = reader.take()) {
    if (token.kind !== 'term') throw new SruFault(10, `at character ${token.at + 1}`, `"${token.text}" cannot stand among sort keys`);
    const path = pathOf(token.text);
    let direction: SortKey['direction'] = 'ascending';
    while (reader.takeSymbol('/')) {
      const modifier = reader.take()?.text ?? '';
      const name = modifier.toLowerCase().replace(/^sort\./, '');
      if (name === 'ascending' || name === 'descending') direction = name;
      else if (name === 'respectcase') throw new SruFault(91, modifier);
      else if (name.startsWith('missing')) throw new SruFault(92, modifier, 'records without a value come last');
      else if (name !== 'ignorecase') throw new SruFault(20, modifier);
    }
    keys.push({ path, direction });
  }
  if (keys.length === 0) throw new SruFault(10, 'at the end', 'sortBy names nothing to sort by');
  return fewEnough(keys);
};

/**
 * The parameter of SRU 1.1, which 1.2 clients still send: keys of `path,schema,ascending,caseSensitive,missingValue`.
 * @throws SruFault
 */
export const parseSortKeys = (text: string): readonly SortKey[] =>
  fewEnough(
    text
      .split(/\s+/)
      .filter((key) => key !== '')
      .map((key) => {
        const [path = '', schema = '', ascending = '', caseSensitive = '', missingValue = ''] = key.split(',');
        if (!/^(?:|dc|info:srw\/schema\/1\/dc-v1\.1)$/i.test(schema)) throw new SruFault(87, schema);
        if (!/^(?:|[01]|true|false)$/.test(ascending)) throw new SruFault(90, ascending, 'write 1 for ascending or 0 for descending');
        if (!/^(?:|0|false)$/.test(caseSensitive)) throw new SruFault(91, caseSensitive);
        if (!/^(?:|highValue)$/i.test(missingValue)) throw new SruFault(92, missingValue, 'records without a value come last');
        return { path: pathOf(path), direction: /^(?:0|false)$/.test(ascending) ? 'descending' : 'ascending' } as const;
      }),
  );

const fewEnough = (keys: readonly SortKey[]): readonly SortKey[] => {
  if (keys.length > MOST_KEYS) throw new SruFault(84, MOST_KEYS);
  return keys;
};
