import { readWhole } from '../byte-stream.js';
import type { SourceItem } from '../draft.js';
import { readPage } from './grammar.js';
import { readEntry } from './page-entry.js';
import { readStatements } from './statements.js';
import { readTextLines } from './text-lines.js';

/** Bytes. The publisher's page has some kilobytes; one with ten thousand publications has this. */
const LARGEST_PAGE = 16 * 1024 * 1024;

/** The publisher's page: its general sentences first, since the entries depend on them, then the entries. */
export async function* readPageItems(all: AsyncIterable<Uint8Array>, savedAs: 'text' | 'html'): AsyncGenerator<SourceItem> {
  const whole = await readWhole(all, LARGEST_PAGE);
  if (whole.kind === 'fault') {
    yield whole;
    return;
  }
  const lines = savedAs === 'text' ? readTextLines(whole.text) : (await import('./html-lines.js')).readHtmlLines(whole.text);
  if (lines === 'tooDeep') {
    yield { kind: 'fault', message: 'nests its elements more than 500 deep; no browser saved it so' };
    return;
  }
  const { entries, around } = readPage(lines);
  const statements = readStatements(around);
  yield* statements;
  if (entries.length === 0) {
    const text =
      'no publication found: none of the labels that the page prints (Tekijät, Julkaisuvuosi, ISBN …) stands on a line of its own';
    yield { kind: 'note', line: 1, text };
  }
  yield* entries.map(readEntry);
}
