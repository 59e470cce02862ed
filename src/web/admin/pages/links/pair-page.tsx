import type { DecisionOutcome } from '../../../../administration/link-decisions.js';
import type { ShowOutcome, ShownPair } from '../../../../administration/link-review.js';
import type { Settings } from '../../../../platform/settings.js';
import { may } from '../../../../accounts/person.js';
import { AUTOMATIC, type LinkKey } from '../../../../linking/plan-links.js';
import { linkPath } from '../../link-key.js';
import { CsrfField, TextField } from '../../parts/form.js';
import { Time } from '../../parts/time.js';
import type { Answer, SignedInRequest } from '../../route.js';
import { LINKS_WORDS } from '../../words/links.js';
import { formatSeen } from './link-query.js';
import { PairView } from './pair-view.js';

interface PairPageProps {
  readonly request: SignedInRequest;
  readonly pair: ShownPair;
  readonly settings: Settings;
  readonly fault?: Fault | undefined;
}

export type Fault = Exclude<DecisionOutcome['kind'], 'decided'>;

/** One pair by itself, decided or not. */
export const pairPage = (request: SignedInRequest, key: LinkKey, shown: ShowOutcome, settings: Settings, fault?: Fault): Answer => {
  const words = LINKS_WORDS[request.language];
  const title = words.pairTitle(key.theirs, key.ours);
  if (shown.kind === 'missing')
    return { kind: 'page', section: 'links', title, status: 404, body: <Missing request={request} pair={key} side={shown.side} /> };
  const body = <PairPage request={request} pair={shown} settings={settings} fault={fault} />;
  return { kind: 'page', section: 'links', title, body, ...(fault && { status: 409 }) };
};

const Missing = ({
  request,
  pair,
  side,
}: {
  readonly request: SignedInRequest;
  readonly pair: LinkKey;
  readonly side: 'ours' | 'theirs';
}) => {
  const words = LINKS_WORDS[request.language];
  return (
    <>
      <p class="bad">{words.notFound[side](pair[side])}</p>
      <p>
        <a href="/admin/links">{words.back}</a>
      </p>
    </>
  );
};

const PairPage = ({ request, pair, settings, fault }: PairPageProps) => {
  const words = LINKS_WORDS[request.language];
  return (
    <>
      {fault && <FaultBox request={request} fault={fault} />}
      {pair.listed && <Standing request={request} pair={pair} settings={settings} />}
      <PairView pair={pair} language={request.language} />
      {may(request.person, 'edit') ? <Decision request={request} pair={pair} /> : <p class="note">{words.mayNotDecide}</p>}
      <p>
        <a href="/admin/links">{words.back}</a>
      </p>
    </>
  );
};

export const FaultBox = ({ request, fault }: { readonly request: SignedInRequest; readonly fault: Fault }) => {
  const words = LINKS_WORDS[request.language];
  return (
    <div class="bad" role="alert" tabIndex={-1}>
      <h2>{words.problems}</h2>
      <p>{words.outcomes[fault]}</p>
    </div>
  );
};

const Standing = ({ request, pair, settings }: PairPageProps) => {
  const words = LINKS_WORDS[request.language];
  if (!pair.listed) return null;
  const { link, standing } = pair.listed;
  const style = { language: request.language, timezone: settings.administration.timezone };
  return (
    <dl class="facts">
      <div>
        <dt>{words.standing}</dt>
        <dd>{words.standings[standing]}</dd>
      </div>
      <div>
        <dt>{words.tier}</dt>
        <dd>
          {words.tiers[link.tier]}. {words.tierMeans[link.tier]}
        </dd>
      </div>
      {link.status !== 'review' && (
        <div>
          <dt>{words.decidedBy}</dt>
          <dd>
            {link.decidedBy === AUTOMATIC ? words.byRules : link.decidedBy}, <Time at={link.at * 1000} style={style} />
          </dd>
        </div>
      )}
      <div>
        <dt>{words.source}</dt>
        <dd>
          {pair.copy.source} <span class="quiet">{pair.copy.identifier}</span>
        </dd>
      </div>
    </dl>
  );
};

const Decision = ({ request, pair }: Omit<PairPageProps, 'settings'>) => {
  const words = LINKS_WORDS[request.language];
  const link = pair.listed?.link;
  const isPersons = link !== undefined && link.decidedBy !== AUTOMATIC;
  return (
    <form method="post" action={linkPath('/admin/links', pair)}>
      <CsrfField request={request} />
      <input type="hidden" name="link" value={formatSeen(pair, pair.hashes)} />
      <TextField id="reason" name="reason" label={words.reason} hint={words.reasonHint} />
      <p class="actions">
        {!(isPersons && link.status === 'linked' && link.because === undefined) && (
          <button class="main" name="decision" value="accept" data-key="a">
            {words.accept}
          </button>
        )}
        {!(isPersons && link.status === 'refused' && link.because === undefined) && (
          <button name="decision" value="refuse" data-key="r">
            {words.refuse}
          </button>
        )}
        {isPersons && (
          <button class="plain" name="decision" value="undecide">
            {words.undecide}
          </button>
        )}
      </p>
    </form>
  );
};
