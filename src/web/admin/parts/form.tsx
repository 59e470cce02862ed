import type { ComponentChildren } from 'preact';

/** Proves that the form came from a page of ours (OWASP: synchroniser token). Every form with method post has one. */
export const CsrfField = ({ request }: { readonly request: { readonly csrf: string } }) => (
  <input type="hidden" name="_csrf" value={request.csrf} />
);

interface FieldBasis {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: ComponentChildren | undefined;
  readonly required?: boolean;
}

/** Label above, hint below it, error above the control: as screen readers and small screens like it. */
export const Field = ({ id, label, hint, error, children }: Omit<FieldBasis, 'name'> & { readonly children: ComponentChildren }) => (
  <div class={error === undefined ? 'field' : 'field wrong'}>
    <label for={id}>{label}</label>
    {hint !== undefined && (
      <small id={`${id}-hint`} class="hint">
        {hint}
      </small>
    )}
    {error !== undefined && (
      <p id={`${id}-error`} class="error">
        {error}
      </p>
    )}
    {children}
  </div>
);

/** What `aria-describedby` of a control points at. */
export const describedBy = ({ id, hint, error }: Pick<FieldBasis, 'id' | 'hint' | 'error'>): string | undefined => {
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(error === undefined ? [] : [`${id}-error`])];
  return ids.length > 0 ? ids.join(' ') : undefined;
};

interface TextFieldProps extends FieldBasis {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'password' | 'search' | 'email' | 'url' | 'number' | 'date';
  readonly autocomplete?: 'off' | 'username' | 'current-password' | 'new-password';
  readonly lines?: number;
  readonly size?: number;
  /** What the script suggests while typing. */
  readonly suggest?: 'isbn' | 'issn';
  /** The publication that has the number already. */
  readonly of?: string | undefined;
  readonly lang?: string;
}

export const TextField = (props: TextFieldProps) => {
  const { id, name, label, hint, error, required, value, type = 'text', autocomplete, lines, size, suggest, of, lang } = props;
  const described = describedBy({ id, hint, error });
  const invalid = error === undefined ? undefined : ('true' as const);
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {lines === undefined ? (
        <Input
          type={type}
          attributes={{
            ...{ id, name, value, required, autocomplete, size, lang },
            'aria-describedby': described,
            'aria-invalid': invalid,
            'data-suggest': suggest,
            'data-of': of,
          }}
        />
      ) : (
        <textarea id={id} name={name} rows={lines} required={required} lang={lang} aria-describedby={described} aria-invalid={invalid}>
          {value}
        </textarea>
      )}
      {suggest !== undefined && <output for={id} class="suggestion"></output>}
    </Field>
  );
};

/** One for each type, as each has attributes of its own for the compiler. */
const Input = ({ type, attributes }: { readonly type: NonNullable<TextFieldProps['type']>; readonly attributes: InputAttributes }) => {
  switch (type) {
    case 'text':
      return <input type="text" {...attributes} />;
    case 'password':
      return <input type="password" {...attributes} />;
    case 'search':
      return <input type="search" {...attributes} />;
    case 'email':
      return <input type="email" {...attributes} />;
    case 'url':
      return <input type="url" {...attributes} />;
    case 'number':
      return <input type="number" {...attributes} />;
    case 'date':
      return <input type="date" {...attributes} />;
  }
};

/** Of our own making, never of data. */
interface InputAttributes {
  readonly id: string;
  readonly name: string;
  readonly value: string | undefined;
  readonly required: boolean | undefined;
  readonly autocomplete: TextFieldProps['autocomplete'];
  readonly size: number | undefined;
  readonly lang: string | undefined;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
  readonly 'data-suggest': TextFieldProps['suggest'];
  readonly 'data-of': string | undefined;
}

export const SelectField = ({
  id,
  name,
  label,
  hint,
  error,
  value,
  options,
}: FieldBasis & { readonly value?: string | undefined; readonly options: readonly (readonly [value: string, label: string])[] }) => (
  <Field id={id} label={label} hint={hint} error={error}>
    <select id={id} name={name} aria-describedby={describedBy({ id, hint, error })} aria-invalid={error === undefined ? undefined : 'true'}>
      {options.map(([option, text]) => (
        <option value={option} selected={option === value}>
          {text}
        </option>
      ))}
    </select>
  </Field>
);

export const CheckField = ({
  id,
  name,
  label,
  hint,
  value = 'yes',
  checked = false,
}: Omit<FieldBasis, 'error'> & { readonly value?: string; readonly checked?: boolean }) => (
  <div class="field check">
    <input id={id} type="checkbox" name={name} value={value} checked={checked} aria-describedby={describedBy({ id, hint })} />
    <label for={id}>{label}</label>
    {hint !== undefined && (
      <small id={`${id}-hint`} class="hint">
        {hint}
      </small>
    )}
  </div>
);

/** What is wrong with a form, at its top, each linked to its field. */
export const ErrorSummary = ({
  title,
  errors,
}: {
  readonly title: string;
  readonly errors: readonly { readonly message: ComponentChildren; readonly field?: string | undefined }[];
}) =>
  errors.length === 0 ? null : (
    <div class="bad" role="alert" tabIndex={-1}>
      <h2>{title}</h2>
      <ul>
        {errors.map(({ message, field }) => (
          <li>{field === undefined ? message : <a href={`#${field}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  );

/** A form of one button: an act that needs nothing to be filled in. */
export const ActForm = ({
  request,
  action,
  label,
  fields = {},
  danger = false,
  keyName,
}: {
  readonly request: { readonly csrf: string };
  readonly action: string;
  readonly label: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly danger?: boolean;
  readonly keyName?: string;
}) => (
  <form method="post" action={action}>
    <CsrfField request={request} />
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button class={danger ? 'danger' : undefined} data-key={keyName}>
      {label}
    </button>
  </form>
);
