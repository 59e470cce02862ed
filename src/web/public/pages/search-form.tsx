import type { Language } from '../../admin/language.js';
import { pathOf } from '../language.js';
import { LIST_WORDS } from '../words/list.js';
import { filtersOf, ORIGINS, type ListQuery } from './list-query.js';
import type { Site } from './site.js';
import { nameLanguage } from './text.js';

/** Of a publisher in Finland; whatever else is asked for stands beside them. */
const LANGUAGES_OF_WORKS = ['fin', 'swe', 'eng', 'sme', 'rus'];

interface FormParts {
  readonly site: Site;
  readonly language: Language;
  readonly query: ListQuery;
}

/** The search, with all that narrows it down folded away until it is used. */
export const SearchForm = ({ site, language, query }: FormParts) => (
  <form class="search" role="search" method="get" action={site.href(pathOf({ kind: 'list' }, language))}>
    <WordsField language={language} {...(query.q !== undefined && { value: query.q })} />
    <details open={filtersOf(query).length > 0 || query.order !== undefined}>
      <summary>{LIST_WORDS[language].narrow}</summary>
      <Narrowing site={site} language={language} query={query} />
    </details>
  </form>
);

/** The one field that stands on pages of faults, too. */
export const PlainSearch = ({ site, language, words }: { readonly site: Site; readonly language: Language; readonly words?: string }) => (
  <form class="search" role="search" method="get" action={site.href(pathOf({ kind: 'list' }, language))}>
    <WordsField language={language} {...(words !== undefined && { value: words })} />
  </form>
);

const WordsField = ({ language, value }: { readonly language: Language; readonly value?: string }) => {
  const words = LIST_WORDS[language];
  return (
    <>
      <label for="q">{words.words}</label>
      <span class="hint" id="q-hint">
        {words.wordsHint}
      </span>
      <div class="one-line">
        <input id="q" name="q" type="search" value={value} aria-describedby="q-hint" maxLength={200} autocomplete="off" />
        <button type="submit">{words.search}</button>
      </div>
    </>
  );
};

const Narrowing = ({ site, language, query }: FormParts) => {
  const words = LIST_WORDS[language];
  const { series } = site.settings;
  const codes = [...new Set([...LANGUAGES_OF_WORKS, ...(query.language === undefined ? [] : [query.language])])];
  const knownSeries = series.map(({ code, title }): Option => [code, title]);
  if (query.series !== undefined && !series.some(({ code }) => code === query.series))
    knownSeries.push([query.series, `ISSN ${query.series}`]);
  // Not to choose means the best first where there are words, so a search typed into the page as it stands is ordered by them.
  const usual = query.q === undefined ? 'newest' : 'relevance';
  const orders = (['newest', 'oldest', 'title'] as const).filter((order) => order !== usual);
  return (
    <div class="fields">
      <div>
        <label for="author">{words.author}</label>
        <input id="author" name="author" value={query.author} maxLength={200} autocomplete="off" />
      </div>
      <Choice name="series" label={words.series} any={words.anySeries} chosen={query.series} options={knownSeries} />
      <div class="years">
        <Year name="from" label={words.from} value={query.from} />
        <Year name="until" label={words.until} value={query.until} />
      </div>
      <Choice
        name="language"
        label={words.language}
        any={words.anyLanguage}
        chosen={query.language}
        options={codes.map((code) => [code, nameLanguage(code, language)])}
      />
      <Choice
        name="origin"
        label={words.origin}
        any={words.anyOrigin}
        chosen={query.origin}
        options={ORIGINS.map((origin) => [origin, words[origin]])}
      />
      <Choice
        name="order"
        label={words.order}
        any={words.orders[usual]}
        chosen={query.order}
        options={orders.map((order) => [order, words.orders[order]])}
      />
    </div>
  );
};

type Option = readonly [value: string, label: string];

interface ChoiceParts {
  readonly name: string;
  readonly label: string;
  /** What it is called not to choose. */
  readonly any?: string;
  readonly chosen: string | undefined;
  readonly options: readonly Option[];
}

const Choice = ({ name, label, any, chosen, options }: ChoiceParts) => (
  <div>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      {any !== undefined && <option value="">{any}</option>}
      {options.map(([value, text]) => (
        <option value={value} selected={value === chosen}>
          {text}
        </option>
      ))}
    </select>
  </div>
);

const Year = ({ name, label, value }: { readonly name: string; readonly label: string; readonly value: number | undefined }) => (
  <div>
    <label for={name}>{label}</label>
    <input id={name} name={name} value={value} inputMode="numeric" maxLength={4} autocomplete="off" />
  </div>
);
