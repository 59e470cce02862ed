import { MOST_RETRIED, type Quarantine } from '../../../../administration/quarantine.js';
import type { Settings } from '../../../../platform/settings.js';
import { guarded, type Answer, type Route, type SignedInRequest } from '../../route.js';
import { quarantinePage } from './quarantine-page.js';

export interface QuarantinePagePorts {
  readonly quarantine: Quarantine;
  readonly settings: Settings;
}

/** What harvests could not read, and another try at it. */
export const quarantineRoutes = ({ quarantine, settings }: QuarantinePagePorts): readonly Route[] => [
  guarded('GET', '/admin/quarantine', 'read', (request) => quarantinePage(request, quarantine, settings)),
  guarded('POST', '/admin/quarantine/retry', 'harvest', (request) => retry(request, quarantine, settings)),
];

const retry = async (request: SignedInRequest, quarantine: Quarantine, settings: Settings): Promise<Answer> => {
  const { form, person } = request;
  const ids = form.getAll('id').slice(0, MOST_RETRIED);
  const isAll = form.get('all') === 'yes';
  if (!isAll && ids.length === 0) return quarantinePage(request, quarantine, settings, { kind: 'noneChosen' });
  const outcome = await quarantine.retry({ name: person.name }, { source: form.get('source') ?? '', ...(!isAll && { ids }) });
  if (outcome.kind !== 'started') return quarantinePage(request, quarantine, settings, outcome);
  return { kind: 'redirect', to: `/admin/runs/${encodeURIComponent(outcome.run.id)}`, done: 'retryStarted' };
};
