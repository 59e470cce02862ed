import type { Contributor, ContributorRole } from '../catalogue/publication.js';
import { cleanLine } from './clean-text.js';
import { present } from './present.js';

/** What stands in brackets after a name when it is not the author's. */
const ROLES: Readonly<Record<string, ContributorRole>> = {
  'toim.': 'editor',
  toimittaja: 'editor',
  'red.': 'editor',
  redaktör: 'editor',
  'ed.': 'editor',
  'eds.': 'editor',
  author: 'author',
  editor: 'editor',
  publisher: 'publisher',
  contributor: 'contributor',
};

/**
 * `Luotonen, Marko` is a person, a name without a comma a corporate body; `(toim.)` after it makes an editor of it,
 * otherwise it is the author. `undefined` when nothing is left.
 */
export const parseContributor = (text: string): Contributor | undefined => {
  const line = cleanLine(text);
  const bracket = /^(.*\S)\s*\(([^()]+)\)$/u.exec(line);
  const role = Object.entries(ROLES).find(([word]) => word === bracket?.[2]?.toLowerCase())?.[1];
  const name = role === undefined ? line : (bracket?.[1] ?? line);
  const comma = name.indexOf(',');
  const family = name.slice(0, comma).trim();
  const given = name.slice(comma + 1).trim();
  if (comma > 0 && family !== '') {
    return { kind: 'person', family, ...present({ given: given === '' ? undefined : given }), role: role ?? 'author' };
  }
  return /[\p{L}\p{N}]/u.test(name) ? { kind: 'corporate', name, role: role ?? 'author' } : undefined;
};

/** One line, as `parseContributor` reads it. */
export const formatContributor = (contributor: Contributor): string => {
  const role = contributor.role === 'author' ? '' : ` (${contributor.role})`;
  switch (contributor.kind) {
    case 'person':
      return `${contributor.family},${contributor.given === undefined ? '' : ` ${contributor.given}`}${role}`;
    case 'corporate':
      return `${contributor.name}${role}`;
  }
};
