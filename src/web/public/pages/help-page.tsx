import { chooseLanguage, type Language } from '../../admin/language.js';
import { languageOfPath, pathOf } from '../language.js';
import type { Help } from '../resolver/resolver-ports.js';
import type { PublicAnswer } from '../route.js';
import { SHELL_WORDS } from '../words/shell.js';
import { Hit, shorten } from './hit.js';
import { writeListQuery } from './list-query.js';
import { PlainSearch } from './search-form.js';
import { renderPublicPage } from './shell.js';
import type { Site } from './site.js';

/**
 * What a person sees in the place of a page that is not there, with the status of the help. What was asked for is shown as text and looked
 * for only when the reader says so.
 */
export const showHelp = (site: Site, help: Help, language: Language): PublicAnswer => {
  const words = SHELL_WORDS[language];
  const title = help.status === 300 ? words.severalTitle : help.status === 400 ? words.invalidTitle : words.unknownTitle;
  const html = renderPublicPage(site, { language, title, indexed: false, content: <HelpContent {...{ site, help, language, title }} /> });
  return {
    ...{ kind: 'content', type: 'text/html; charset=utf-8', body: html, status: help.status },
    headers: { 'Content-Language': language },
    vary: ['Accept', 'Accept-Language'],
  };
};

interface HelpParts {
  readonly site: Site;
  readonly help: Help;
  readonly language: Language;
  readonly title: string;
}

const HelpContent = ({ site, help, language, title }: HelpParts) => {
  const words = SHELL_WORDS[language];
  const list = pathOf({ kind: 'list' }, language);
  return (
    <>
      <h1>{title}</h1>
      <p>
        {words.notFoundAsked} <code lang="">{shorten(help.asked, 200)}</code>
      </p>
      {help.reason !== '' && <p lang="en">{help.reason}</p>}
      {(help.works.length > 0 || help.suggestions.length > 0) && <h2>{words.perhaps}</h2>}
      {help.works.length > 0 && (
        <ol class="hits">
          {help.works.map((work) => (
            <Hit site={site} work={work} language={language} />
          ))}
        </ol>
      )}
      {help.suggestions.length > 0 && (
        <ul class="plain">
          {help.suggestions.map((suggestion) => (
            <li>
              <a href={site.href(list + writeListQuery({ q: suggestion, offset: 0 }))}>{suggestion}</a>
            </li>
          ))}
        </ul>
      )}
      <Onwards site={site} language={language} asked={help.asked} />
    </>
  );
};

/** A search for what was asked, and the way to everything. */
const Onwards = ({ site, language, asked }: { readonly site: Site; readonly language: Language; readonly asked?: string }) => (
  <>
    <PlainSearch site={site} language={language} {...(asked !== undefined && { words: shorten(asked, 199) })} />
    <p>
      <a href={site.href(pathOf({ kind: 'list' }, language))}>{SHELL_WORDS[language].toList}</a>
    </p>
  </>
);

/** The page of an address that leads nowhere, in the language of the address, or else of the browser. */
export const showNotFound = (site: Site, request: { readonly path: string; readonly languages: readonly string[] }): PublicAnswer => {
  const language = languageOfPath(request.path) ?? chooseLanguage(request.languages);
  const words = SHELL_WORDS[language];
  const html = renderPublicPage(site, {
    language,
    title: words.notFoundTitle,
    indexed: false,
    content: (
      <>
        <h1>{words.notFoundTitle}</h1>
        <p>
          {words.notFoundAsked} <code lang="">{shorten(request.path, 200)}</code>
        </p>
        <p>{words.notFoundHelp}</p>
        <Onwards site={site} language={language} />
      </>
    ),
  });
  return {
    ...{ kind: 'content', type: 'text/html; charset=utf-8', body: html, status: 404 },
    headers: { 'Content-Language': language },
    vary: ['Accept-Language'],
  };
};

/** A fault that the front answers, as a page. Its words are the core's, English. */
export const renderProblemPage = (
  site: Site,
  problem: { readonly title: string; readonly detail: string },
  languages: readonly string[],
): string => {
  const language = chooseLanguage(languages);
  return renderPublicPage(site, {
    language,
    title: problem.title,
    indexed: false,
    content: (
      <>
        <h1 lang="en">{problem.title}</h1>
        <p lang="en">{problem.detail}</p>
        <Onwards site={site} language={language} />
      </>
    ),
  });
};
