import type { PublicationRecord, Publications } from '../../../../administration/publications.js';
import type { Series } from '../../../../catalogue/series.js';
import type { Answer, SignedInRequest } from '../../route.js';
import { tellNumber } from '../../words/number-sentence.js';
import { PUBLICATION_FORM_WORDS } from '../../words/publication-form.js';
import { AskFirst, type IsbnDoubt } from './ask-first.js';
import { Conflict } from './conflict.js';
import { findCoreFaults, findOwnFaults, type FieldFault } from './form-faults.js';
import { readForm, writeValues } from './form-writing.js';
import { GROUP_NAMES, MANIFESTATION_KINDS, readValues, valueOf, type FormValues } from './form-values.js';
import { PublicationForm } from './form.js';
import { publicationPath, PUBLICATIONS_PATH } from './paths.js';
import { Preview } from './preview.js';
import { findContestedFields, findFieldChanges, keepable, parseKept } from './versions.js';

export interface EditingPorts {
  readonly publications: Publications;
  readonly series: readonly Series[];
}

/** An empty form, or one with what is stored. */
export const showForm = ({ series }: EditingPorts, request: SignedInRequest, record: PublicationRecord | undefined): Answer => {
  const values: FormValues = record ? writeValues(record.form, series) : {};
  return formPage(request, { series, record, values, sawRevision: record?.revision ?? 0, base: keepable(values) });
};

/** What a person sent: more rows, a preview, or to be saved. */
export const takeForm = async (ports: EditingPorts, request: SignedInRequest, record: PublicationRecord | undefined): Promise<Answer> => {
  const { form } = request;
  const values = readValues(form);
  const action = form.get('action') ?? '';
  const given = Number(form.get('sawRevision') ?? '');
  const state: FormState = {
    ...{ series: ports.series, record, values, base: parseKept(form.get('base')) },
    // A form of a publication never makes a new one, whatever it says.
    sawRevision: record ? (Number.isSafeInteger(given) && given > 0 ? given : record.revision) : 0,
  };
  const more = GROUP_NAMES.find((group) => action === `more:${group}`);
  if (more) return formPage(request, { ...state, more });
  const opinions = await judgeNumbers(ports, request, state);
  const words = PUBLICATION_FORM_WORDS[request.language];
  const own = findOwnFaults(values, words);
  if (own.length > 0) return formPage(request, { ...state, ...opinions, faults: own });
  return weigh(ports, request, { ...state, ...opinions }, action);
};

interface Judged {
  /** By the name of the field. */
  readonly opinions: ReadonlyMap<string, string>;
  /** The fields whose number cannot be taken, or is none. */
  readonly troubled: ReadonlySet<string>;
}

const weigh = async (ports: EditingPorts, request: SignedInRequest, state: FormState & Judged, action: string): Promise<Answer> => {
  const { record, values, sawRevision } = state;
  const words = PUBLICATION_FORM_WORDS[request.language];
  const edit = { value: readForm(values), sawRevision, ...(record && { id: record.publication.id }) };
  const { outcome, preview } = await ports.publications.check(edit);
  switch (outcome.kind) {
    case 'refused':
      return formPage(request, { ...state, faults: inWords(findCoreFaults(outcome, values), state) });
    case 'noSuchPublication':
      return { kind: 'redirect', to: PUBLICATIONS_PATH };
    case 'conflict':
      return conflictPage(ports, request, state);
    case 'done':
    case 'unchanged': {
      if (!preview) return formPage(request, state);
      if (action === 'save') {
        const doubts = doubtsOf(state);
        const before = <AskFirst words={words} deletions={preview.deletions} doubts={doubts} />;
        if (preview.deletions.length > 0 || doubts.length > 0) return formPage(request, { ...state, before });
      }
      if (action === 'save' || action === 'saveAnyway') return save(ports, request, state, edit);
      const stored: FormValues = record ? writeValues(record.form, ports.series) : {};
      const after = (
        <Preview
          language={request.language}
          preview={preview}
          warnings={outcome.warnings}
          isWithdrawn={outcome.publication.withdrawn !== undefined}
          changes={findFieldChanges(stored, values, words)}
          isNew={!record}
        />
      );
      return formPage(request, { ...state, after });
    }
  }
};

const save = async (
  ports: EditingPorts,
  request: SignedInRequest,
  state: FormState & Judged,
  edit: Parameters<Publications['save']>[1],
): Promise<Answer> => {
  const outcome = await ports.publications.save(request.person, edit);
  switch (outcome.kind) {
    case 'done':
      return {
        kind: 'redirect',
        to: publicationPath(outcome.publication.id),
        done: state.record ? 'publicationSaved' : 'publicationCreated',
      };
    case 'unchanged':
      return { kind: 'redirect', to: publicationPath(outcome.publication.id), done: 'publicationUnchanged' };
    case 'refused':
      return formPage(request, { ...state, faults: inWords(findCoreFaults(outcome, state.values), state) });
    case 'conflict':
      return conflictPage(ports, request, state);
    case 'noSuchPublication':
      return { kind: 'redirect', to: PUBLICATIONS_PATH };
  }
};

/** The form with what the person wrote, made ready to be saved over what the other wrote. */
const conflictPage = async ({ publications, series }: EditingPorts, request: SignedInRequest, state: FormState): Promise<Answer> => {
  const words = PUBLICATION_FORM_WORDS[request.language];
  const current = await publications.describe(state.record?.publication.id ?? '');
  if (!current) return { kind: 'redirect', to: PUBLICATIONS_PATH };
  const theirs = writeValues(current.form, series);
  const before = (
    <Conflict
      words={words}
      fields={findContestedFields(state.base, theirs, state.values, words)}
      lastActor={current.history[0]?.actor}
      address={publicationPath(current.publication.id)}
    />
  );
  return formPage(request, { ...state, record: current, sawRevision: current.revision, base: keepable(theirs), before, status: 409 });
};

/** ISBNs and ISSNs as the script would judge them while they are typed. */
const judgeNumbers = async (
  { publications }: EditingPorts,
  { language }: SignedInRequest,
  { record, values }: FormState,
): Promise<Judged> => {
  const opinions = new Map<string, string>();
  const troubled = new Set<string>();
  for (const kind of MANIFESTATION_KINDS) {
    for (const number of ['isbn', 'issn'] as const) {
      const field = `manifestations.${kind}.${number}`;
      const text = valueOf(values, field).trim();
      if (text === '') continue;
      const opinion = number === 'isbn' ? await publications.judgeIsbn(text, record?.publication.id) : publications.judgeIssn(text);
      opinions.set(field, tellNumber(number === 'isbn' ? 'ISBN' : 'ISSN', opinion, language));
      if (opinion.kind !== 'valid') troubled.add(field);
    }
  }
  return { opinions, troubled };
};

/** Of a number the sentence in the person's language says more than that of the core. */
const inWords = (faults: readonly FieldFault[], { opinions, troubled }: Judged): readonly FieldFault[] =>
  faults.map((fault) => {
    const sentence = fault.field !== undefined && troubled.has(fault.field) ? opinions.get(fault.field) : undefined;
    return sentence === undefined ? fault : { ...fault, message: sentence, isCore: false };
  });

/** Not of those that are stored already: somebody has left them standing. */
const doubtsOf = ({ values, record, opinions, troubled }: FormState & Judged): readonly IsbnDoubt[] =>
  MANIFESTATION_KINDS.flatMap((kind) => {
    const field = `manifestations.${kind}.isbn`;
    const isbn = valueOf(values, field).trim();
    const stored = record?.publication.manifestations.find((manifestation) => manifestation.kind === kind)?.isbn?.raw;
    return troubled.has(field) && isbn !== stored ? [{ isbn, sentence: opinions.get(field) ?? '' }] : [];
  });

interface FormState {
  readonly series: readonly Series[];
  /** Absent for a new publication. */
  readonly record: PublicationRecord | undefined;
  readonly values: FormValues;
  readonly sawRevision: number;
  readonly base: FormValues | undefined;
}

interface FormPage extends FormState, Partial<Judged> {
  readonly faults?: readonly FieldFault[];
  readonly more?: (typeof GROUP_NAMES)[number];
  /** Above the form and below it. */
  readonly before?: Extract<Answer, { kind: 'page' }>['body'];
  readonly after?: Extract<Answer, { kind: 'page' }>['body'];
  readonly status?: number;
}

const formPage = (request: SignedInRequest, page: FormPage): Answer => {
  const { record, values, faults = [], opinions = new Map<string, string>(), sawRevision, base, more, series, before, after } = page;
  const words = PUBLICATION_FORM_WORDS[request.language];
  const id = record?.publication.id;
  const path = id === undefined ? PUBLICATIONS_PATH : publicationPath(id);
  return {
    kind: 'page',
    section: 'publications',
    title: id === undefined ? words.newTitle : words.editTitle(id),
    status: page.status ?? (faults.length > 0 ? 422 : 200),
    body: (
      <>
        {before}
        <PublicationForm
          request={request}
          view={{ words, values, faults, opinions, ...(id !== undefined && { id }) }}
          series={series}
          action={id === undefined ? `${path}/new` : `${path}/edit`}
          cancel={path}
          sawRevision={sawRevision}
          base={base}
          more={more}
        />
        {after}
      </>
    ),
  };
};
