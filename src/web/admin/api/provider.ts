import type { ProviderVisits } from '../../../administration/provider-visits.js';
import { guarded, type Route } from '../route.js';
import { faulty } from './problems.js';

export interface ProviderApiPorts {
  readonly visits: Pick<ProviderVisits, 'list' | 'listDays'>;
}

const MOST = 500;
const STATES = ['underWay', 'completed', 'brokenOff'] as const;

/** Who harvests from us, as `schemas/admin-api/provider.json` describes it. */
export const providerApi = ({ visits }: ProviderApiPorts): readonly Route[] => [
  guarded('GET', '/admin/api/provider/visits', 'read', ({ query }) => {
    const [wanted, text] = [query.get('state') ?? '', query.get('limit') ?? ''];
    const state = STATES.find((each) => each === wanted);
    const limit = text === '' ? MOST : /^[1-9]\d{0,3}$/.test(text) ? Number(text) : Infinity;
    const errors = [
      ...(wanted !== '' && state === undefined ? [{ path: 'state', message: `${shown(wanted)} is none of ${STATES.join(', ')}.` }] : []),
      ...(limit > MOST ? [{ path: 'limit', message: `${shown(text)} is no whole number from 1 to ${MOST}.` }] : []),
    ];
    if (errors.length > 0) return faulty(errors);
    const listed = visits.list().filter((visit) => state === undefined || visit.state === state);
    return { kind: 'json', value: { visits: listed.slice(0, limit) } };
  }),
  guarded('GET', '/admin/api/provider/clients', 'read', () => ({ kind: 'json', value: { days: visits.listDays() } })),
];

const shown = (text: string): string => JSON.stringify(text.slice(0, 40));
