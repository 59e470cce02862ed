import type { ComponentChildren } from 'preact';
import { PUBLICATION_FILTERS } from '../../../../administration/publication-search.js';
import type { PublicationDescription, PublicationRecord, Publications } from '../../../../administration/publications.js';
import type { ManifestationKind } from '../../../../catalogue/publication.js';
import type { Correction } from '../../../../intake/corrections.js';
import type { Settings } from '../../../../platform/settings.js';
import { Core } from '../../parts/empty.js';
import { guarded, type Answer, type Route, type SignedInRequest } from '../../route.js';
import { PUBLICATIONS_WORDS } from '../../words/publications.js';
import { showForm, takeForm } from './editing.js';
import { MANIFESTATION_KINDS } from './form-values.js';
import { PublicationList } from './list.js';
import { OnePublication } from './one-publication.js';
import { publicationPath, PUBLICATIONS_PATH } from './paths.js';
import { Withdrawal } from './withdrawal.js';

export interface PublicationRoutesPorts {
  readonly publications: Publications;
  readonly settings: Settings;
}

const SHOWN = 50;

/** The pages on which people look after the publications. `new` stands before the ids, so no publication is called that. */
export const publicationRoutes = ({ publications, settings }: PublicationRoutesPorts): readonly Route[] => {
  const editing = { publications, series: settings.series };
  const onRecord =
    (handle: (request: SignedInRequest, record: PublicationRecord) => Promise<Answer> | Answer) =>
    async (request: SignedInRequest): Promise<Answer> => {
      const record = await publications.find(request.params['id'] ?? '');
      return record ? handle(request, record) : notThere(request);
    };
  const onDescription =
    (handle: (request: SignedInRequest, description: PublicationDescription) => Promise<Answer> | Answer) =>
    async (request: SignedInRequest): Promise<Answer> => {
      const description = await publications.describe(request.params['id'] ?? '');
      return description ? handle(request, description) : notThere(request);
    };
  const onePage = (request: SignedInRequest, description: PublicationDescription, trouble?: ComponentChildren): Answer => ({
    kind: 'page',
    section: 'publications',
    title: description.publication.titles[0]?.text ?? description.publication.id,
    titleIsFound: true,
    ...(trouble !== undefined && { status: 409 }),
    body: <OnePublication request={request} description={description} timezone={settings.administration.timezone} trouble={trouble} />,
  });
  /** Back to the publication, with what was done or why it was not. */
  const corrected = async (request: SignedInRequest, id: string, correction: Correction, done: string): Promise<Answer> => {
    const to = publicationPath(id);
    if (correction.kind !== 'refused') {
      return { kind: 'redirect', to, done: correction.kind === 'done' ? done : 'publicationUnchanged' };
    }
    const description = await publications.describe(id);
    if (!description) return notThere(request);
    const words = PUBLICATIONS_WORDS[request.language];
    const trouble = correction.reason === 'movedOn' ? words.movedOn : [words.isbnRefused, ' ', <Core>{correction.message}</Core>];
    return onePage(request, description, trouble);
  };

  return [
    guarded('GET', PUBLICATIONS_PATH, 'read', (request) => listPage(publications, request)),
    guarded('GET', `${PUBLICATIONS_PATH}/new`, 'edit', (request) => showForm(editing, request, undefined)),
    guarded('POST', `${PUBLICATIONS_PATH}/new`, 'edit', (request) => takeForm(editing, request, undefined)),
    guarded(
      'GET',
      `${PUBLICATIONS_PATH}/:id`,
      'read',
      onDescription((request, description) => onePage(request, description)),
    ),
    guarded(
      'GET',
      `${PUBLICATIONS_PATH}/:id/edit`,
      'edit',
      onRecord((request, record) => showForm(editing, request, record)),
    ),
    guarded(
      'POST',
      `${PUBLICATIONS_PATH}/:id/edit`,
      'edit',
      onRecord((request, record) => takeForm(editing, request, record)),
    ),
    guarded(
      'GET',
      `${PUBLICATIONS_PATH}/:id/withdraw`,
      'edit',
      onDescription((request, description) => withdrawalPage(request, description)),
    ),
    guarded('POST', `${PUBLICATIONS_PATH}/:id/withdraw`, 'edit', async (request) => {
      const { id = '' } = request.params;
      const reason = request.form.get('reason') ?? '';
      const correction = await publications.withdraw(request.person, { id, reason, ...sawRevision(request) });
      const trouble = correction.kind === 'refused' ? correction.reason : undefined;
      if (trouble !== 'noReason' && trouble !== 'movedOn') return corrected(request, id, correction, 'publicationWithdrawn');
      const description = await publications.describe(id);
      return description ? withdrawalPage(request, description, trouble) : notThere(request);
    }),
    guarded('POST', `${PUBLICATIONS_PATH}/:id/restore`, 'edit', async (request) => {
      const { id = '' } = request.params;
      return corrected(request, id, await publications.restore(request.person, { id, ...sawRevision(request) }), 'publicationRestored');
    }),
    guarded('POST', `${PUBLICATIONS_PATH}/:id/isbn`, 'edit', async (request) => {
      const { id = '' } = request.params;
      const kind: ManifestationKind = MANIFESTATION_KINDS.find((each) => each === request.form.get('manifestation')) ?? 'pdf';
      const isbn = request.form.get('isbn') ?? '';
      const wish = { id, kind, isbn, accept: 'suggested' as const, ...sawRevision(request) };
      return corrected(request, id, await publications.confirmIsbn(request.person, wish), 'isbnConfirmed');
    }),
  ];
};

const notThere = (request: SignedInRequest): Answer => ({
  kind: 'problem',
  problem: {
    status: 404,
    title: 'Not found',
    detail: PUBLICATIONS_WORDS[request.language].notThere((request.params['id'] ?? '').slice(0, 100)),
  },
});

/** What the page showed; 0, which none has, where the form does not say. */
const sawRevision = ({ form }: SignedInRequest): { readonly sawRevision: number } => {
  const given = Number(form.get('sawRevision') ?? '');
  return { sawRevision: Number.isSafeInteger(given) ? given : 0 };
};

const listPage = async (publications: Publications, request: SignedInRequest): Promise<Answer> => {
  const { query, signal } = request;
  const [words, after] = [query.get('q') ?? '', query.get('after') ?? ''];
  const filter = PUBLICATION_FILTERS.find((each) => each === query.get('state'));
  const page = await publications.search({ words, limit: SHOWN, signal, ...(filter && { filter }), ...(after !== '' && { after }) });
  return {
    kind: 'page',
    section: 'publications',
    title: PUBLICATIONS_WORDS[request.language].title,
    body: <PublicationList request={request} page={page} words={words} filter={filter} after={after} />,
  };
};

const withdrawalPage = (request: SignedInRequest, description: PublicationDescription, trouble?: 'noReason' | 'movedOn'): Answer => ({
  kind: 'page',
  section: 'publications',
  title: PUBLICATIONS_WORDS[request.language].withdrawTitle(description.publication.id),
  ...(trouble && { status: trouble === 'movedOn' ? 409 : 422 }),
  body: (
    <Withdrawal
      request={request}
      description={description}
      reason={request.form.get('reason') ?? description.publication.withdrawn?.reason ?? ''}
      {...(trouble && { trouble })}
    />
  ),
});
