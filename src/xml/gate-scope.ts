import { MOST_DECLARED, stop } from './gate-limits.js';
import { escapeXml } from './markup.js';

/** Namespaces by prefix, the empty one for the default. */
export type Scope = ReadonlyMap<string, string>;

/** What holds in an element: what holds round it, and what it declares itself. */
export const scopeIn = (around: Scope, declared: Readonly<Record<string, string>>): Scope => {
  let scope: Map<string, string> | undefined;
  for (const prefix in declared) (scope ??= new Map(around)).set(prefix, declared[prefix] ?? '');
  if (scope === undefined) return around;
  if (scope.size > MOST_DECLARED) stop('too-many', `more than ${MOST_DECLARED} namespaces are declared round a record`);
  return scope;
};

export interface Extract {
  readonly xml: string;
  /** By the element itself. */
  readonly declared: Readonly<Record<string, string>>;
  /** Whether any element in it has no prefix. */
  readonly usesDefault: boolean;
}

/** Puts back the ancestors' declarations that the element uses: also in values, where `xsi:type="dcterms:URI"` needs its prefix. */
export const withScope = ({ xml, declared, usesDefault }: Extract, scope: Scope): string => {
  let declarations = '';
  for (const [prefix, uri] of scope) {
    if (uri === '' || prefix in declared) continue;
    if (prefix === '' ? usesDefault : xml.includes(`${prefix}:`)) {
      declarations += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeXml(uri)}"`;
    }
  }
  if (declarations === '') return xml;
  const name = /^<[^\s/>]+/.exec(xml)?.[0] ?? '';
  return `${name}${declarations}${xml.slice(name.length)}`;
};
