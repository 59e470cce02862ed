import { may } from '../../../../accounts/person.js';
import type { CheckedTarget } from '../../../../administration/checks.js';
import type { ChannelName } from '../../../../notices/channel.js';
import { Core, Scroll } from '../../parts/empty.js';
import { CsrfField } from '../../parts/form.js';
import { formatCount, Time, type TimeStyle } from '../../parts/time.js';
import type { SignedInRequest } from '../../route.js';
import { CHECK_WORDS, type CheckWords } from '../../words/check.js';
import { checkPath, hintOf, nameOf } from './check-names.js';

/** A way by which the test notice did not go out. */
export interface NoticeFault {
  readonly channel: ChannelName;
  /** An English sentence. */
  readonly reason: string;
}

interface ListProps {
  readonly request: SignedInRequest;
  readonly targets: readonly CheckedTarget[];
  /** Absent where there is no telling. */
  readonly channels: readonly ChannelName[] | undefined;
  readonly faults: readonly NoticeFault[];
  readonly timezone: string;
}

/** Everything that can be checked, with what came of the last time. */
export const CheckList = ({ request, targets, channels, faults, timezone }: ListProps) => {
  const words = CHECK_WORDS[request.language];
  const style = { language: request.language, timezone };
  return (
    <>
      <NoticeFaults faults={faults} words={words} />
      <p>{words.introduction}</p>
      <Scroll label={words.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.target}</th>
              <th scope="col">{words.address}</th>
              <th scope="col">{words.lastResult}</th>
              <th scope="col">{words.acts}</th>
            </tr>
          </thead>
          <tbody>
            {targets.map((target) => (
              <Row request={request} target={target} words={words} style={style} />
            ))}
          </tbody>
        </table>
      </Scroll>
      {channels && may(request.person, 'administer') && <TestNotice request={request} channels={channels} words={words} />}
    </>
  );
};

interface RowProps {
  readonly request: SignedInRequest;
  readonly target: CheckedTarget;
  readonly words: CheckWords;
  readonly style: TimeStyle;
}

const Row = ({ request, target, words, style }: RowProps) => {
  const name = nameOf(target, words);
  const hint = hintOf(target, words);
  return (
    <tr>
      <th scope="row">
        <a href={checkPath(target.id)} aria-label={words.showNamed(name)}>
          {name}
        </a>
        {hint !== undefined && (
          <>
            {' '}
            <small class="quiet">{hint}</small>
          </>
        )}
      </th>
      <td>{target.url}</td>
      <td>
        <LastResult target={target} words={words} style={style} />
      </td>
      <td>
        {may(request.person, 'harvest') && !target.running ? (
          <form method="post" action={`${checkPath(target.id)}/start`}>
            <CsrfField request={request} />
            <button aria-label={words.startNamed(name)}>{words.start}</button>
          </form>
        ) : (
          <a href={checkPath(target.id)} aria-label={words.showNamed(name)}>
            {words.show}
          </a>
        )}
      </td>
    </tr>
  );
};

const LastResult = ({ target: { running, last }, words, style }: Pick<RowProps, 'target' | 'words' | 'style'>) => {
  if (running) return <>{words.running}</>;
  if (!last) return <span class="quiet">{words.never}</span>;
  const count = (of: 'pass' | 'fail' | 'warn'): string => formatCount(last.report?.counts[of] ?? 0, style.language);
  return (
    <>
      {last.report ? (
        <>
          <span class={last.report.ok ? 'tag good' : 'tag bad'}>{last.report.ok ? words.conforms : words.doesNotConform}</span>{' '}
          {words.counts(count('pass'), count('fail'), count('warn'))}
        </>
      ) : last.outcome === 'cancelled' ? (
        words.cancelled
      ) : (
        words.failedToRun
      )}{' '}
      <Time at={last.ended} style={style} />
    </>
  );
};

const NoticeFaults = ({ faults, words }: { readonly faults: readonly NoticeFault[]; readonly words: CheckWords }) =>
  faults.length === 0 ? null : (
    <div class="bad" role="alert" tabIndex={-1}>
      <h2>{words.noticeFailed}</h2>
      <ul>
        {faults.map(({ channel, reason }) => (
          <li>
            {words.channels[channel]}: <Core>{reason}</Core>
          </li>
        ))}
      </ul>
    </div>
  );

const TestNotice = ({
  request,
  channels,
  words,
}: {
  readonly request: SignedInRequest;
  readonly channels: readonly ChannelName[];
  readonly words: CheckWords;
}) => (
  <section aria-labelledby="notices">
    <h2 id="notices">{words.noticesTitle}</h2>
    {channels.length === 0 ? (
      <p>{words.noChannels}</p>
    ) : (
      <form method="post" action="/admin/check/notice">
        <CsrfField request={request} />
        <p>{words.noticesWhat(channels.map((channel) => words.channels[channel]).join(', '))}</p>
        <p class="actions">
          <button>{words.sendNotice}</button>
        </p>
      </form>
    )}
  </section>
);
