import { ARGUMENT_NAMES, VERB_ARGUMENTS, type ArgumentName, type Verb } from '../../oai-pmh/protocol.js';
import { requestAddress, type PageContext } from './address.js';
import type { Suggestions } from './suggestions.js';
import type { FormKind } from './words.js';

interface FormsParts {
  readonly current: Verb | undefined;
  readonly given: URLSearchParams;
  readonly suggestions: Suggestions;
  readonly page: PageContext;
}

const VERBS: readonly Verb[] = ['Identify', 'ListMetadataFormats', 'ListSets', 'ListIdentifiers', 'ListRecords', 'GetRecord'];

/** A form for every verb. That of the answer is open and filled with what was asked. */
export const Forms = (parts: FormsParts) => {
  const { current, suggestions, page } = parts;
  return (
    <section id="forms" class="forms" aria-labelledby="forms-title">
      <h2 id="forms-title">{page.words.forms}</h2>
      <p>
        <small>{page.words.formsNote}</small>
      </p>
      <datalist id="known-identifiers">
        {suggestions.identifiers.map((identifier) => (
          <option value={identifier} />
        ))}
      </datalist>
      {VERBS.map((verb) => (
        <details open={verb === current}>
          <summary>
            <b lang="en">{verb}</b> <small>{page.words.verbs[verb].title}</small>
          </summary>
          <p>{page.words.verbs[verb].purpose}</p>
          {formsOf(verb).map((form, index) => (
            <RequestForm form={form} verb={verb} first={index === 0} parts={parts} />
          ))}
        </details>
      ))}
    </section>
  );
};

interface FormShape {
  readonly kind: FormKind;
  /** Each is filled in before the form can be sent, but for `set`, which a list of choices can leave out. */
  readonly names: readonly ArgumentName[];
}

/**
 * An empty text field is sent as an empty argument, which is a badArgument. So there is a form for each way of filling in
 * the optional arguments, with every text field required. A choice that is disabled is not sent at all: so `set` is optional.
 */
const formsOf = (verb: Verb): readonly FormShape[] => {
  const needs: Partial<Record<ArgumentName, string>> = VERB_ARGUMENTS[verb];
  const takes = (name: ArgumentName): boolean => needs[name] !== undefined;
  const plain = ARGUMENT_NAMES.filter((name) => needs[name] === 'required' || (name === 'set' && takes(name)));
  return [
    { kind: 'plain', names: plain },
    ...(takes('from')
      ? [
          { kind: 'since' as const, names: [...plain, 'from' as const] },
          { kind: 'until' as const, names: [...plain, 'until' as const] },
          { kind: 'between' as const, names: [...plain, 'from' as const, 'until' as const] },
        ]
      : []),
    ...(needs.identifier === 'optional' ? [{ kind: 'item' as const, names: ['identifier' as const] }] : []),
    ...(takes('resumptionToken') ? [{ kind: 'token' as const, names: ['resumptionToken' as const] }] : []),
  ];
};

interface RequestFormParts {
  readonly form: FormShape;
  readonly verb: Verb;
  readonly first: boolean;
  readonly parts: FormsParts;
}

const RequestForm = ({ form, verb, first, parts }: RequestFormParts) => {
  const { page } = parts;
  const fields = (
    <form method="get" action={page.path} id={`${verb}-${form.kind}`}>
      <input type="hidden" name="verb" value={verb} />
      {form.names.map((name) => (
        <Field name={name} form={form} verb={verb} parts={parts} />
      ))}
      <button type="submit">
        {page.words.send} <span lang="en">{verb}</span>
      </button>
      {form.names.includes('set') && <button type="reset">{page.words.reset}</button>}
    </form>
  );
  if (first) return fields;
  return (
    <details class="more" open={verb === parts.current && form.kind === kindOf(parts.given)}>
      <summary>{page.words.formKinds[form.kind]}</summary>
      {fields}
    </details>
  );
};

/** Which of the forms the request could have come from. */
const kindOf = (given: URLSearchParams): FormKind => {
  if (given.has('resumptionToken')) return 'token';
  if (given.has('from')) return given.has('until') ? 'between' : 'since';
  if (given.has('until')) return 'until';
  return given.has('identifier') ? 'item' : 'plain';
};

interface FieldParts {
  readonly name: ArgumentName;
  readonly form: FormShape;
  readonly verb: Verb;
  readonly parts: FormsParts;
}

const Field = ({ name, form, verb, parts }: FieldParts) => {
  const { label, hint } = parts.page.words.arguments[name];
  const id = `${verb}-${form.kind}-${name}`;
  // Once for each verb is enough of what the first form already tells.
  const hinted = form.kind === 'plain' || (name !== 'metadataPrefix' && name !== 'set');
  return (
    <div class="field">
      <label for={id}>
        {label} <code lang="en">{name}</code>
      </label>
      <Control id={id} hint={hinted ? `${id}-hint` : undefined} name={name} form={form} verb={verb} parts={parts} />
      {hinted && <small id={`${id}-hint`}>{hint}</small>}
      {name === 'set' && form.kind === 'plain' && <WithoutSet verb={verb} parts={parts} />}
    </div>
  );
};

/** A choice that was made cannot be taken back in the field itself. */
const WithoutSet = ({ verb, parts: { current, given, page } }: Pick<FieldParts, 'verb' | 'parts'>) => {
  if (verb !== current || !given.has('set')) return null;
  const others = Object.fromEntries([...given].filter(([name]) => name !== 'set'));
  return <a href={requestAddress(page, others)}>{page.words.withoutSet}</a>;
};

interface ControlParts extends FieldParts {
  readonly id: string;
  readonly hint: string | undefined;
}

const Control = ({ id, hint, name, form, verb, parts: { suggestions, page } }: ControlParts) => {
  const value = suggestions.valueOf(name, form.names, verb);
  switch (name) {
    case 'metadataPrefix':
      return (
        <select id={id} name={name} aria-describedby={hint} required>
          {suggestions.prefixes.map((prefix) => (
            <option value={prefix} selected={prefix === value}>
              {prefix}
            </option>
          ))}
        </select>
      );
    case 'set':
      return (
        <select id={id} name={name} aria-describedby={hint}>
          <option value="" disabled selected={value === ''}>
            {page.words.allSets}
          </option>
          {suggestions.sets.map((setSpec) => (
            <option value={setSpec} selected={setSpec === value}>
              {setSpec}
            </option>
          ))}
        </select>
      );
    case 'from':
    case 'until':
      return <input id={id} name={name} aria-describedby={hint} required value={value} pattern={MOMENT} autocomplete="off" />;
    case 'identifier':
      return <input id={id} name={name} aria-describedby={hint} required value={value} list="known-identifiers" spellcheck={false} />;
    case 'resumptionToken':
      return <input id={id} name={name} aria-describedby={hint} required value={value} autocomplete="off" spellcheck={false} />;
  }
};

const MOMENT = '\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d:\\d\\dZ)?';
