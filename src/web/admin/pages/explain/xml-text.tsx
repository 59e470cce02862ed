/** In UTF-16 units; the API has all of it. */
const MOST_SHOWN = 60_000;
const INDENT = '  ';

/**
 * XML for reading: a line for each element, indented as they nest. Only white space between elements is changed, and nothing needs to be
 * well-formed: what cannot be read is what people most want to see.
 */
export const indentXml = (text: string): string => {
  let depth = 0;
  return text
    .replaceAll(/>\s*</g, '>\n<')
    .split('\n')
    .map((line) => {
      if (line.startsWith('</')) depth = Math.max(0, depth - 1);
      const indented = line.startsWith('<') ? INDENT.repeat(Math.min(depth, DEEPEST)) + line : line;
      if (/^<[^/?!]/.test(line) && !/\/>$/.test(line) && !line.includes('</')) depth += 1;
      return indented;
    })
    .join('\n');
};

/** Of the indentation: a record nests three levels deep, and what nests a thousand would fill the page with blanks. */
const DEEPEST = 20;

/** Raw XML behind a line to open. */
export const XmlDetails = ({ summary, xml, cut }: { readonly summary: string; readonly xml: string; readonly cut: string }) => (
  <details>
    <summary>{summary}</summary>
    <pre lang="">{indentXml(xml.slice(0, MOST_SHOWN))}</pre>
    {xml.length > MOST_SHOWN && <p class="quiet">{cut}</p>}
  </details>
);
