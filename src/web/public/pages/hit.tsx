import { invertedName } from '../../../discovery/schema-org.js';
import type { Work, WorkContributor } from '../../../discovery/work.js';
import type { Language } from '../../admin/language.js';
import { pathOf } from '../language.js';
import { LIST_WORDS } from '../words/list.js';
import type { Site } from './site.js';
import { langOf } from './text.js';

const LONGEST = 280;
const MOST_PEOPLE = 4;

/** Of lists: whole titles and whole groups of authors are on the page of the work. */
export const shorten = (text: string, most = LONGEST): string => {
  const signs = Array.from(text);
  return signs.length > most ? `${signs.slice(0, most).join('').trimEnd()}…` : text;
};

interface OfWork {
  readonly site: Site;
  readonly work: Work;
  readonly language: Language;
}

/** One publication among others. */
export const Hit = ({ site, work, language }: OfWork) => {
  const words = LIST_WORDS[language];
  const kinds = [...new Set(work.manifestations.map(({ kind }) => words.kinds[kind]))];
  const line = seriesLine(work);
  // `2/2012 · 2012` says one thing twice.
  const year = work.year === undefined || line?.endsWith(`/${work.year}`) ? undefined : String(work.year);
  const where = [line, year, kinds.join(', ')];
  const people = namesOf(work, language);
  return (
    <li>
      <h3>
        <TitleLink site={site} work={work} language={language} />
      </h3>
      {people !== '' && <p>{people}</p>}
      <p class="quiet">
        {where.filter((part) => part !== undefined && part !== '').join(' · ')}{' '}
        <span class="tag">{work.origin === 'own' ? words.tagOwn : words.tagOlder}</span>
      </p>
    </li>
  );
};

export const TitleLink = ({ site, work, language }: OfWork) => {
  const [title] = work.titles;
  return (
    <a href={site.href(pathOf({ kind: 'work', id: work.id }, language))} lang={langOf(title?.language, language)}>
      {shorten(titleOf(work))}
    </a>
  );
};

/** Title and subtitle as people write them; of a work without any, its number. */
export const titleOf = ({ id, titles: [title] }: Work): string => {
  const text = [title?.text, title?.subtitle].filter((part) => part !== undefined && part !== '').join(': ');
  return text === '' ? id : text;
};

/** `Poliisihallituksen julkaisusarja 2/2012`; without the year where that is said anyway. */
export const seriesLine = ({ series: [first] }: Work): string | undefined =>
  first && shorten([first.known?.title ?? first.title, first.number].filter((part) => part !== undefined).join(' '), 140);

/** The authors, or the editors where there are none. */
const namesOf = ({ contributors }: Work, language: Language): string => {
  const words = LIST_WORDS[language];
  const of = (role: WorkContributor['role']) => contributors.filter((each) => each.role === role);
  const authors = of('author');
  const people = authors.length > 0 ? authors : of('editor');
  const names = people.slice(0, MOST_PEOPLE).map((each) => shorten(nameOf(each), 80));
  const more = people.length > MOST_PEOPLE ? ` ${words.andOthers}` : '';
  const role = authors.length === 0 && people.length > 0 ? ` (${words.editors})` : '';
  return names.join(', ') + more + role;
};

/** `Marko Luotonen`, as one reads it. */
export const nameOf = (contributor: WorkContributor): string =>
  contributor.kind === 'person' && contributor.given !== undefined
    ? `${contributor.given} ${contributor.family}`
    : invertedName(contributor);
