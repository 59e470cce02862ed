import { may } from '../../../../accounts/person.js';
import type { QuarantinedEntry } from '../../../../administration/quarantine.js';
import { Scroll } from '../../parts/empty.js';
import { CsrfField } from '../../parts/form.js';
import { formatCount, Time, type TimeStyle } from '../../parts/time.js';
import type { SignedInRequest } from '../../route.js';
import { QUARANTINE_WORDS } from '../../words/quarantine.js';

interface Group {
  readonly source: string;
  readonly reason: string;
  readonly records: readonly QuarantinedEntry[];
}

/** The commonest first; a retry is of one source, so each has groups of its own. */
export const groupsOf = (records: readonly QuarantinedEntry[]): readonly Group[] => {
  const groups = new Map<string, QuarantinedEntry[]>();
  for (const record of records) {
    const key = JSON.stringify([record.source, record.reason]);
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()]
    .map((group) => ({ source: group[0]?.source ?? '', reason: group[0]?.reason ?? '', records: group }))
    .sort((a, b) => b.records.length - a.records.length);
};

interface GroupProps {
  readonly request: SignedInRequest;
  readonly group: Group;
  readonly style: TimeStyle;
  readonly number: number;
}

/** The records of one source that could not be read for one reason, each to be tried again. */
export const ReasonGroup = ({ request, group: { source, reason, records }, style, number }: GroupProps) => {
  const words = QUARANTINE_WORDS[request.language];
  const mayRetry = may(request.person, 'harvest');
  return (
    <section aria-labelledby={`reason-${number}`}>
      <h2 id={`reason-${number}`}>
        <span lang="en">{reason}</span>{' '}
        <small>
          {source}, {words.records(formatCount(records.length, request.language))}
        </small>
      </h2>
      <form method="post" action="/admin/quarantine/retry">
        <CsrfField request={request} />
        <input type="hidden" name="source" value={source} />
        <Scroll label={reason}>
          <table>
            <thead>
              <tr>
                {mayRetry && (
                  <th scope="col">
                    <span class="visually-hidden">{words.choose}</span>
                  </th>
                )}
                <th scope="col">{words.identifier}</th>
                <th scope="col" class="num">
                  {words.runs}
                </th>
                <th scope="col">{words.first}</th>
                <th scope="col">{words.last}</th>
                <th scope="col">{words.received}</th>
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <Row request={request} record={record} style={style} mayRetry={mayRetry} />
              ))}
            </tbody>
          </table>
        </Scroll>
        {mayRetry && (
          <p class="actions">
            <button>{words.retryChosen}</button>
          </p>
        )}
      </form>
    </section>
  );
};

interface RowProps {
  readonly request: SignedInRequest;
  readonly record: QuarantinedEntry;
  readonly style: TimeStyle;
  readonly mayRetry: boolean;
}

const Row = ({ request, record, style, mayRetry }: RowProps) => {
  const words = QUARANTINE_WORDS[request.language];
  const { identifier, runs, firstAt, lastAt, lastRun, xml } = record;
  return (
    <tr>
      {mayRetry && (
        <td>
          <input type="checkbox" name="id" value={identifier} aria-label={words.chooseOne(identifier)} />
        </td>
      )}
      <td>
        {identifier} <a href={`/admin/explain?${new URLSearchParams({ record: identifier }).toString()}`}>{words.explain}</a>
      </td>
      <td class="num">{formatCount(runs, request.language)}</td>
      <td>{firstAt !== undefined && <Time at={firstAt} style={style} />}</td>
      <td>
        <a href={`/admin/runs/${encodeURIComponent(lastRun)}`}>{lastAt === undefined ? lastRun : <Time at={lastAt} style={style} />}</a>
      </td>
      <td>
        {xml === undefined ? (
          <span class="quiet">{words.notReceived}</span>
        ) : (
          <details>
            <summary>{words.xml}</summary>
            <pre lang="">{xml.slice(0, MOST_SHOWN)}</pre>
            {xml.length > MOST_SHOWN && <p class="quiet">{words.cut}</p>}
          </details>
        )}
      </td>
    </tr>
  );
};

/** In UTF-16 units: a hundred of them are on a page. */
const MOST_SHOWN = 20_000;
