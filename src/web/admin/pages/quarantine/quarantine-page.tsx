import { may } from '../../../../accounts/person.js';
import type { Quarantine, QuarantinePage, RetryOutcome } from '../../../../administration/quarantine.js';
import type { Settings } from '../../../../platform/settings.js';
import { Empty } from '../../parts/empty.js';
import { ActForm, SelectField } from '../../parts/form.js';
import { formatCount, type TimeStyle } from '../../parts/time.js';
import { formatQuarantineKey, parseQuarantineKey } from '../../quarantine-key.js';
import type { Answer, SignedInRequest } from '../../route.js';
import { QUARANTINE_WORDS } from '../../words/quarantine.js';
import { groupsOf, ReasonGroup } from './reason-group.js';

/** Why a retry was not started. */
export type Refusal = Exclude<RetryOutcome, { readonly kind: 'started' }> | { readonly kind: 'noneChosen' };

const SHOWN = 100;

interface QuarantineProps {
  readonly request: SignedInRequest;
  readonly page: QuarantinePage;
  readonly counts: Awaited<ReturnType<Quarantine['count']>>;
  readonly style: TimeStyle;
  readonly source?: string | undefined;
  readonly refusal?: Refusal | undefined;
}

/** What could not be read, by reason: most often one reason explains many. */
export const quarantinePage = async (
  request: SignedInRequest,
  quarantine: Quarantine,
  settings: Settings,
  refusal?: Refusal,
): Promise<Answer> => {
  const source = request.query.get('source') ?? '';
  const known = settings.sources.some(({ id }) => id === source) ? source : undefined;
  const after = parseQuarantineKey(request.query.get('after') ?? '');
  const page = await quarantine.list({ limit: SHOWN, ...(known !== undefined && { source: known }), ...(after && { after }) });
  const style = { language: request.language, timezone: settings.administration.timezone };
  const counts = await quarantine.count();
  const body = <Content request={request} page={page ?? { records: [] }} counts={counts} style={style} source={known} refusal={refusal} />;
  return {
    kind: 'page',
    section: 'quarantine',
    title: QUARANTINE_WORDS[request.language].title,
    body,
    ...(refusal && { status: refusal.kind === 'busy' ? 409 : 422 }),
  };
};

const Content = ({ request, page, counts, style, source, refusal }: QuarantineProps) => {
  const words = QUARANTINE_WORDS[request.language];
  const isEmpty = page.records.length === 0;
  return (
    <>
      {refusal && <RefusalBox request={request} refusal={refusal} />}
      {!isEmpty && <p>{words.introduction}</p>}
      {counts.some(({ count }) => count > 0) && <Sources request={request} counts={counts} source={source} />}
      {isEmpty ? (
        <Empty>
          <p>
            <strong>{source === undefined ? words.empty : words.emptyOf(source)}</strong>
          </p>
          <p>{words.whatItIs}</p>
        </Empty>
      ) : (
        <>
          <p class="note">{words.whatToDo}</p>
          {groupsOf(page.records).map((group, index) => (
            <ReasonGroup request={request} group={group} style={style} number={index} />
          ))}
        </>
      )}
      {page.next && (
        <p>
          <a href={moreAddress(source, formatQuarantineKey(page.next))}>{words.more}</a>
        </p>
      )}
    </>
  );
};

const moreAddress = (source: string | undefined, after: string): string =>
  `/admin/quarantine?${new URLSearchParams({ ...(source !== undefined && { source }), after }).toString()}`;

const RefusalBox = ({ request, refusal }: { readonly request: SignedInRequest; readonly refusal: Refusal }) => {
  const words = QUARANTINE_WORDS[request.language];
  return (
    <div class="bad" role="alert" tabIndex={-1}>
      <h2>{words.problems}</h2>
      {refusal.kind === 'noneChosen' && <p>{words.noneChosen}</p>}
      {refusal.kind === 'busy' && (
        <p>
          {words.busy(refusal.runningRunId)} <a href={`/admin/runs/${encodeURIComponent(refusal.runningRunId)}`}>{words.openRun}</a>
        </p>
      )}
      {refusal.kind === 'refused' && (
        <>
          <p>{words.refused}</p>
          <List items={refusal.reasons} lang="en" />
        </>
      )}
      {refusal.kind === 'notThere' && (
        <>
          <p>{words.notThere}</p>
          <List items={refusal.ids} lang="" />
        </>
      )}
    </div>
  );
};

const List = ({ items, lang }: { readonly items: readonly string[]; readonly lang: string }) => (
  <ul lang={lang}>
    {items.map((item) => (
      <li>{item}</li>
    ))}
  </ul>
);

const Sources = ({ request, counts, source }: Pick<QuarantineProps, 'request' | 'counts' | 'source'>) => {
  const words = QUARANTINE_WORDS[request.language];
  const options = counts.map(({ source: id, count }) => [id, words.counted(id, formatCount(count, request.language))] as const);
  return (
    <>
      <form class="filters" method="get" action="/admin/quarantine" aria-label={words.filter}>
        <SelectField id="source" name="source" label={words.source} value={source ?? ''} options={[['', words.allSources], ...options]} />
        <button>{words.show}</button>
      </form>
      {may(request.person, 'harvest') ? (
        <div class="actions">
          {counts
            .filter(({ count, source: id }) => count > 0 && (source === undefined || source === id))
            .map(({ source: id }) => (
              <ActForm request={request} action="/admin/quarantine/retry" label={words.retryAll(id)} fields={{ source: id, all: 'yes' }} />
            ))}
        </div>
      ) : (
        <p class="quiet">{words.mayNotRetry}</p>
      )}
    </>
  );
};
