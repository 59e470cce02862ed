import type { Accessibility } from '../../../../catalogue/publication.js';
import type { Series } from '../../../../catalogue/series.js';
import { CsrfField, ErrorSummary } from '../../parts/form.js';
import type { AdminRequest } from '../../route.js';
import { fieldId, faultText, Select, Text, type FormView } from './form-fields.js';
import { Abstracts, Contributors, Language, ParallelTitles, Subjects } from './form-groups.js';
import { ManifestationFields } from './form-manifestation.js';
import { MANIFESTATION_KINDS, type FormValues, type GroupName } from './form-values.js';

/** For a button that stands elsewhere on the page. */
export const FORM_ID = 'publication';

interface PublicationFormProps {
  readonly request: Pick<AdminRequest, 'csrf'>;
  readonly view: FormView;
  readonly series: readonly Series[];
  readonly action: string;
  readonly cancel: string;
  readonly sawRevision: number;
  /** What the fields said when the person began: to tell later what others changed meanwhile. */
  readonly base: FormValues | undefined;
  readonly more: GroupName | undefined;
}

/** All fields of a publication. Works as it stands: the buttons for more rows send the form and get it back longer. */
export const PublicationForm = ({ request, view, series, action, cancel, sawRevision, base, more }: PublicationFormProps) => {
  const { words, faults, id } = view;
  return (
    <>
      <ErrorSummary
        title={words.problems}
        errors={faults.map((fault) => ({
          message: (
            <>
              {fault.field !== undefined && `${labelOf(fault.field, view)}: `}
              {faultText(fault)}
            </>
          ),
          field: fault.field === undefined ? undefined : fieldId(fault.field),
        }))}
      />
      <p>{words.introduction}</p>
      <form id={FORM_ID} method="post" action={action} noValidate>
        <CsrfField request={request} />
        <input type="hidden" name="sawRevision" value={String(sawRevision)} />
        {base && <input type="hidden" name="base" value={JSON.stringify(base)} />}
        {/* The first button is the one that the Enter key presses: it must change nothing. */}
        <button class="visually-hidden" name="action" value="preview" formAction={`${action}#preview`} tabIndex={-1} aria-hidden="true">
          {words.preview}
        </button>
        {id === undefined && <Text view={view} name="id" label={words.labels.id} hint={words.hints.id} size={30} />}
        <fieldset>
          <legend>{words.keys.title}</legend>
          <div class="row">
            <Text view={view} name="title.text" label={words.keys.title} required />
            <Text view={view} name="title.subtitle" label={words.labels.subtitle} />
            <Language view={view} name="title.language" />
          </div>
        </fieldset>
        <ParallelTitles view={view} more={more} />
        <Contributors view={view} more={more} />
        <Particulars view={view} series={series} />
        {MANIFESTATION_KINDS.map((kind) => (
          <ManifestationFields view={view} kind={kind} />
        ))}
        <Abstracts view={view} more={more} />
        <Subjects view={view} more={more} />
        <Terms view={view} />
        <p class="actions">
          <button name="action" value="preview" formAction={`${action}#preview`}>
            {words.preview}
          </button>
          <button class="main" name="action" value="save">
            {words.save}
          </button>
          <a href={cancel}>{words.cancel}</a>
        </p>
      </form>
    </>
  );
};

const Particulars = ({ view, series }: { readonly view: FormView; readonly series: readonly Series[] }) => {
  const { keys, labels, hints, otherSeries } = view.words;
  return (
    <fieldset>
      <legend>{keys.series}</legend>
      <div class="row">
        <Select
          view={view}
          name="series.code"
          label={labels.seriesCode}
          options={[['', otherSeries], ...series.map(({ code, title }) => [code, title] as const)]}
        />
        <Text view={view} name="series.title" label={labels.seriesTitle} hint={hints.seriesTitle} />
        <Text view={view} name="series.number" label={labels.seriesNumber} hint={hints.seriesNumber} size={8} />
      </div>
      <div class="row">
        <Text view={view} name="year" label={keys.year} size={6} />
        <Text view={view} name="languages" label={keys.languages} hint={hints.languages} size={16} />
        <Text view={view} name="genre" label={keys.genre} hint={hints.genre} />
      </div>
      <Text view={view} name="landingPage" label={keys.landingPage} hint={hints.landingPage} />
    </fieldset>
  );
};

const STATUSES: readonly Accessibility['status'][] = ['accessible', 'partlyAccessible', 'notAccessible', 'unknown'];

const Terms = ({ view }: { readonly view: FormView }) => {
  const { keys, labels, hints, statuses, byGeneralSentence } = view.words;
  return (
    <>
      <fieldset>
        <legend>{keys.accessibility}</legend>
        <p class="quiet">{hints.accessibility}</p>
        <div class="row">
          <Select
            view={view}
            name="accessibility.status"
            label={labels.accessibilityStatus}
            options={[['', byGeneralSentence], ...STATUSES.map((status) => [status, statuses[status]] as const)]}
          />
          <Text view={view} name="accessibility.text" label={labels.accessibilityText} />
          <Text view={view} name="accessibility.beforeYear" label={labels.beforeYear} hint={hints.beforeYear} size={6} />
        </div>
      </fieldset>
      <fieldset>
        <legend>{keys.licence}</legend>
        <div class="row">
          <Text view={view} name="licence.name" label={labels.licenceName} />
          <Text view={view} name="licence.url" label={labels.licenceUrl} />
        </div>
      </fieldset>
    </>
  );
};

/** What the field of a fault is called: of a group with the number of its row. */
const labelOf = (name: string, { words }: FormView): string => {
  const { keys, labels } = words;
  const row = /^(parallelTitles|contributors|abstracts|subjects)\[(\d+)\]/.exec(name);
  if (row) return words.row(keys[row[1] as GroupName], Number(row[2]) + 1);
  const manifestation = /^manifestations\.(print|pdf)\.(\w+)/.exec(name);
  const known: Readonly<Record<string, string>> = keys;
  const key = manifestation ? `${manifestation[1] ?? ''}.${manifestation[2] ?? ''}` : (name.split('.')[0] ?? '');
  return known[key] ?? (name === 'id' ? labels.id : name);
};
