import type { WorkPage } from '../../../discovery/discovery.js';
import type { Language } from '../../admin/language.js';
import { LIST_WORDS } from '../words/list.js';
import { formatCount } from './text.js';

/** `27 publications`, `more than 10,000 publications`. */
export const sayCount = ({ total, hasMore }: WorkPage, language: Language): string => {
  const { count, moreThan } = LIST_WORDS[language];
  const shown = formatCount(total, language);
  return count(total, hasMore ? moreThan(shown) : shown);
};
