import type { Series } from '../../../../catalogue/series.js';
import { parseContributor } from '../../../../intake/contributor.js';
import type { ContributorForm, PublicationForm, SubjectForm, TextForm, TitleForm } from '../../../../intake/form.js';
import {
  isFilled,
  MANIFESTATION_FIELDS,
  MANIFESTATION_KINDS,
  rowName,
  rowsOf,
  valueOf,
  type FormValues,
  type GroupName,
} from './form-values.js';

/** A publication as it stands in the fields. What the settings say of a series is not repeated. */
export const writeValues = (form: PublicationForm, series: readonly Series[]): FormValues => {
  const values: Record<string, string> = {};
  const put = (prefix: string, fields: object): void => {
    for (const [name, value] of Object.entries(fields) as readonly [string, unknown][]) {
      if (typeof value === 'string' || typeof value === 'number') values[`${prefix}${name}`] = String(value);
    }
  };
  const rows = (group: GroupName, list: readonly object[] = []): void => list.forEach((row, index) => put(rowName(group, index, ''), row));
  put('', { year: form.year, genre: form.genre, landingPage: form.landingPage, id: form.id });
  put('title.', titleOf(form.title));
  rows('parallelTitles', form.parallelTitles?.map(titleOf));
  rows('contributors', form.contributors?.map(contributorOf));
  rows('abstracts', form.abstracts?.map(textOf));
  rows('subjects', form.subjects?.map(subjectOf));
  put('series.', seriesOf(form.series, series));
  put('', { languages: form.languages?.join(', ') });
  put('licence.', form.licence ?? {});
  put('accessibility.', form.accessibility ?? {});
  for (const { kind, file, ...rest } of form.manifestations ?? []) {
    put(`manifestations.${kind}.`, { exists: 'yes', ...rest });
    put(`manifestations.${kind}.file.`, file ?? {});
  }
  return values;
};

const titleOf = (title: string | TitleForm): TitleForm => (typeof title === 'string' ? { text: title } : title);
const textOf = (text: string | TextForm): TextForm => (typeof text === 'string' ? { text } : text);
const subjectOf = (subject: string | SubjectForm): SubjectForm => (typeof subject === 'string' ? { term: subject } : subject);

const contributorOf = (given: string | ContributorForm): object => {
  const contributor = typeof given === 'string' ? parseContributor(given) : given;
  if (!contributor) return {};
  const { role = 'author' } = contributor;
  return 'family' in contributor
    ? { kind: 'person', family: contributor.family, given: contributor.given, role }
    : { kind: 'corporate', family: contributor.name, role };
};

const seriesOf = (given: PublicationForm['series'], series: readonly Series[]): object => {
  const known = series.find(({ code }) => code === given?.code);
  return { ...given, title: known && known.title === given?.title ? undefined : given?.title };
};

/** What the fields say, in the shape of `PublicationForm`; it is for intake to say whether it is one. */
export const readForm = (values: FormValues): object => {
  const fields = (prefix: string, names: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(
      names.filter((name) => isFilled(values, prefix + name)).map((name) => [name, valueOf(values, prefix + name).trim()]),
    );
  const rows = <T>(group: GroupName, read: (prefix: string) => T): readonly T[] =>
    Array.from({ length: rowsOf(values, group) }, (_, index) => read(rowName(group, index, '')));
  const languages = valueOf(values, 'languages')
    .split(/[\s,;]+/u)
    .filter((code) => code !== '');
  return some({
    ...fields('', ['id', 'genre', 'landingPage']),
    title: { text: '', ...fields('title.', ['text', 'subtitle', 'language']) },
    parallelTitles: rows('parallelTitles', (prefix) => ({ text: '', ...fields(prefix, ['text', 'subtitle', 'language']) })),
    contributors: rows('contributors', (prefix) => readContributor(fields(prefix, ['family', 'given', 'kind', 'role']))),
    series: fields('series.', ['code', 'title', 'number']),
    year: numberOf(valueOf(values, 'year')),
    abstracts: rows('abstracts', (prefix) => ({ text: '', ...fields(prefix, ['text', 'language']) })),
    languages,
    subjects: rows('subjects', (prefix) => ({ term: '', ...fields(prefix, ['term', 'vocabulary', 'uri', 'language']) })),
    licence: fields('licence.', ['name', 'url']),
    accessibility: some({
      ...fields('accessibility.', ['status', 'text']),
      beforeYear: numberOf(valueOf(values, 'accessibility.beforeYear')),
    }),
    manifestations: MANIFESTATION_KINDS.filter((kind) => `manifestations.${kind}.exists` in values).map((kind) => {
      const prefix = `manifestations.${kind}.`;
      const plain = MANIFESTATION_FIELDS.filter((field) => !['exists', 'pages'].includes(field) && !field.startsWith('file.'));
      const file = fields(`${prefix}file.`, ['url', 'name', 'mediaType']);
      return { kind, ...fields(prefix, plain), ...some({ pages: numberOf(valueOf(values, `${prefix}pages`)), file }) };
    }),
  });
};

const readContributor = ({ family = '', given, kind, role = 'author' }: Readonly<Record<string, string>>): object =>
  kind === 'corporate' ? { name: family, role } : { family, ...(given !== undefined && { given }), role };

/** What is no number stays text, for the schema to name. */
const numberOf = (text: string): number | string | undefined => {
  const plain = text.trim();
  if (plain === '') return undefined;
  return /^\d{1,9}$/.test(plain) ? Number(plain) : plain;
};

/** Without what is empty. */
const some = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && (typeof value !== 'object' || Object.keys(value ?? {}).length > 0)),
  );
