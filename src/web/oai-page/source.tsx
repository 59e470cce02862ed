import type { XmlText } from '../../xml/markup.js';
import type { PageContext } from './address.js';

interface SourceParts {
  readonly answer: XmlText;
  readonly given: URLSearchParams;
  readonly baseUrl: string;
  readonly page: PageContext;
}

/** The answer as harvesters get it, with line breaks for reading. */
export const Source = ({ answer, given, baseUrl, page }: SourceParts) => {
  const query = given.toString();
  return (
    <details class="source" id="xml">
      <summary>{page.words.sourceTitle}</summary>
      <p>
        {page.words.sourceNote}{' '}
        <a href={query === '' ? page.path : `${page.path}?${query}`}>{query === '' ? baseUrl : `${baseUrl}?${query}`}</a>
      </p>
      <pre lang="">{indentXml(answer)}</pre>
    </details>
  );
};

const TOKEN = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?:"[^"]*"|'[^']*'|[^'">])*>|[^<]+/g;

/** Breaks lines between tags only, so an element that holds text stays on one line and its text as it is. */
export const indentXml = (text: XmlText): string => {
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  let before: 'start' | 'end' | 'text' | 'other' = 'other';
  for (const [token] of visibleDirections(text).matchAll(TOKEN)) {
    const kind = kindOf(token);
    if (kind === 'blank' && before !== 'start') continue;
    if (kind === 'end') depth -= 1;
    const breaks = kind !== 'text' && kind !== 'blank' && before !== 'text' && !(kind === 'end' && before === 'start');
    if (breaks && line !== '') {
      lines.push(line);
      line = '';
    }
    line += breaks ? '  '.repeat(Math.max(0, depth)) + token : token;
    if (kind === 'start') depth += 1;
    before = kind === 'blank' ? 'text' : kind;
  }
  return [...lines, line].join('\n').trim();
};

const kindOf = (token: string): 'start' | 'end' | 'text' | 'blank' | 'other' => {
  if (!token.startsWith('<')) return token.trim() === '' ? 'blank' : 'text';
  if (token.startsWith('</')) return 'end';
  if (token.startsWith('<![')) return 'text';
  return token.startsWith('<?') || token.startsWith('<!') || token.endsWith('/>') ? 'other' : 'start';
};

/** Characters that turn the writing direction could make markup look like what it is not; as references they are the same XML. */
const visibleDirections = (text: string): string =>
  text.replace(
    /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g,
    (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()};`,
  );
