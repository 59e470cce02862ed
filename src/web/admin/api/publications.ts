import { PUBLICATION_FILTERS, type PublicationQuery } from '../../../administration/publication-search.js';
import type { PublicationRecord, Publications } from '../../../administration/publications.js';
import type { ManifestationKind } from '../../../catalogue/publication.js';
import type { Correction } from '../../../intake/corrections.js';
import { compileSchema, readSchema, type SchemaFault } from '../../../platform/json-schema.js';
import { parseLanguage } from '../language.js';
import { guarded, type Answer, type Route, type SignedInRequest } from '../route.js';
import { tellNumber } from '../words/number-sentence.js';
import { entityTag, findUnmet, isKnown, movedOn, problemAnswer } from './entity-tag.js';
import { faulty, notFound } from './problems.js';
import { previewJson, refusedAnswer, savedAnswer } from './publication-json.js';
import { cut, readLimit } from './query-values.js';

export interface PublicationsApiPorts {
  readonly publications: Publications;
}

const PATH = '/admin/api/publications';

/** The publications for programs. Whoever changes one names the state that they saw: see `entity-tag.ts`. */
export const publicationsApi = ({ publications }: PublicationsApiPorts): readonly Route[] => {
  const piece = readSchema('admin-api/publications.json');
  const parseWithdrawal = compileSchema<{ readonly reason: string }>(piece, { part: '#/components/schemas/PublicationWithdrawal' });
  const parseConfirmation = compileSchema<IsbnConfirmationBody>(piece, { part: '#/components/schemas/IsbnConfirmation' });

  /** What is asked for, where it is there. */
  const onRecord =
    (handle: (request: SignedInRequest, record: PublicationRecord) => Promise<Answer> | Answer) =>
    async (request: SignedInRequest): Promise<Answer> => {
      const { id = '' } = request.params;
      const record = await publications.find(id);
      return record ? handle(request, record) : noSuchPublication(id);
    };
  /** The same for who must have seen its present state. */
  const onSeenRecord = (handle: (request: SignedInRequest, record: PublicationRecord) => Promise<Answer>) =>
    onRecord((request, record) => {
      const unmet = findUnmet(request.header('if-match'), stateOf(record));
      return unmet ? problemAnswer(unmet) : handle(request, record);
    });
  /** Where one who says nothing takes it as it stands. */
  const onRecordIfSeen = (handle: (request: SignedInRequest, record: PublicationRecord) => Promise<Answer>) => {
    const seen = onSeenRecord(handle);
    const plain = onRecord(handle);
    return (request: SignedInRequest) => (request.header('if-match') === undefined ? plain(request) : seen(request));
  };

  const corrected = async (id: string, correction: Correction): Promise<Answer> => {
    const record = await publications.find(id);
    if (!record) return noSuchPublication(id);
    if (correction.kind === 'refused') return refusedCorrection(correction, record);
    return {
      kind: 'json',
      headers: { ETag: entityTag(record.revision) },
      value: { id: record.publication.id, outcome: correction.kind, state: record.state, message: correction.message },
    };
  };
  const save = async (request: SignedInRequest, edit: { readonly id?: string; readonly sawRevision: number }): Promise<Answer> => {
    const outcome = await publications.save(request.person, { ...edit, value: request.json });
    switch (outcome.kind) {
      case 'refused':
        return refusedAnswer(outcome);
      case 'noSuchPublication':
        return noSuchPublication(edit.id ?? '');
      case 'conflict':
      case 'done':
      case 'unchanged': {
        const { id } = outcome.kind === 'conflict' ? outcome.current.publication : outcome.publication;
        const record = await publications.find(id);
        if (!record) return noSuchPublication(id);
        if (outcome.kind === 'conflict') return problemAnswer(movedOn(stateOf(record), 'somebody changed it in this very moment'));
        return savedAnswer(outcome, record, edit.sawRevision === 0 ? 201 : 200);
      }
    }
  };
  const preview = async (request: SignedInRequest, edit: { readonly id?: string; readonly sawRevision: number }): Promise<Answer> => {
    const { outcome, preview: shown } = await publications.check({ ...edit, value: request.json });
    if (outcome.kind === 'refused') return refusedAnswer(outcome);
    if (!shown || !('warnings' in outcome)) return noSuchPublication(edit.id ?? '');
    return { kind: 'json', value: previewJson(outcome, shown, languageOf(request)) };
  };

  return [
    guarded('GET', PATH, 'read', (request) => list(publications, request)),
    guarded('POST', PATH, 'edit', (request) => save(request, { sawRevision: 0 })),
    guarded('POST', `${PATH}/preview`, 'read', (request) => preview(request, { sawRevision: 0 })),
    guarded(
      'GET',
      `${PATH}/:id`,
      'read',
      onRecord((request, { revision, form }) => {
        const headers = { ETag: entityTag(revision) };
        return isKnown(request.header('if-none-match'), revision)
          ? { kind: 'nothing', status: 304, headers }
          : { kind: 'json', value: form, headers };
      }),
    ),
    guarded(
      'PUT',
      `${PATH}/:id`,
      'edit',
      onSeenRecord((request, { publication, revision }) => save(request, { id: publication.id, sawRevision: revision })),
    ),
    guarded(
      'DELETE',
      `${PATH}/:id`,
      'edit',
      onSeenRecord(async (request, { publication: { id }, revision }) => {
        const reason = request.query.get('reason');
        const parsed = parseWithdrawal(request.json ?? (reason === null ? {} : { reason }));
        if (parsed.kind === 'invalid') return faulty(parsed.faults);
        return corrected(id, await publications.withdraw(request.person, { id, reason: parsed.value.reason, sawRevision: revision }));
      }),
    ),
    guarded(
      'POST',
      `${PATH}/:id/restore`,
      'edit',
      onRecordIfSeen(async (request, { publication: { id }, revision }) =>
        corrected(id, await publications.restore(request.person, { id, sawRevision: revision })),
      ),
    ),
    guarded(
      'POST',
      `${PATH}/:id/preview`,
      'read',
      onRecord((request, { publication, revision, form }) =>
        preview(request.json === undefined ? { ...request, json: form } : request, { id: publication.id, sawRevision: revision }),
      ),
    ),
    guarded(
      'POST',
      `${PATH}/:id/isbn`,
      'edit',
      onRecordIfSeen(async (request, { publication: { id }, revision }) => {
        const parsed = parseConfirmation(request.json);
        if (parsed.kind === 'invalid') return faulty(parsed.faults);
        const { manifestation: kind, isbn, force = false } = parsed.value;
        const accept = force ? 'any' : 'suggested';
        return corrected(id, await publications.confirmIsbn(request.person, { id, kind, isbn, accept, sawRevision: revision }));
      }),
    ),
    guarded('GET', '/admin/api/suggestions/isbn', 'read', async (request) => {
      const of = request.query.get('of') ?? '';
      const value = request.query.get('value') ?? '';
      if (value === '') return noValue;
      const opinion = await publications.judgeIsbn(value, of === '' ? undefined : of);
      return { kind: 'json', value: { ...opinion, message: tellNumber('ISBN', opinion, languageOf(request)) } };
    }),
    guarded('GET', '/admin/api/suggestions/issn', 'read', (request) => {
      const value = request.query.get('value') ?? '';
      if (value === '') return noValue;
      const opinion = publications.judgeIssn(value);
      return { kind: 'json', value: { ...opinion, message: tellNumber('ISSN', opinion, languageOf(request)) } };
    }),
  ];
};

interface IsbnConfirmationBody {
  readonly manifestation: ManifestationKind;
  readonly isbn: string;
  readonly force?: boolean;
}

const stateOf = ({ revision, form }: PublicationRecord): { readonly revision: number; readonly state: unknown } => ({
  revision,
  state: form,
});

const noSuchPublication = (id: string): Answer => notFound(`publication ${cut(id)}; GET ${PATH} lists them`);

const noValue: Answer = faulty([{ path: 'value', message: 'the number is missing: ?value=978-952-…' }]);

const languageOf = (request: SignedInRequest) => parseLanguage(request.query.get('language') ?? undefined) ?? request.language;

const USUAL = 50;
const MOST = 200;

const list = async (publications: Publications, { query, signal }: SignedInRequest): Promise<Answer> => {
  const errors: SchemaFault[] = [];
  const [words, state, after] = [query.get('q') ?? '', query.get('state') ?? '', query.get('after') ?? ''];
  const filter = PUBLICATION_FILTERS.find((each) => each === state);
  if (state !== '' && filter === undefined) {
    errors.push({ path: 'state', message: `${cut(state)} is none of ${PUBLICATION_FILTERS.join(', ')}.` });
  }
  const limit = readLimit(query, { usual: USUAL, most: MOST }, errors);
  if (errors.length > 0) return faulty(errors);
  const wanted: PublicationQuery = { words, limit, signal, ...(filter && { filter }), ...(after !== '' && { after }) };
  const { publications: found, next } = await publications.search(wanted);
  if (next === undefined) return { kind: 'json', value: { publications: found } };
  const rest = new URLSearchParams({
    ...(words !== '' && { q: words }),
    ...(filter && { state: filter }),
    limit: String(limit),
    after: next,
  });
  const address = `${PATH}?${rest.toString()}`;
  return { kind: 'json', value: { publications: found, next: address }, headers: { Link: `<${address}>; rel="next"` } };
};

const refusedCorrection = ({ reason, message }: Extract<Correction, { kind: 'refused' }>, record: PublicationRecord): Answer => {
  switch (reason) {
    case 'movedOn':
      return problemAnswer(movedOn(stateOf(record), 'somebody changed it in this very moment'));
    case 'noSuchPublication':
      return noSuchPublication(record.publication.id);
    case 'noReason':
      return faulty([{ path: 'reason', message }]);
    case 'notValid':
      return faulty([{ path: 'isbn', message }], 422);
    case 'noSuchManifestation':
      return faulty([{ path: 'manifestation', message }], 422);
    case 'taken':
      return faulty([{ path: 'isbn', message }], 422);
    case 'notSuggested':
      return faulty(
        [{ path: 'isbn', message: 'it is not among the suggestions for what the source says; send "force": true if you are sure' }],
        422,
      );
  }
};
