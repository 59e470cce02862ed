import type { CheckedTarget } from '../../../../administration/checks.js';
import type { CheckWords } from '../../words/check.js';

/** Where the check of one endpoint is shown. */
export const checkPath = (id: string): string => `/admin/check/${encodeURIComponent(id)}`;

/** What a person calls it. */
export const nameOf = ({ kind, source = '' }: CheckedTarget, words: CheckWords): string => {
  switch (kind) {
    case 'own':
      return words.own;
    case 'inside':
      return words.inside;
    case 'source':
      return words.source(source);
  }
};

/** Which of the two it is, where that needs to be said. */
export const hintOf = ({ kind }: CheckedTarget, words: CheckWords): string | undefined => {
  switch (kind) {
    case 'own':
      return words.ownHint;
    case 'inside':
      return words.insideHint;
    case 'source':
      return undefined;
  }
};
