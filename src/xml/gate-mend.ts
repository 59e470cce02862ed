import { allowedCharacters, hasForbiddenCharacters } from './characters.js';

/** A place that was replaced. `at` counts UTF-16 units of the mended text. */
export interface MendedSpan {
  readonly at: number;
  readonly removed: string;
  readonly put: string;
  /** In words. */
  readonly what: string;
}

export interface MendedText {
  readonly text: string;
  readonly spans: readonly MendedSpan[];
}

/** A page with more faults than this is not damaged here and there, it is something else. */
const MOST_SPANS = 1000;

/**
 * What is left alone whole, and what may be at fault. Every alternative is bounded or eats what it looked at, so that no text makes it slow.
 * CDATA and comments hold no references; a declaration at the very start is in its place.
 */
const SUSPECTS =
  /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|<\?xml\s[^?<]{0,200}\?>|&#x[0-9a-f]{1,40};|&#\d{1,40};|&[a-z_:][\w:.-]{0,60};|&/gi;

/**
 * Replaces only the spans that XML 1.0 forbids: characters and references outside its repertoire, undeclared names, a bare `&`, a second
 * XML declaration. `undefined` where there are too many of them.
 */
export const mendXml = (text: string): MendedText | undefined => {
  const spans: MendedSpan[] = [];
  let mended = '';
  let from = 0;
  for (const match of text.matchAll(SUSPECTS)) {
    const [found] = match;
    if (!takeCharacters(text.slice(from, match.index))) return undefined;
    from = match.index + found.length;
    if (found.startsWith('<!')) {
      if (!takeCharacters(found)) return undefined;
      continue;
    }
    const put = match.index === 0 ? found : replacementOf(found);
    if (put !== found && !addSpan(found, put, describe(found, put))) return undefined;
    mended += put;
  }
  return takeCharacters(text.slice(from)) ? { text: mended, spans } : undefined;

  function addSpan(removed: string, put: string, what: string): boolean {
    spans.push({ at: mended.length, removed, put, what });
    return spans.length <= MOST_SPANS;
  }

  /** False when there were too many to replace. */
  function takeCharacters(part: string): boolean {
    if (!hasForbiddenCharacters(part)) {
      mended += part;
      return true;
    }
    for (const character of part) {
      const put = allowedCharacters(character);
      if (put !== character && !addSpan(character, put, `${codePoint(character)} replaced by U+FFFD`)) return false;
      mended += put;
    }
    return true;
  }
};

const replacementOf = (found: string): string => {
  if (found.startsWith('<?')) return '';
  if (found === '&') return '&amp;';
  const numeric = /^&#(x?)(.*);$/i.exec(found);
  if (numeric) {
    const code = Number.parseInt(numeric[2] ?? '', numeric[1] === '' ? 10 : 16);
    // XML knows no reference with a capital X.
    if (code <= 0x10ffff && !hasForbiddenCharacters(String.fromCodePoint(code))) return found.replace('&#X', '&#x');
    return '\uFFFD';
  }
  const name = found.slice(1, -1);
  if (PREDEFINED.has(name)) return found;
  return Object.hasOwn(HTML_NAMES, name) ? (HTML_NAMES[name] ?? '') : `&amp;${name};`;
};

const PREDEFINED: ReadonlySet<string> = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);

/** Of HTML, what a cataloguer's text may hold; any other name stays as the words that it was written with. */
const HTML_NAMES: Readonly<Record<string, string>> = {
  ...{ nbsp: '\u00a0', shy: '\u00ad', sect: '§', copy: '©', laquo: '«', raquo: '»', deg: '°', middot: '·', frac12: '½', times: '×' },
  ...{ auml: 'ä', ouml: 'ö', aring: 'å', uuml: 'ü', Auml: 'Ä', Ouml: 'Ö', Aring: 'Å', Uuml: 'Ü', eacute: 'é', Eacute: 'É', szlig: 'ß' },
  ...{ ndash: '–', mdash: '—', hellip: '…', bull: '•', euro: '€', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bdquo: '„' },
  ...{ scaron: 'š', Scaron: 'Š', egrave: 'è', agrave: 'à', oslash: 'ø', Oslash: 'Ø', aelig: 'æ', AElig: 'Æ' },
};

const describe = (found: string, put: string): string => {
  if (put === '') return 'an XML declaration inside was dropped';
  if (found === '&') return 'a bare "&" read as "&amp;"';
  return put === '\uFFFD' ? `${found} replaced by U+FFFD` : `${found} read as "${put}"`;
};

const codePoint = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
