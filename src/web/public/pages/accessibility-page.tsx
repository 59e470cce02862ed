import type { Language } from '../../admin/language.js';
import { pathOf } from '../language.js';
import { SHELL_WORDS } from '../words/shell.js';
import { renderPublicPage } from './shell.js';
import type { Site } from './site.js';
import { Prose } from './text.js';

/** The statement that the law asks of a service (Act 306/2019 §9), in the publisher's words. */
export const renderAccessibilityPage = (site: Site, language: Language, statement: string): string => {
  const words = SHELL_WORDS[language];
  return renderPublicPage(site, {
    language,
    title: words.accessibility,
    pathIn: (each) => pathOf({ kind: 'accessibility' }, each),
    indexed: true,
    content: (
      <>
        <h1>{words.accessibility}</h1>
        <Prose text={statement} />
      </>
    ),
  });
};
