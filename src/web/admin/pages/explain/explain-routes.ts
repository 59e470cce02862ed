import type { ExplainRecord } from '../../../../administration/explain-record.js';
import type { Settings } from '../../../../platform/settings.js';
import { guarded, type Route } from '../../route.js';
import { explainPage } from './explain-page.js';

export interface ExplainPagePorts {
  readonly explain: ExplainRecord;
  readonly settings: Settings;
}

/** Where any record is from, and why it is in a list or not. */
export const explainRoutes = ({ explain, settings }: ExplainPagePorts): readonly Route[] => [
  guarded('GET', '/admin/explain', 'read', async (request) => {
    const asked = request.query.get('record')?.trim() ?? '';
    return explainPage(request, settings, asked === '' ? undefined : await explain(asked));
  }),
];
