import type { Accounts } from '../../../../accounts/accounts.js';
import type { Checks } from '../../../../administration/checks.js';
import type { Notices } from '../../../../notices/notices.js';
import type { Settings } from '../../../../platform/settings.js';
import { guarded, type Answer, type GuardedRoute, type Route, type SignedInRequest } from '../../route.js';
import { CHECK_WORDS, type CheckWords } from '../../words/check.js';
import { checkPath, nameOf } from './check-names.js';
import { CheckList, type NoticeFault } from './check-list.js';
import { CheckPage } from './check-page.js';

export interface CheckPagePorts {
  readonly checks: Checks;
  /** Absent for a service that tells nobody anything. */
  readonly notices?: Pick<Notices, 'channels' | 'sendTest'>;
  readonly accounts: Pick<Accounts, 'audit'>;
  readonly settings: Settings;
}

/** The self-check of our own endpoint and of the sources, and the test of the notices. */
export const checkRoutes = ({ checks, notices, accounts, settings }: CheckPagePorts): readonly Route[] => {
  const { timezone } = settings.administration;
  const listPage = (request: SignedInRequest, faults: readonly NoticeFault[] = []): Answer => ({
    kind: 'page',
    section: 'check',
    title: CHECK_WORDS[request.language].title,
    body: <CheckList request={request} targets={checks.list()} channels={notices?.channels} faults={faults} timezone={timezone} />,
  });
  const onePage = (request: SignedInRequest, trouble?: (words: CheckWords) => string): Answer => {
    const words = CHECK_WORDS[request.language];
    const target = checks.find(request.params['check'] ?? '');
    if (!target) return { kind: 'problem', problem: { status: 404, title: 'No such endpoint', detail: words.unknown } };
    return {
      kind: 'page',
      section: 'check',
      title: words.titleOf(nameOf(target, words)),
      ...(trouble && { status: 409 }),
      body: <CheckPage request={request} target={target} trouble={trouble?.(words)} timezone={timezone} />,
    };
  };
  return [
    guarded('GET', '/admin/check', 'read', (request) => listPage(request)),
    ...(notices ? [noticeRoute(notices, accounts, listPage), loadedAgain] : []),
    guarded('GET', '/admin/check/:check', 'read', (request) => onePage(request)),
    guarded('POST', '/admin/check/:check/start', 'harvest', async (request) => {
      const id = request.params['check'] ?? '';
      const outcome = await checks.start(id, { name: request.person.name });
      if (outcome.kind === 'started') return { kind: 'redirect', to: checkPath(id) };
      return onePage(request, outcome.kind === 'busy' ? (words) => words.busy[outcome.reason] : undefined);
    }),
    guarded('POST', '/admin/check/:check/cancel', 'harvest', async (request) => {
      const id = request.params['check'] ?? '';
      const outcome = await checks.cancel(id, { name: request.person.name });
      if (outcome === 'cancelled') return { kind: 'redirect', to: checkPath(id) };
      return onePage(request, outcome === 'notRunning' ? (words) => words.notRunning : undefined);
    }),
  ];
};

/** Before the endpoints, of which none is called that: what did not go out is told at the address of the form. */
const loadedAgain = guarded('GET', '/admin/check/notice', 'read', () => ({ kind: 'redirect', to: '/admin/check' }));

const noticeRoute = (
  notices: NonNullable<CheckPagePorts['notices']>,
  accounts: CheckPagePorts['accounts'],
  listPage: (request: SignedInRequest, faults: readonly NoticeFault[]) => Answer,
): GuardedRoute =>
  guarded('POST', '/admin/check/notice', 'administer', async (request) => {
    await accounts.audit({ actor: { name: request.person.name }, action: 'notice.tested', detail: { channels: notices.channels } });
    const outcomes = await notices.sendTest();
    const faults = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [{ channel: outcome.channel, reason: outcome.reason }] : []));
    if (faults.length > 0) return listPage(request, faults);
    return { kind: 'redirect', to: '/admin/check', done: outcomes.length > 0 ? 'noticeSent' : 'noticeNotSent' };
  });
