import type { EditOutcome } from '../../../../intake/edit-publication.js';
import type { PublicationFormWords } from '../../words/publication-form.js';
import { GROUP_NAMES, GROUPS, isFilled, MANIFESTATION_KINDS, rowName, rowsOf, valueOf, type FormValues } from './form-values.js';

/** Something to be corrected. `core`: the sentence is one of the core, in English. */
export interface FieldFault {
  /** The field's name; absent for the form as a whole. */
  readonly field?: string;
  readonly message: string;
  readonly isCore: boolean;
}

/** What a schema would say less kindly: what is left empty, and given names of a body. */
export const findOwnFaults = (values: FormValues, words: PublicationFormWords): readonly FieldFault[] => {
  const own = (field: string, message: string): FieldFault => ({ field, message, isCore: false });
  const faults: FieldFault[] = isFilled(values, 'title.text') ? [] : [own('title.text', words.fillIn)];
  for (const group of GROUP_NAMES) {
    const [first] = GROUPS[group];
    for (let index = 0; index < rowsOf(values, group); index++) {
      if (!isFilled(values, rowName(group, index, first))) faults.push(own(rowName(group, index, first), words.fillIn));
      const given = rowName(group, index, 'given');
      if (valueOf(values, rowName(group, index, 'kind')) === 'corporate' && isFilled(values, given)) {
        faults.push(own(given, words.corporateGiven));
      }
    }
  }
  for (const [one, other] of [
    ['licence.name', 'licence.url'],
    ['licence.url', 'licence.name'],
    ['accessibility.status', 'accessibility.text'],
    ['accessibility.text', 'accessibility.status'],
  ] as const) {
    if (isFilled(values, one) && !isFilled(values, other)) faults.push(own(other, words.fillIn));
  }
  return faults;
};

/** What intake refused, each at the field that it is about. */
export const findCoreFaults = ({ faults }: Extract<EditOutcome, { kind: 'refused' }>, values: FormValues): readonly FieldFault[] =>
  faults.map(({ path, message }) => {
    const field = path === undefined ? undefined : fieldOf(path, values);
    return { ...(field !== undefined && { field }), message, isCore: true };
  });

/** The schema counts manifestations, the form calls them by kind; and a whole row is shown at its first field. */
const fieldOf = (path: string, values: FormValues): string | undefined => {
  const manifestation = /^manifestations\[(\d)\]\.?(.*)$/.exec(path);
  if (manifestation) {
    const kinds = MANIFESTATION_KINDS.filter((kind) => `manifestations.${kind}.exists` in values);
    const kind = kinds[Number(manifestation[1])];
    const field = manifestation[2] ?? '';
    return kind && `manifestations.${kind}.${field === 'file' ? 'file.url' : field === '' || field === 'kind' ? 'exists' : field}`;
  }
  const row = /^(\w+)\[(\d+)\](?:\.(\w+))?$/.exec(path);
  const group = GROUP_NAMES.find((name) => name === row?.[1]);
  if (row && group) {
    const [first] = GROUPS[group];
    const field = row[3] === undefined || row[3] === 'name' ? first : row[3];
    return rowName(group, Number(row[2]), field);
  }
  return WHOLE[path.replace(/\[.*$/, '')] ?? path;
};

const WHOLE: Readonly<Record<string, string>> = {
  title: 'title.text',
  series: 'series.number',
  licence: 'licence.name',
  accessibility: 'accessibility.text',
};
