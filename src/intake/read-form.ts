import { datestampOf } from '../catalogue/datestamp.js';
import { parseIsbn } from '../catalogue/isbn.js';
import { parseIssn } from '../catalogue/issn.js';
import { parseLanguage } from '../catalogue/language.js';
import type { Accessibility, Contributor, LanguageCode, LocalText, Subject, Title } from '../catalogue/publication.js';
import type { PublisherStatement } from '../catalogue/statement.js';
import { compileSchema, formatSchemaFault, readSchema, type SchemaFault } from '../platform/json-schema.js';
import { cleanLine, cleanParagraphs, parseWebAddress } from './clean-text.js';
import { parseContributor } from './contributor.js';
import type { Draft, IsbnDraft, ManifestationDraft, SourceItem } from './draft.js';
import type { ContributorForm, ManifestationForm, PublicationForm, StatementForm, SubjectForm, TextForm, TitleForm } from './form.js';
import { present } from './present.js';

/** @param nameOf how the file calls the field of a fault; its path in the form when absent */
export type ReadForm = (value: unknown, line: number, nameOf?: (path: string) => string) => SourceItem;

/** Reads what a line of JSON or a row of a table gave: checked against `schemas/publication.schema.json`, then typed. */
export const createFormReader = (): ReadForm => {
  const parseForm = createFormParser();
  return (value, line, nameOf = (path) => path) => {
    const parsed = parseForm(value);
    switch (parsed.kind) {
      case 'faults': {
        const reasons = parsed.faults.map((fault) => formatSchemaFault({ ...fault, path: nameOf(fault.path) }));
        return { kind: 'rejected', line, ...namesOf(value), reasons };
      }
      case 'statement':
        return { ...parsed, line };
      case 'publication':
        return { kind: 'publication', draft: { ...parsed.draft, line } };
    }
  };
};

/** The same by field, for whoever can show each fault where it was made. */
export type ParseForm = (
  value: unknown,
) =>
  | { readonly kind: 'publication'; readonly form: PublicationForm; readonly draft: Draft }
  | { readonly kind: 'statement'; readonly statement: PublisherStatement }
  | { readonly kind: 'faults'; readonly faults: readonly SchemaFault[] };

export const createFormParser = (): ParseForm => {
  const schema = readSchema('publication.schema.json');
  const parsePublication = compileSchema<PublicationForm>(schema);
  const parseStatement = compileSchema<StatementForm>(schema, { part: '#/$defs/statement' });
  return (value) => {
    const isStatement = typeof value === 'object' && value !== null && 'statement' in value;
    const parsed = isStatement ? parseStatement(value) : parsePublication(value);
    if (parsed.kind === 'invalid') return { kind: 'faults', faults: parsed.faults };
    const faults = furtherFaults(parsed.value);
    if (faults.length > 0) return { kind: 'faults', faults };
    return 'statement' in parsed.value
      ? { kind: 'statement', statement: readStatement(parsed.value) }
      : { kind: 'publication', form: parsed.value, draft: readForm(parsed.value) };
  };
};

const namesOf = (value: unknown): { readonly id?: string; readonly title?: string } => {
  if (typeof value !== 'object' || value === null) return {};
  const text = (name: string): string | undefined => {
    const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
    return typeof found === 'string' && cleanLine(found) !== '' ? cleanLine(found).slice(0, 200) : undefined;
  };
  return present({ id: text('id'), title: text('title') });
};

/** What a schema cannot say: texts in which nothing can be seen, language codes of the right form that are none, web addresses that no program can follow. */
const furtherFaults = (value: unknown, path = ''): readonly SchemaFault[] => {
  if (typeof value === 'string') return faultOf(value, path);
  if (Array.isArray(value)) return value.flatMap((part, index) => furtherFaults(part, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => furtherFaults(part, path === '' ? key : `${path}.${key}`));
};

const faultOf = (value: string, path: string): readonly SchemaFault[] => {
  // Kept, it would be an empty text, which the export could not give back.
  if (cleanLine(value) === '') return [{ path, message: 'nothing of it can be seen' }];
  if (/(?:^|\.)language$|^languages\[/u.test(path) && parseLanguage(value) === undefined) {
    return [{ path, message: `"${value}" is not a language code of ISO 639, for example "fi"` }];
  }
  return /(?:^landingPage|\.ur[il])$/u.test(path) && parseWebAddress(value) === undefined
    ? [{ path, message: `"${value}" is not a complete web address, for example "https://www.example.fi/"` }]
    : [];
};

const readForm = (form: PublicationForm): Draft => {
  const warnings: string[] = [];
  return {
    line: 1,
    extent: 'whole',
    titles: [readTitle(form.title), ...(form.parallelTitles ?? []).map(readTitle)],
    contributors: (form.contributors ?? []).flatMap((contributor) => readContributor(contributor, warnings)),
    abstracts: (form.abstracts ?? []).map(readText),
    languages: [...new Set((form.languages ?? []).flatMap((code) => parseLanguage(code) ?? []))],
    subjects: (form.subjects ?? []).map(readSubject),
    manifestations: (form.manifestations ?? []).map((manifestation) => readManifestation(manifestation, warnings)),
    ...present({
      id: form.id,
      series:
        form.series &&
        present({
          ...form.series,
          title: form.series.title && cleanLine(form.series.title),
          number: form.series.number && cleanLine(form.series.number),
        }),
      year: form.year,
      genre: form.genre && cleanLine(form.genre),
      landingPage: form.landingPage,
      licence: form.licence && { name: cleanLine(form.licence.name), url: form.licence.url },
      accessibility: form.accessibility && readAccessibility(form.accessibility),
      withdrawn: form.withdrawn && { reason: cleanLine(form.withdrawn.reason) },
      created: form.created === undefined ? undefined : datestampOf(Date.parse(form.created)),
      modified: form.modified === undefined ? undefined : datestampOf(Date.parse(form.modified)),
    }),
    warnings,
  };
};

const languageOf = (language: string | undefined): { readonly language?: LanguageCode } =>
  present({ language: language === undefined ? undefined : parseLanguage(language) });

const readTitle = (title: string | TitleForm): Title =>
  typeof title === 'string'
    ? { text: cleanLine(title) }
    : { text: cleanLine(title.text), ...present({ subtitle: title.subtitle && cleanLine(title.subtitle) }), ...languageOf(title.language) };

const readText = (text: string | TextForm): LocalText =>
  typeof text === 'string' ? { text: cleanParagraphs(text) } : { text: cleanParagraphs(text.text), ...languageOf(text.language) };

const readSubject = (subject: string | SubjectForm): Subject =>
  typeof subject === 'string'
    ? { term: cleanLine(subject) }
    : { term: cleanLine(subject.term), ...present({ vocabulary: subject.vocabulary, uri: subject.uri }), ...languageOf(subject.language) };

const readContributor = (given: string | ContributorForm, warnings: string[]): readonly Contributor[] => {
  if (typeof given !== 'string') {
    const role = given.role ?? 'author';
    return 'family' in given
      ? [{ kind: 'person', family: cleanLine(given.family), ...present({ given: given.given && cleanLine(given.given) }), role }]
      : [{ kind: 'corporate', name: cleanLine(given.name), role }];
  }
  const contributor = parseContributor(given);
  if (!contributor) warnings.push(`contributor "${given}" is not a name; not taken`);
  return contributor ? [contributor] : [];
};

const readAccessibility = ({ status, text, beforeYear }: NonNullable<PublicationForm['accessibility']>): Accessibility => ({
  status,
  ground:
    beforeYear === undefined ? { kind: 'stated', text: cleanLine(text) } : { kind: 'generalStatement', text: cleanLine(text), beforeYear },
});

const readManifestation = (form: ManifestationForm, warnings: string[]): ManifestationDraft => ({
  kind: form.kind,
  ...present({
    isbn: form.isbn === undefined ? undefined : readIsbnForm(cleanLine(form.isbn), form.isbnInSource, warnings),
    issn: form.issn && cleanLine(form.issn),
    pages: form.pages,
    binding: form.binding && cleanLine(form.binding),
    urn: form.urn,
    file: form.file && {
      mediaType: form.file.mediaType ?? 'application/pdf',
      ...present({ url: form.file.url, name: form.file.name && cleanLine(form.file.name) }),
    },
  }),
});

const readIsbnForm = (isbn: string, inSource: string | undefined, warnings: string[]): IsbnDraft => {
  const confirmed = parseIsbn(isbn);
  if (inSource === undefined) return { raw: isbn };
  if (!confirmed) warnings.push(`ISBN ${isbn} is not valid, so it does not correct ${inSource}`);
  return { raw: cleanLine(inSource), ...present({ confirmed }) };
};

const readStatement = (form: StatementForm): PublisherStatement => {
  const text = cleanLine(form.text);
  switch (form.statement) {
    case 'accessibility':
      return { kind: 'accessibility', text, beforeYear: form.beforeYear, ...present({ contact: form.contact && cleanLine(form.contact) }) };
    case 'olderWorks': {
      const { title, publisher, issn } = form.predecessor ?? {};
      const predecessor =
        title === undefined
          ? undefined
          : { title: cleanLine(title), ...present({ issn: parseIssn(issn ?? ''), publisher: publisher && cleanLine(publisher) }) };
      const libraries = form.libraries.map(cleanLine);
      return { kind: 'olderWorks', text, libraries, ...present({ beforeYear: form.beforeYear, predecessor }) };
    }
  }
};
