import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { may, type Permission, type Person } from '../../accounts/person.js';
import { LANGUAGES, type Language } from './language.js';
import { CsrfField } from './parts/form.js';
import { nameZone } from './parts/time.js';
import { parseDone, SECTIONS, SHELL_WORDS, type Section, type ShellWords } from './words/shell.js';

/** What is round the content of a page. */
export interface Shell {
  readonly title: string;
  readonly titleIsFound?: true | undefined;
  readonly section?: Section | undefined;
  readonly body: ComponentChildren;
  readonly person?: Person | undefined;
  readonly language: Language;
  readonly csrf: string;
  /** The path and query of the page, to come back to. */
  readonly address: string;
  /** Code of the sentence to be said first. */
  readonly done?: string | null;
  readonly repositoryName: string;
  readonly timezone: string;
  readonly now: number;
  readonly assets: { readonly style: string; readonly script: string };
}

/** Where the entries of the navigation lead, and who sees them. */
const ENTRIES: Readonly<Record<Section, { readonly path: string; readonly permission: Permission }>> = {
  overview: { path: '/admin', permission: 'read' },
  sources: { path: '/admin/sources', permission: 'read' },
  runs: { path: '/admin/runs', permission: 'read' },
  publications: { path: '/admin/publications', permission: 'read' },
  links: { path: '/admin/links', permission: 'read' },
  quarantine: { path: '/admin/quarantine', permission: 'read' },
  explain: { path: '/admin/explain', permission: 'read' },
  check: { path: '/admin/check', permission: 'read' },
  accounts: { path: '/admin/accounts', permission: 'administer' },
  audit: { path: '/admin/audit', permission: 'administer' },
  own: { path: '/admin/own', permission: 'read' },
};

/** One whole HTML page. */
export const renderShell = (shell: Shell): string => `<!doctype html>${render(<Page {...shell} />)}`;

const Page = (shell: Shell) => {
  const words = SHELL_WORDS[shell.language];
  const { title, person, assets } = shell;
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${words.service}`}</title>
        <link rel="stylesheet" href={assets.style} />
        <link rel="icon" href="data:," />
        <script type="module" src={assets.script}></script>
      </head>
      <body class={person ? 'inside' : 'outside'}>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <Banner shell={shell} words={words} />
        {person && <Navigation current={shell.section} person={person} words={words} />}
        <main id="content" tabIndex={-1}>
          <h1 lang={shell.titleIsFound ? '' : undefined}>{title}</h1>
          <DoneSentence done={shell.done} words={words} />
          {shell.body}
        </main>
        <footer>
          {person && <p>{words.timesIn(nameZone(shell.timezone, shell.now))}</p>}
          {words.coreLanguage !== '' && person && <p>{words.coreLanguage}</p>}
          <LanguageLinks shell={shell} words={words} />
        </footer>
      </body>
    </html>
  );
};

interface Parts {
  readonly shell: Shell;
  readonly words: ShellWords;
}

const Banner = ({ shell: { person, repositoryName, csrf }, words }: Parts) => (
  <header>
    <p class="name">
      <a href="/admin">
        <b>{words.service}</b> <span lang="">{repositoryName}</span>
      </a>
    </p>
    {person && (
      <div class="person">
        <span>
          {words.signedInAs(person.name)} <small>({words.roles[person.role]})</small>
        </span>
        <form method="post" action="/admin/logout">
          <CsrfField request={{ csrf }} />
          <button class="plain">{words.logOut}</button>
        </form>
      </div>
    )}
  </header>
);

const Navigation = ({
  current,
  person,
  words,
}: {
  readonly current: Section | undefined;
  readonly person: Person;
  readonly words: ShellWords;
}) => (
  <nav aria-label={words.navigation} class="main">
    <ul>
      {SECTIONS.filter((section) => may(person, ENTRIES[section].permission)).map((section) => (
        <li>
          <a href={ENTRIES[section].path} aria-current={section === current ? 'page' : undefined}>
            {words.sections[section]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** What was just done, so that a person who acted need not look for its effect. */
const DoneSentence = ({ done, words }: { readonly done: string | null | undefined; readonly words: ShellWords }) => {
  const known = parseDone(done ?? null);
  return known === undefined ? null : (
    <p class={known === 'noticeNotSent' ? 'bad' : 'good'} role="status">
      {words.done[known]}
    </p>
  );
};

const LanguageLinks = ({ shell, words }: Parts) => (
  <nav aria-label={words.chooseLanguage} class="languages">
    <ul>
      {LANGUAGES.map((language) => (
        <li>
          <a
            href={`/admin/language?${new URLSearchParams({ to: language, back: shell.address }).toString()}`}
            lang={language}
            hreflang={language}
            aria-current={language === shell.language ? 'true' : undefined}
          >
            {words.languages[language]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
