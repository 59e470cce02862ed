import type { DecisionOutcome, DecisionResult } from '../../../../administration/link-decisions.js';
import type { LinkTier } from '../../../../store/harvest-ports.js';
import { CsrfField } from '../../parts/form.js';
import type { Answer, SignedInRequest } from '../../route.js';
import { LINKS_WORDS } from '../../words/links.js';
import { linkPath } from '../../link-key.js';
import { formatSeen } from './link-query.js';

/** Titles of both sides by key, to say what is meant. */
export type Titles = ReadonlyMap<string, { readonly ours?: string; readonly theirs?: string }>;

interface ConfirmProps {
  readonly request: SignedInRequest;
  readonly tier: LinkTier;
  readonly decision: 'accept' | 'refuse';
  readonly result: DecisionResult;
  readonly titles: Titles;
}

/** What many decisions would do, before they are made. */
export const confirmPage = ({ request, tier, decision, result, titles }: ConfirmProps): Answer => ({
  kind: 'page',
  section: 'links',
  title: LINKS_WORDS[request.language].confirmTitle[decision],
  body: <Confirm request={request} tier={tier} decision={decision} result={result} titles={titles} />,
});

const Confirm = ({ request, tier, decision, result, titles }: ConfirmProps) => {
  const words = LINKS_WORDS[request.language];
  const decided = result.outcomes.filter((outcome) => outcome.kind === 'decided');
  const others = result.outcomes.filter((outcome) => outcome.kind !== 'decided');
  return (
    <>
      <p>{words.confirmMeans[decision]}</p>
      <h2>
        {words.willBeDecided(decided.length)} <span class="tag">{words.tiers[tier]}</span>
      </h2>
      <Pairs request={request} titles={titles} outcomes={decided} />
      <ul>
        {result.left.length > 0 && <li>{words.leaves(result.left.length)}</li>}
        {result.back.length > 0 && <li>{words.comesBack(result.back.length)}</li>}
      </ul>
      {result.alsoChanged.length > 0 && (
        <>
          <h2>{words.alsoChanges}</h2>
          <ul>
            {result.alsoChanged.map(({ theirs, ours, status }) => (
              <li>
                {words.pairTitle(theirs, ours)}: {words.becomes[status]}
              </li>
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && (
        <>
          <h2>{words.willNotBeDecided}</h2>
          <Pairs request={request} titles={titles} outcomes={others} />
        </>
      )}
      <form method="post" action="/admin/links/decide">
        <CsrfField request={request} />
        <input type="hidden" name="tier" value={tier} />
        <input type="hidden" name="confirmed" value="yes" />
        {decided.map((outcome) => (
          <input type="hidden" name={`link-${tier}`} value={seenOf(outcome)} />
        ))}
        <p class="actions">
          {decided.length > 0 && (
            <button class={decision === 'accept' ? 'main' : 'danger'} name="decision" value={decision}>
              {words.confirm[decision](decided.length)}
            </button>
          )}
          <a class="button" href="/admin/links">
            {words.back}
          </a>
        </p>
      </form>
    </>
  );
};

/** With the hashes of what was previewed: what changes until the button is pressed is not decided. */
const seenOf = (outcome: DecisionOutcome): string =>
  outcome.kind === 'decided' && outcome.link ? formatSeen(outcome, outcome.link.hashes) : `${outcome.theirs}/${outcome.ours}`;

const Pairs = ({
  request,
  outcomes,
  titles,
}: Pick<ConfirmProps, 'request' | 'titles'> & { readonly outcomes: readonly DecisionOutcome[] }) => {
  const words = LINKS_WORDS[request.language];
  return (
    <ul>
      {outcomes.map((outcome) => {
        const title = titles.get(`${outcome.theirs}/${outcome.ours}`);
        return (
          <li>
            <span lang="">{title?.ours ?? ''}</span> <small>{outcome.ours}</small> = <span lang="">{title?.theirs ?? ''}</span>{' '}
            <small>{outcome.theirs}</small>
            {outcome.kind !== 'decided' && <div class="quiet">{words.outcomes[outcome.kind]}</div>}
          </li>
        );
      })}
    </ul>
  );
};

/** Where some could not be decided, each says why. */
export const reportPage = (request: SignedInRequest, outcomes: readonly DecisionOutcome[]): Answer => {
  const words = LINKS_WORDS[request.language];
  return {
    kind: 'page',
    section: 'links',
    title: words.title,
    status: 409,
    body: (
      <>
        <div class="bad" role="alert" tabIndex={-1}>
          <h2>{words.willNotBeDecided}</h2>
          <ul>
            {outcomes.flatMap((outcome) =>
              outcome.kind === 'decided'
                ? []
                : [
                    <li>
                      <a href={linkPath('/admin/links', outcome)}>{words.pairTitle(outcome.theirs, outcome.ours)}</a>:{' '}
                      {words.outcomes[outcome.kind]}
                    </li>,
                  ],
            )}
          </ul>
        </div>
        <p>
          <a href="/admin/links">{words.back}</a>
        </p>
      </>
    ),
  };
};
