import type { ComponentChildren } from 'preact';
import type { ContributorRole } from '../../../../catalogue/publication.js';
import { Select, Text, type FormView } from './form-fields.js';
import { rowName, rowsOf, type GroupName } from './form-values.js';

interface GroupProps {
  readonly view: FormView;
  /** Whose button for more rows was pressed. */
  readonly more: GroupName | undefined;
}

/** Rows that are ready to be filled in; more of them after the button was pressed. */
const EMPTY_ROWS = 2;
const MORE_ROWS = 6;

export const ParallelTitles = ({ view, more }: GroupProps) => (
  <Rows view={view} more={more} group="parallelTitles">
    {(name) => (
      <>
        <Text view={view} name={name('text')} label={view.words.labels.text} />
        <Text view={view} name={name('subtitle')} label={view.words.labels.subtitle} />
        <Language view={view} name={name('language')} />
      </>
    )}
  </Rows>
);

const ROLES: readonly ContributorRole[] = ['author', 'editor', 'publisher', 'contributor'];

export const Contributors = ({ view, more }: GroupProps) => {
  const { labels, contributorKinds, roles, hints } = view.words;
  return (
    <Rows view={view} more={more} group="contributors" hint={hints.family}>
      {(name) => (
        <>
          <Text view={view} name={name('family')} label={labels.family} />
          <Text view={view} name={name('given')} label={labels.given} />
          <Select
            view={view}
            name={name('kind')}
            label={labels.kind}
            options={[
              ['person', contributorKinds.person],
              ['corporate', contributorKinds.corporate],
            ]}
          />
          <Select view={view} name={name('role')} label={labels.role} options={ROLES.map((role) => [role, roles[role]] as const)} />
        </>
      )}
    </Rows>
  );
};

export const Abstracts = ({ view, more }: GroupProps) => (
  <Rows view={view} more={more} group="abstracts" hint={view.words.hints.abstracts}>
    {(name) => (
      <>
        <Text view={view} name={name('text')} label={view.words.labels.text} lines={5} />
        <Language view={view} name={name('language')} />
      </>
    )}
  </Rows>
);

export const Subjects = ({ view, more }: GroupProps) => {
  const { labels, hints } = view.words;
  return (
    <Rows view={view} more={more} group="subjects">
      {(name) => (
        <>
          <Text view={view} name={name('term')} label={labels.term} />
          <Text view={view} name={name('vocabulary')} label={labels.vocabulary} hint={hints.vocabulary} size={10} />
          <Text view={view} name={name('uri')} label={labels.uri} />
          <Language view={view} name={name('language')} />
        </>
      )}
    </Rows>
  );
};

export const Language = ({ view, name }: { readonly view: FormView; readonly name: string }) => (
  <Text view={view} name={name} label={view.words.labels.language} hint={view.words.hints.language} size={5} />
);

interface RowsProps extends GroupProps {
  readonly group: GroupName;
  readonly hint?: string;
  /** One row; `name` makes the names of its fields. */
  readonly children: (name: (field: string) => string) => ComponentChildren;
}

const Rows = ({ view, more, group, hint, children }: RowsProps) => {
  const { words } = view;
  const count = rowsOf(view.values, group) + (more === group ? MORE_ROWS : EMPTY_ROWS);
  const title = words.keys[group];
  return (
    <fieldset id={group}>
      <legend>{title}</legend>
      {hint !== undefined && <p class="quiet">{hint}</p>}
      {Array.from({ length: count }, (_, index) => (
        <div class="row" role="group" aria-label={words.row(title, index + 1)}>
          {children((field) => rowName(group, index, field))}
        </div>
      ))}
      <button name="action" value={`more:${group}`}>
        {words.more[group]}
      </button>
    </fieldset>
  );
};
