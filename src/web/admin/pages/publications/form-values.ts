import type { ManifestationKind } from '../../../../catalogue/publication.js';

/**
 * What stands in the fields of the form, all text, by the names of the fields. They are those that a fault of the
 * schema names, so that it finds its field: `title.text`, `contributors[0].family`, `manifestations.pdf.isbn`.
 */
export type FormValues = Readonly<Record<string, string>>;

/** Fields that are there once. */
export const SINGLE_FIELDS = [
  'id',
  'title.text',
  'title.subtitle',
  'title.language',
  'series.code',
  'series.title',
  'series.number',
  'year',
  'languages',
  'genre',
  'landingPage',
  'licence.name',
  'licence.url',
  'accessibility.status',
  'accessibility.text',
  'accessibility.beforeYear',
] as const;

/** Groups with any number of rows, with the fields of a row; the first is what a row cannot be without. */
export const GROUPS = {
  parallelTitles: ['text', 'subtitle', 'language'],
  contributors: ['family', 'given', 'kind', 'role'],
  abstracts: ['text', 'language'],
  subjects: ['term', 'vocabulary', 'uri', 'language'],
} as const;
export type GroupName = keyof typeof GROUPS;
export const GROUP_NAMES: readonly GroupName[] = ['parallelTitles', 'contributors', 'abstracts', 'subjects'];

/** Chosen from a list, so they say nothing of whether a row was filled in. */
const CHOSEN: readonly string[] = ['kind', 'role'];

export const MANIFESTATION_KINDS: readonly ManifestationKind[] = ['print', 'pdf'];

/** `exists` is the box that says that there is one; `was`, beside them, that it was ticked when the form was shown. */
export const MANIFESTATION_FIELDS = [
  'exists',
  'isbn',
  'isbnInSource',
  'issn',
  'pages',
  'binding',
  'urn',
  'file.url',
  'file.name',
  'file.mediaType',
] as const;

/** What has a name of its own for people; the fields of a group are one. */
export type FieldKey =
  | 'title'
  | GroupName
  | 'series'
  | 'year'
  | 'languages'
  | 'genre'
  | 'landingPage'
  | 'licence'
  | 'accessibility'
  | `${ManifestationKind}.${'exists' | 'isbn' | 'isbnInSource' | 'issn' | 'pages' | 'binding' | 'urn' | 'file'}`;

export const valueOf = (values: FormValues, name: string): string => values[name] ?? '';

export const isFilled = (values: FormValues, name: string): boolean => valueOf(values, name).trim() !== '';

export const rowName = (group: GroupName, index: number, field: string): string => `${group}[${index}].${field}`;

/** How many rows of a group there are. */
export const rowsOf = (values: FormValues, group: GroupName): number => {
  const [first] = GROUPS[group];
  let count = 0;
  while (rowName(group, count, first) in values) count += 1;
  return count;
};

/** Of a form that a browser sent: without empty rows, so that the others are counted as the schema counts them. */
export const readValues = (form: URLSearchParams): FormValues => {
  const values: Record<string, string> = {};
  const take = (name: string): string => (form.get(name) ?? '').replaceAll('\r\n', '\n');
  for (const name of SINGLE_FIELDS) values[name] = take(name);
  for (const group of GROUP_NAMES) {
    const fields = GROUPS[group];
    const filled = indicesOf(form, group).filter((index) =>
      fields.some((field) => !CHOSEN.includes(field) && take(rowName(group, index, field)).trim() !== ''),
    );
    filled.forEach((from, to) => {
      for (const field of fields) values[rowName(group, to, field)] = take(rowName(group, from, field));
    });
  }
  for (const kind of MANIFESTATION_KINDS) readManifestation(kind, take, values);
  return values;
};

/** The highest number of a row that is looked at: the schema's bound for contributors and subjects. */
const MOST_ROWS = 1100;

const indicesOf = (form: URLSearchParams, group: GroupName): readonly number[] => {
  const found = new Set<number>();
  for (const name of form.keys()) {
    const index = name.startsWith(`${group}[`) ? /^\w+\[(\d{1,4})\]\./.exec(name)?.[1] : undefined;
    if (index !== undefined && Number(index) < MOST_ROWS) found.add(Number(index));
  }
  return [...found].sort((one, other) => one - other);
};

/** Whoever fills in a field means that there is one; whoever takes the tick away means that there is none, whatever the fields say. */
const readManifestation = (kind: ManifestationKind, take: (name: string) => string, values: Record<string, string>): void => {
  const of = (field: string): string => `manifestations.${kind}.${field}`;
  const isTicked = take(of('exists')) !== '';
  const wasTicked = take(of('was')) !== '';
  const isFilledIn = MANIFESTATION_FIELDS.some((field) => field !== 'exists' && take(of(field)).trim() !== '');
  // Also where the tick was taken away, for whoever puts it back.
  for (const field of MANIFESTATION_FIELDS) if (field !== 'exists') values[of(field)] = take(of(field));
  if (isTicked || (isFilledIn && !wasTicked)) values[of('exists')] = 'yes';
  if (isTicked || wasTicked) values[of('was')] = 'yes';
};

/**
 * What a field or group says in one text, for people who compare two versions. Empty where it says nothing.
 * @param tell what a value that was chosen from a list is called
 */
export const textsOf = (values: FormValues, tell: (name: string, value: string) => string): ReadonlyMap<FieldKey, string> => {
  const joined = (names: readonly string[], by = ' · '): string =>
    names
      .filter((name) => isFilled(values, name))
      .map((name) => tell(name, valueOf(values, name).trim()))
      .join(by);
  const group = (name: GroupName): string =>
    Array.from({ length: rowsOf(values, name) }, (_, index) => joined(GROUPS[name].map((field) => rowName(name, index, field)))).join('\n');
  const contributors = Array.from({ length: rowsOf(values, 'contributors') }, (_, index) => {
    const of = (field: string): string => rowName('contributors', index, field);
    return `${joined([of('family'), of('given')], ', ')} (${joined([of('kind'), of('role')], ', ')})`;
  });
  const manifestation = (kind: ManifestationKind): readonly [FieldKey, string][] => {
    const of = (field: string): string => `manifestations.${kind}.${field}`;
    const exists = of('exists') in values;
    const file = joined([of('file.url'), of('file.name'), of('file.mediaType')]);
    return [
      [`${kind}.exists`, exists ? '✓' : ''],
      ...MANIFESTATION_TEXTS.map((field): [FieldKey, string] => [`${kind}.${field}`, exists ? joined([of(field)]) : '']),
      [`${kind}.file`, exists ? file : ''],
    ];
  };
  return new Map<FieldKey, string>([
    ['title', joined(['title.text', 'title.subtitle', 'title.language'])],
    ['parallelTitles', group('parallelTitles')],
    ['contributors', contributors.join('\n')],
    ['series', joined(['series.code', 'series.title', 'series.number'])],
    ['year', joined(['year'])],
    ['languages', joined(['languages'])],
    ['genre', joined(['genre'])],
    ['landingPage', joined(['landingPage'])],
    ...MANIFESTATION_KINDS.flatMap(manifestation),
    ['abstracts', group('abstracts')],
    ['subjects', group('subjects')],
    ['accessibility', joined(['accessibility.status', 'accessibility.text', 'accessibility.beforeYear'])],
    ['licence', joined(['licence.name', 'licence.url'])],
  ]);
};

const MANIFESTATION_TEXTS = ['isbn', 'isbnInSource', 'issn', 'pages', 'binding', 'urn'] as const;
