import { render } from 'preact-render-to-string';
import { isVerb, type Verb } from '../oai-pmh/protocol.js';
import { childElements, findChild, textOf } from '../xml/element.js';
import type { XmlText } from '../xml/markup.js';
import { requestAddress, type PageContext } from './oai-page/address.js';
import { readAnswer, readToken, type OaiAnswer } from './oai-page/answer.js';
import { Forms } from './oai-page/forms.js';
import { Identify } from './oai-page/identify.js';
import { FormatTable, HeaderTable, SetHierarchy } from './oai-page/lists.js';
import { Continuation, Extent } from './oai-page/paging.js';
import { Problems } from './oai-page/problems.js';
import { prefixOf, RecordList, SingleRecord } from './oai-page/records.js';
import { Source } from './oai-page/source.js';
import { STYLE } from './oai-page/style.css.js';
import { suggest } from './oai-page/suggestions.js';
import { chooseWords } from './oai-page/words.js';

export interface OaiPage {
  readonly answer: XmlText;
  readonly given: URLSearchParams;
  readonly baseUrl: string;
  /** As the reader's browser prefers them. */
  readonly languages: readonly string[];
  /** Stands above answers that do not name the repository themselves: all but Identify. */
  readonly repositoryName?: string;
}

/**
 * The same content as the XML answer, for a person: everything shown is read from the answer, so the two cannot differ.
 * @throws XmlError when the answer is not well-formed
 */
export const renderOaiPage = (parts: OaiPage): string => {
  const answer = readAnswer(parts.answer);
  const page = contextOf(parts, answer);
  return `<!doctype html>${render(<Page parts={parts} answer={answer} page={page} />)}`;
};

const contextOf = ({ baseUrl, languages, given }: OaiPage, answer: OaiAnswer): PageContext => ({
  words: chooseWords(languages),
  path: new URL(baseUrl).pathname,
  metadataPrefix:
    answer.arguments['metadataPrefix'] ?? firstPrefix(answer) ?? (answer.body ? given.get('metadataPrefix') : undefined) ?? 'oai_dc',
});

const firstPrefix = ({ body }: OaiAnswer): string | undefined =>
  body &&
  childElements(body.element, 'record')
    .map(prefixOf)
    .find((prefix) => prefix !== undefined);

interface PageParts {
  readonly parts: OaiPage;
  readonly answer: OaiAnswer;
  readonly page: PageContext;
}

const Page = ({ parts, answer, page }: PageParts) => {
  const { words } = page;
  const { given } = parts;
  const asked = given.get('verb') ?? '';
  const current = answer.body?.verb ?? (isVerb(asked) ? asked : undefined);
  const name = textOf(answer.body?.verb === 'Identify' ? findChild(answer.body.element, 'repositoryName') : undefined).trim();
  const title = name || (parts.repositoryName ?? '');
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{[current ?? words.problem, title, words.service].filter((part) => part !== '').join(' · ')}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <a class="skip" href="#forms">
          {words.toForms}
        </a>
        <header>
          <h1>
            {title !== '' && <span lang="">{title}: </span>}
            {words.service}
          </h1>
          <p>{words.introduction}</p>
          <VerbLinks current={current} page={page} />
          <RequestLine answer={answer} page={page} />
        </header>
        <main>
          <div>
            {answer.body ? (
              <Answer body={answer.body} answer={answer} page={page} />
            ) : (
              <Problems problems={answer.problems} page={page} verb={asked} />
            )}
          </div>
          <Forms current={current} given={given} suggestions={suggest(answer, given)} page={page} />
        </main>
        <footer>
          <Source answer={parts.answer} given={given} baseUrl={parts.baseUrl} page={page} />
        </footer>
      </body>
    </html>
  );
};

const LINKED_VERBS = [
  ['Identify', {}],
  ['ListMetadataFormats', {}],
  ['ListSets', {}],
  ['ListIdentifiers', { metadataPrefix: 'oai_dc' }],
  ['ListRecords', { metadataPrefix: 'oai_dc' }],
] as const satisfies readonly (readonly [Verb, Readonly<Record<string, string>>])[];

const VerbLinks = ({ current, page }: { readonly current: Verb | undefined; readonly page: PageContext }) => (
  <nav aria-label={page.words.pages}>
    <ul>
      {LINKED_VERBS.map(([verb, given]) => (
        <li>
          <a href={requestAddress(page, { verb, ...given })} aria-current={verb === current ? 'page' : undefined}>
            {page.words.verbs[verb].title}
          </a>
        </li>
      ))}
      <li>
        <a href="#GetRecord-plain" aria-current={current === 'GetRecord' ? 'page' : undefined}>
          {page.words.verbs.GetRecord.title}
        </a>
      </li>
    </ul>
  </nav>
);

/** The request as the answer repeats it, and when it was answered. */
const RequestLine = ({ answer, page }: Omit<PageParts, 'parts'>) => (
  <p class="request">
    {page.words.request} <code lang="">{answer.baseUrl}</code>{' '}
    {Object.entries(answer.arguments).map(([name, value]) => [<code lang="">{`${name}=${value}`}</code>, ' '])}· {page.words.responseDate}{' '}
    <time dateTime={answer.responseDate}>{answer.responseDate}</time>
  </p>
);

const Answer = ({ body, answer, page }: Omit<PageParts, 'parts'> & { readonly body: NonNullable<OaiAnswer['body']> }) => (
  <section aria-labelledby="answer">
    <h2 id="answer">{page.words.verbs[body.verb].title}</h2>
    <Content body={body} answer={answer} page={page} />
  </section>
);

const Content = ({ body: { verb, element }, answer, page }: Parameters<typeof Answer>[0]) => {
  const token = readToken(element);
  const [record] = childElements(element, 'record');
  switch (verb) {
    case 'Identify':
      return <Identify of={element} page={page} />;
    case 'ListMetadataFormats':
      return <FormatTable list={element} page={page} identifier={answer.arguments['identifier']} />;
    case 'GetRecord':
      return record ? <SingleRecord record={record} page={page} /> : null;
    case 'ListSets':
    case 'ListIdentifiers':
    case 'ListRecords': {
      const entries = childElements(element).filter((entry) => entry.name !== 'resumptionToken');
      return (
        <>
          <Extent token={token} count={entries.length} verb={verb} page={page} />
          {verb === 'ListSets' && <SetHierarchy list={element} page={page} />}
          {verb === 'ListIdentifiers' && <HeaderTable list={element} page={page} />}
          {verb === 'ListRecords' && <RecordList records={entries} page={page} />}
          <Continuation token={token} verb={verb} page={page} />
        </>
      );
    }
  }
};
