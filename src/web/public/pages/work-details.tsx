import type { ComponentChildren } from 'preact';
import { formatDatestamp } from '../../../catalogue/datestamp.js';
import type { Work } from '../../../discovery/work.js';
import type { Language } from '../../admin/language.js';
import { pathOf } from '../language.js';
import { WORK_WORDS } from '../words/work.js';
import { nameOf } from './hit.js';
import { writeListQuery } from './list-query.js';
import type { Site } from './site.js';
import { langOf, LOCALES, nameLanguage, OuterLink } from './text.js';

interface DetailsParts {
  readonly site: Site;
  readonly work: Work;
  readonly language: Language;
}

/** What the catalogue knows of the work, whatever its manifestations. */
export const Details = ({ site, work, language }: DetailsParts) => {
  const words = WORK_WORDS[language];
  const { publisher, landingPage, licence } = work;
  return (
    <section>
      <h2>{words.details}</h2>
      <dl class="facts">
        <Contributors work={work} language={language} />
        <SeriesFacts site={site} work={work} language={language} />
        {work.year !== undefined && <Fact name={words.year}>{work.year}</Fact>}
        {publisher && (
          <Fact name={words.publisher}>{[publisher.place, publisher.name].filter((part) => part !== undefined).join(': ')}</Fact>
        )}
        {work.languages.length > 0 && (
          <Fact name={words.languages}>{work.languages.map((code) => nameLanguage(code, language)).join(', ')}</Fact>
        )}
        {work.genre !== undefined && (
          <Fact name={words.genre}>
            <span lang={langOf(site.settings.publisher.language, language)}>{work.genre}</span>
          </Fact>
        )}
        <Subjects site={site} work={work} language={language} />
        {licence && (
          <Fact name={words.licence}>
            <OuterLink href={licence.url}>{licence.name}</OuterLink>
          </Fact>
        )}
        {landingPage !== undefined && (
          <Fact name={words.landingPage}>
            <OuterLink href={landingPage}>{words.landingPageLink}</OuterLink>
          </Fact>
        )}
        <Fact name={words.changed}>
          <Day at={work.changed} timezone={site.settings.administration.timezone} language={language} />
        </Fact>
      </dl>
      {work.origin === 'older' && <Provenance site={site} work={work} language={language} />}
    </section>
  );
};

export const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** All that do not stand under the title. */
const Contributors = ({ work: { contributors, publisher }, language }: Pick<DetailsParts, 'work' | 'language'>) => {
  const hasAuthor = contributors.some(({ role }) => role === 'author');
  const roles = (['editor', 'contributor', 'publisher'] as const).filter((role) => role !== 'editor' || hasAuthor);
  return (
    <>
      {roles.map((role) => {
        const names = contributors.filter((each) => each.role === role).map(nameOf);
        const others = role === 'publisher' ? names.filter((name) => name !== publisher?.name) : names;
        return others.length === 0 ? null : <Fact name={WORK_WORDS[language].roles[role]}>{others.join(', ')}</Fact>;
      })}
    </>
  );
};

const SeriesFacts = ({ site, work, language }: DetailsParts) => (
  <>
    {work.series.map(({ title, known, number, issns }) => (
      <Fact name={WORK_WORDS[language].series}>
        {known ? <a href={site.href(pathOf({ kind: 'series', code: known.code }, language))}>{known.title}</a> : title}
        {number !== undefined && ` ${number}`}
        {issns.map((issn) => (
          <span class="quiet">
            {' '}
            · <span class="number">ISSN {issn}</span>
          </span>
        ))}
      </Fact>
    ))}
  </>
);

/** Each a search for more on the same. */
const Subjects = ({ site, work: { subjects }, language }: DetailsParts) => {
  const path = pathOf({ kind: 'list' }, language);
  return subjects.length === 0 ? null : (
    <Fact name={WORK_WORDS[language].subjects}>
      <ul class="inline">
        {subjects.map(({ term, language: own }) => (
          <li>
            <a href={site.href(path + writeListQuery({ q: term, offset: 0 }))} lang={langOf(own, language)}>
              {term}
            </a>
          </li>
        ))}
      </ul>
    </Fact>
  );
};

interface DayParts {
  readonly at: Work['changed'];
  readonly timezone: string;
  readonly language: Language;
}

const Day = ({ at, timezone, language }: DayParts) => (
  <time dateTime={formatDatestamp(at)}>
    {new Intl.DateTimeFormat(LOCALES[language], { dateStyle: language === 'en' ? 'long' : 'short', timeZone: timezone }).format(at * 1000)}
  </time>
);

/** From which library's catalogue the description is: its number says it, and the settings have a name for it. */
const Provenance = ({ site, work, language }: DetailsParts) => {
  const words = WORK_WORDS[language];
  const [library = '', ...rest] = work.id.split('.');
  const number = rest.join('.');
  const tie = work.ties.find(({ theirs, kind }) => kind === 'record' && theirs === number);
  const label = (tie && site.settings.links.targets[tie.target]?.label[language]) ?? library.toUpperCase();
  return (
    <p class="quiet">
      {number === '' ? null : <>{words.provenance(label, number)} </>}
      {words.provenanceNote}
    </p>
  );
};
