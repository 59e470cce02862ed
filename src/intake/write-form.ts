import { formatDatestamp } from '../catalogue/datestamp.js';
import { hyphenateIsbn, parseIsbn, type IsbnStatement } from '../catalogue/isbn.js';
import type { Accessibility, Contributor, Manifestation, Publication, Title } from '../catalogue/publication.js';
import { accessibilityOf, type PublisherStatement } from '../catalogue/statement.js';
import { isSame } from './canonical.js';
import { formatContributor, parseContributor } from './contributor.js';
import type { ContributorForm, ManifestationForm, PublicationForm, TitleForm } from './form.js';
import { present } from './present.js';

/** The form from which the reader makes the same publication again. */
export const writeForm = (publication: Publication, statements: readonly PublisherStatement[]): PublicationForm => {
  const [title, ...parallelTitles] = publication.titles;
  const general = accessibilityOf(publication.year, statements);
  const { accessibility } = publication;
  return {
    id: publication.id,
    title: title === undefined ? '' : writeTitle(title),
    ...(parallelTitles.length > 0 ? { parallelTitles: parallelTitles.map(writeTitle) } : {}),
    ...present({
      contributors: someOf(publication.contributors.map(writeContributor)),
      series: publication.series,
      year: publication.year,
      abstracts: someOf(publication.abstracts.map(({ text, language }) => (language === undefined ? text : { text, language }))),
      languages: someOf(publication.languages),
      subjects: someOf(publication.subjects.map((subject) => (Object.keys(subject).length === 1 ? subject.term : subject))),
      genre: publication.genre,
      landingPage: publication.landingPage,
      licence: publication.licence,
      accessibility: isSame(accessibility, general) ? undefined : writeAccessibility(accessibility),
      manifestations: someOf(publication.manifestations.map(writeManifestation)),
      withdrawn: publication.withdrawn,
    }),
    created: formatDatestamp(publication.created),
    modified: formatDatestamp(publication.modified),
  };
};

export const writeStatement = ({ kind, ...rest }: PublisherStatement): object => ({ statement: kind, ...rest });

const someOf = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);

const writeTitle = (title: Title): string | TitleForm => (Object.keys(title).length === 1 ? title.text : title);

const writeContributor = (contributor: Contributor): string | ContributorForm => {
  const line = formatContributor(contributor);
  if (isSame(parseContributor(line), contributor)) return line;
  const { kind: _kind, ...form } = contributor;
  return form;
};

const writeAccessibility = ({ status, ground }: Accessibility): PublicationForm['accessibility'] => {
  switch (ground.kind) {
    case 'none':
      return undefined;
    case 'stated':
      return { status, text: ground.text };
    case 'generalStatement':
      return { status, text: ground.text, beforeYear: ground.beforeYear };
  }
};

const writeManifestation = ({ isbn, ...rest }: Manifestation): ManifestationForm => ({ ...rest, ...(isbn ? writeIsbn(isbn) : {}) });

const writeIsbn = (statement: IsbnStatement): Pick<ManifestationForm, 'isbn' | 'isbnInSource'> => {
  switch (statement.kind) {
    case 'invalid':
      return { isbn: statement.raw };
    case 'valid':
      return parseIsbn(statement.raw) === statement.isbn
        ? { isbn: statement.raw }
        : { isbn: hyphenateIsbn(statement.isbn), isbnInSource: statement.raw };
  }
};
