import type { ComponentChildren } from 'preact';
import { Core } from '../../parts/empty.js';
import { SelectField, TextField } from '../../parts/form.js';
import type { PublicationFormWords } from '../../words/publication-form.js';
import type { FieldFault } from './form-faults.js';
import { valueOf, type FormValues } from './form-values.js';

/** What every field of the form needs to know. */
export interface FormView {
  readonly words: PublicationFormWords;
  readonly values: FormValues;
  readonly faults: readonly FieldFault[];
  /** What the catalogue thinks of a number, by the name of its field. */
  readonly opinions: ReadonlyMap<string, string>;
  /** Of a publication that is there already. */
  readonly id?: string;
}

/** Of HTML, where brackets and points would have to be escaped in a fragment. */
export const fieldId = (name: string): string => name.replaceAll(/[^A-Za-z0-9]+/g, '-');

export const faultText = ({ message, isCore }: FieldFault): ComponentChildren => (isCore ? <Core>{message}</Core> : message);

const faultAt = ({ faults }: FormView, name: string): ComponentChildren | undefined => {
  const found = faults.filter(({ field }) => field === name);
  return found.length === 0 ? undefined : found.map((fault, index) => [index === 0 ? '' : ' ', faultText(fault)]);
};

interface TextProps {
  readonly view: FormView;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly lines?: number;
  readonly size?: number;
  readonly suggest?: 'isbn' | 'issn';
  readonly required?: boolean;
}

export const Text = ({ view, name, label, hint, lines, size, suggest, required }: TextProps) => {
  const error = faultAt(view, name);
  const opinion = error === undefined ? view.opinions.get(name) : undefined;
  const shownHint = opinion ?? hint;
  return (
    <TextField
      id={fieldId(name)}
      name={name}
      label={label}
      value={valueOf(view.values, name)}
      error={error}
      hint={shownHint}
      of={view.id}
      {...(lines !== undefined && { lines })}
      {...(size !== undefined && { size })}
      {...(suggest && { suggest })}
      {...(required && { required })}
    />
  );
};

export const Select = ({
  view,
  name,
  label,
  hint,
  options,
}: {
  readonly view: FormView;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}) => (
  <SelectField
    id={fieldId(name)}
    name={name}
    label={label}
    hint={hint}
    value={valueOf(view.values, name)}
    error={faultAt(view, name)}
    options={options}
  />
);
