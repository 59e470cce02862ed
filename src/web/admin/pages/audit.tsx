import type { Accounts } from '../../../accounts/accounts.js';
import type { Settings } from '../../../platform/settings.js';
import type { AuditEntry } from '../../../store/account-ports.js';
import { Core, Empty, Scroll } from '../parts/empty.js';
import { TextField } from '../parts/form.js';
import { Time } from '../parts/time.js';
import { guarded, type Route, type SignedInRequest } from '../route.js';
import { AUDIT_WORDS, type AuditWords } from '../words/audit.js';

interface AuditPorts {
  readonly accounts: Accounts;
  readonly settings: Settings;
}

const SHOWN = 50;

/** What people and programs did. */
export const auditRoutes = ({ accounts, settings }: AuditPorts): readonly Route[] => [
  guarded('GET', '/admin/audit', 'administer', async (request) => {
    const filter = readFilter(request.query);
    const before = Number(request.query.get('before') ?? '');
    const entries = await accounts.listAudit({
      ...filter,
      ...(Number.isSafeInteger(before) && before > 0 && { before }),
      limit: SHOWN + 1,
    });
    return {
      kind: 'page',
      section: 'audit',
      title: AUDIT_WORDS[request.language].title,
      body: <Audit request={request} entries={entries} filter={filter} timezone={settings.administration.timezone} />,
    };
  }),
];

interface Filter {
  readonly actor?: string;
  readonly action?: string;
  readonly target?: string;
}

const readFilter = (query: URLSearchParams): Filter => {
  const [actor, action, target] = ['actor', 'action', 'target'].map((name) => query.get(name)?.trim() || undefined);
  return { ...(actor !== undefined && { actor }), ...(action !== undefined && { action }), ...(target !== undefined && { target }) };
};

interface AuditProps {
  readonly request: SignedInRequest;
  readonly entries: readonly AuditEntry[];
  readonly filter: Filter;
  readonly timezone: string;
}

const Audit = ({ request, entries, filter, timezone }: AuditProps) => {
  const words = AUDIT_WORDS[request.language];
  const shown = entries.slice(0, SHOWN);
  const last = shown.at(-1);
  const older = new URLSearchParams({ ...filter, before: String(last?.number ?? '') });
  return (
    <>
      <p>{words.introduction}</p>
      <form class="filters" method="get" action="/admin/audit" aria-label={words.filter}>
        <TextField id="actor" name="actor" label={words.actor} value={filter.actor} size={16} />
        <TextField id="action" name="action" label={words.action} value={filter.action} size={20} />
        <TextField id="target" name="target" label={words.target} value={filter.target} size={20} />
        <button>{words.show}</button>
      </form>
      {shown.length === 0 ? (
        <Empty>{words.none}</Empty>
      ) : (
        <Scroll label={words.title}>
          <table>
            <thead>
              <tr>
                <th scope="col" class="num">
                  {words.number}
                </th>
                <th scope="col">{words.time}</th>
                <th scope="col">{words.actor}</th>
                <th scope="col">{words.action}</th>
                <th scope="col">{words.target}</th>
                <th scope="col">{words.detail}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((entry) => (
                <tr>
                  <td class="num">{entry.number}</td>
                  <td class="when">
                    <Time at={entry.at} style={{ language: request.language, timezone }} />
                  </td>
                  <td lang="">{entry.actor}</td>
                  <td>
                    <EventName action={entry.action} words={words} />
                  </td>
                  <td lang="">{entry.target}</td>
                  <td>
                    <Core>{formatDetail(entry.detail)}</Core>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {entries.length > SHOWN && (
        <p>
          <a href={`/admin/audit?${older.toString()}`}>{words.older}</a>
        </p>
      )}
    </>
  );
};

/** In words, with the code that the filter goes by. */
const EventName = ({ action, words }: { readonly action: string; readonly words: AuditWords }) => {
  const name = words.events[action];
  return (
    <>
      {name} {name !== undefined && ' '}
      <small>
        <code lang="en">{action}</code>
      </small>
    </>
  );
};

const formatDetail = (detail: AuditEntry['detail'] = {}): string =>
  Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? value.join(', ') : String(value)}`)
    .join(' · ');
