import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import type { JsonObject } from '../../../discovery/schema-org.js';
import { LANGUAGES, type Language } from '../../admin/language.js';
import { pathOf } from '../language.js';
import { SHELL_WORDS } from '../words/shell.js';
import type { Site } from './site.js';
import { Contact, OuterLink } from './text.js';

export interface PublicPage {
  readonly language: Language;
  /** Of the window; the repository's name is put behind it. */
  readonly title: string;
  /** Path and query of the same page in a language; absent of a page that has no address of its own. */
  readonly pathIn?: (language: Language) => string;
  /** A sentence or two for search engines. */
  readonly description?: string;
  /** Pages of search results and of faults are nothing to keep. */
  readonly indexed: boolean;
  readonly metaPairs?: readonly (readonly [name: string, content: string])[];
  readonly jsonLd?: JsonObject;
  readonly content: ComponentChildren;
}

/** The whole page as HTML text. No script, no cookie, nothing from elsewhere. */
export const renderPublicPage = (site: Site, page: PublicPage): string => {
  const html = `<!doctype html>${render(<Shell site={site} page={page} />)}`;
  // All text in it is escaped, so the first end of a head is that of the page.
  return page.jsonLd === undefined ? html : html.replace('</head>', () => `${writeJsonLd(page.jsonLd ?? {})}</head>`);
};

/** A block of data within HTML: without `<` it can end neither its element nor begin a comment (HTML §4.12.1.3). */
const writeJsonLd = (json: JsonObject): string => {
  const text = JSON.stringify(json).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `<script type="application/ld+json">${text}</script>`;
};

const Shell = ({ site, page }: { readonly site: Site; readonly page: PublicPage }) => {
  const { language, pathIn } = page;
  const words = SHELL_WORDS[language];
  const name = site.settings.repository.name;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{page.title === name ? name : `${page.title} – ${name}`}</title>
        {page.description !== undefined && <meta name="description" content={page.description} />}
        {!page.indexed && <meta name="robots" content="noindex, follow" />}
        <link rel="stylesheet" href={site.href(site.stylePath)} />
        <link rel="icon" href="data:," />
        {pathIn && page.indexed && (
          <>
            <link rel="canonical" href={site.whole(pathIn(language))} />
            {LANGUAGES.map((each) => (
              <link rel="alternate" hreflang={each} href={site.whole(pathIn(each))} />
            ))}
            <link rel="alternate" hreflang="x-default" href={site.whole(pathIn('fi'))} />
          </>
        )}
        <link rel="alternate" type="application/atom+xml" title={words.feed} href={site.href('/feed.atom')} />
        {page.metaPairs && <link rel="schema.DC" href="http://purl.org/dc/elements/1.1/" />}
        {page.metaPairs?.map(([key, content]) => (
          <meta name={key} content={content} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          {words.skip}
        </a>
        <Banner site={site} page={page} />
        <main id="main" tabIndex={-1}>
          <div class="wide">{page.content}</div>
        </main>
        <Foot site={site} language={language} />
      </body>
    </html>
  );
};

const Banner = ({ site, page: { language, pathIn } }: { readonly site: Site; readonly page: PublicPage }) => (
  <header class="banner">
    <div class="wide">
      <p>
        <a href={site.href(pathOf({ kind: 'list' }, language))}>{site.settings.repository.name}</a>
      </p>
      <nav aria-label={SHELL_WORDS[language].languages}>
        <ul>
          {LANGUAGES.map((each) => (
            <li>
              <a
                href={site.href((pathIn ?? ((other: Language) => pathOf({ kind: 'list' }, other)))(each))}
                lang={each}
                hreflang={each}
                aria-current={each === language ? 'true' : undefined}
              >
                {SHELL_WORDS[each].self}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  </header>
);

const Foot = ({ site, language }: { readonly site: Site; readonly language: Language }) => {
  const words = SHELL_WORDS[language];
  const { publisher, oai, site: own } = site.settings;
  return (
    <footer class="foot">
      <div class="wide">
        <nav aria-label={words.mainNavigation}>
          <ul>
            <li>
              <a href={site.href(pathOf({ kind: 'list' }, language))}>{words.publications}</a>
            </li>
            <li>
              <a href={site.href('/feed.atom')}>{words.feed}</a>
            </li>
            <li>
              <a href={site.href('/oai?verb=Identify')}>{words.machineUse}</a>
            </li>
            {own.accessibilityStatement && (
              <li>
                <a href={site.href(pathOf({ kind: 'accessibility' }, language))}>{words.accessibility}</a>
              </li>
            )}
            {own.feedback !== undefined && (
              <li>
                <Contact at={own.feedback}>{words.feedback}</Contact>
              </li>
            )}
          </ul>
        </nav>
        <p>
          {words.publishedBy(publisher.name)}. {words.openMetadata} (
          <OuterLink href={oai.metadataRights}>{words.metadataLicence}</OuterLink>).
        </p>
      </div>
    </footer>
  );
};
