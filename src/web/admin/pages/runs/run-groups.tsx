import type { RunGroup } from '../../../../store/run-ports.js';
import type { Language } from '../../language.js';
import { Core } from '../../parts/empty.js';
import { CsrfField } from '../../parts/form.js';
import { formatCount } from '../../parts/time.js';
import { ONE_RUN_WORDS } from '../../words/one-run.js';
import { explainPath, sourcePath } from './run-paths.js';

/** What a person may try again, and where. */
export interface RetryOffer {
  readonly request: { readonly csrf: string };
  readonly source: string;
  /** Of the records: those that lie in quarantine still. */
  readonly quarantined: readonly string[];
}

interface RunGroupsProps {
  readonly groups: readonly RunGroup[];
  readonly language: Language;
  readonly retry?: RetryOffer;
}

/** Records by what is said of them, the commonest first, each named where the run has kept its identifier. */
export const RunGroups = ({ groups, language, retry }: RunGroupsProps) => (
  <ul class="groups">
    {groups.map((group) => (
      <li>
        <Core>{group.message}</Core>
        <Members group={group} language={language} />
        {retry && <RetryThese group={group} language={language} retry={retry} />}
      </li>
    ))}
  </ul>
);

const MOST_UNFOLDED = 5;

const Members = ({ group: { count, identifiers }, language }: { readonly group: RunGroup; readonly language: Language }) => {
  const words = ONE_RUN_WORDS[language].group;
  const told = words.records(count, formatCount(count, language));
  const list = identifiers.map((identifier, index) => (
    <>
      {index > 0 && ', '}
      <a href={explainPath(identifier)} lang="">
        {identifier}
      </a>
    </>
  ));
  const more = count > identifiers.length ? ` ${words.more(formatCount(count - identifiers.length, language))}` : '';
  return identifiers.length <= MOST_UNFOLDED ? (
    <p>
      <small>
        {told}
        {identifiers.length > 0 && ': '}
        {list}
        {more}
      </small>
    </p>
  ) : (
    <details>
      <summary>
        <small>{told}</small>
      </summary>
      <p>
        <small>
          {list}
          {more}
        </small>
      </p>
    </details>
  );
};

const RetryThese = ({ group, language, retry }: { readonly group: RunGroup; readonly language: Language; readonly retry: RetryOffer }) => {
  const words = ONE_RUN_WORDS[language].failures;
  const ids = group.identifiers.filter((identifier) => retry.quarantined.includes(identifier));
  return ids.length === 0 ? (
    <p>
      <small class="quiet">{words.gone}</small>
    </p>
  ) : (
    <form method="post" action={sourcePath(retry.source, '/runs')}>
      <CsrfField request={retry.request} />
      <input type="hidden" name="mode" value="records" />
      {ids.map((id) => (
        <input type="hidden" name="id" value={id} />
      ))}
      <button>{words.retry(formatCount(ids.length, language))}</button>
    </form>
  );
};
