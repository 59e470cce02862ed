import { allowedCharacters, hasForbiddenCharacters } from './characters.js';
import { LONGEST_TOKEN } from './gate-limits.js';

/** A place that was replaced. `at` counts UTF-16 units of the mended text. */
export interface MendedSpan {
  readonly at: number;
  readonly removed: string;
  readonly put: string;
  /** In words. */
  readonly what: string;
}

/** A page with more faults than this is not damaged here and there, it is something else. */
export const MOST_SPANS = 1000;

/**
 * What is left alone whole, and what may be at fault. Every alternative is bounded or eats what it looked at, so that no text makes it slow.
 * CDATA and comments hold no references; a declaration at the very start is in its place.
 */
const SUSPECTS =
  /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|<\?[xX][mM][lL]\s[^?<]{0,200}\?>|&(?!(?:amp|lt|gt|quot|apos);)(?:#[xX][0-9a-fA-F]{1,40};|#\d{1,40};|[A-Za-z_:][\w:.-]{0,60};)?/g;

/** No declaration or reference that is recognised is longer. */
const LONGEST_SUSPECT = 210;

/**
 * Replaces only the spans that XML 1.0 forbids: characters and references outside its repertoire, undeclared names, a bare `&`, a second
 * XML declaration. Each is added to `spans`; with more than `MOST_SPANS` of them it gives up, and the text ends there.
 */
export function* mendPieces(pieces: Iterable<string>, spans: MendedSpan[]): Iterable<string> {
  let at = 0;
  let rest = '';
  for (const piece of pieces) {
    const text = rest + piece;
    // What is as long unfinished the scan refuses.
    const end = text.length > LONGEST_TOKEN ? text.length : endOfFinished(text);
    const mended = mendText(text.slice(0, end), at, spans);
    if (spans.length > MOST_SPANS) return;
    yield mended;
    at += mended.length;
    rest = text.slice(end);
  }
  yield mendText(rest, at, spans);
}

/** Where something begins of which the next piece may hold the rest. */
const endOfFinished = (text: string): number => {
  const tag = text.lastIndexOf('<');
  const nearEnd = text.length - LONGEST_SUSPECT;
  for (const { 0: found, index } of text.matchAll(SUSPECTS)) {
    const isUnfinished = found.startsWith('<!') ? !FINISHED.test(found) : found === '&' && index > nearEnd;
    if (isUnfinished) return index;
  }
  return tag >= 0 && tag > nearEnd && !text.includes('>', tag) ? tag : text.length;
};

const FINISHED = /^(?:<!\[CDATA\[[\s\S]*\]\]>|<!--[\s\S]*-->)$/;

/** @param at where it stands in the whole mended text */
const mendText = (text: string, at: number, spans: MendedSpan[]): string => {
  let mended = '';
  let from = 0;
  for (const { 0: found, index } of text.matchAll(SUSPECTS)) {
    if (found.startsWith('<!') || at + index === 0) continue;
    const put = replacementOf(found);
    if (put === found) continue;
    mended += mendCharacters(text.slice(from, index), at + mended.length, spans);
    spans.push({ at: at + mended.length, removed: found, put, what: describe(found, put) });
    if (spans.length > MOST_SPANS) return mended;
    mended += put;
    from = index + found.length;
  }
  return mended + mendCharacters(text.slice(from), at + mended.length, spans);
};

/** One unit for one, so that nothing moves. */
const mendCharacters = (text: string, at: number, spans: MendedSpan[]): string => {
  if (!hasForbiddenCharacters(text)) return text;
  const allowed = allowedCharacters(text);
  for (let index = 0; index < text.length && spans.length <= MOST_SPANS; index += 1) {
    const [removed, put] = [text.charAt(index), allowed.charAt(index)];
    if (removed !== put) spans.push({ at: at + index, removed, put, what: `${codePoint(removed)} replaced by U+FFFD` });
  }
  return allowed;
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
  return Object.hasOwn(HTML_NAMES, name) ? (HTML_NAMES[name] ?? '') : `&amp;${name};`;
};

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
