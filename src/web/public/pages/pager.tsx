import type { Language } from '../../admin/language.js';
import { LIST_WORDS } from '../words/list.js';
import { formatCount } from './text.js';

interface PagerParts {
  readonly language: Language;
  readonly label: string;
  readonly offset: number;
  /** Entries on a page. */
  readonly size: number;
  readonly total: number;
  readonly hrefOf: (offset: number) => string;
}

/** The page before, where one is, the page after; nothing where all is on one. */
export const Pager = ({ language, label, offset, size, total, hrefOf }: PagerParts) => {
  const words = LIST_WORDS[language];
  const pages = Math.ceil(total / size);
  if (pages < 2 || offset >= total) return null;
  const page = Math.floor(offset / size) + 1;
  return (
    <nav class="pager" aria-label={label}>
      <ul>
        {page > 1 && (
          <li>
            <a href={hrefOf(offset - size)} rel="prev">
              ← {words.previous}
            </a>
          </li>
        )}
        <li class="quiet">
          {formatCount(page, language)} / {formatCount(pages, language)}
        </li>
        {page < pages && (
          <li>
            <a href={hrefOf(offset + size)} rel="next">
              {words.next} →
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
};
