import { describe, expect, it } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { listRunRecords, pageReport, RUN_OUTCOMES } from '../../../src/administration/run-records.js';
import type { RunReport } from '../../../src/harvester/run/run-report.js';
import { NO_COUNTS, type Run } from '../../../src/store/run-ports.js';
import { LANGUAGES } from '../../../src/web/admin/language.js';
import { RunRecordsPage } from '../../../src/web/admin/pages/runs/run-records-page.js';
import type { SignedInRequest } from '../../../src/web/admin/route.js';

const changeOf = (index: number, outcome: 'added' | 'outOfScope') => ({
  ...{ localId: `fi-lib.${index}`, identifier: `oai:${index}`, title: `Kirja ${index}`, because: 'It is of the series.', flags: [] },
  outcome,
});

/** Of a run that adds a thousand and three, takes one away, and keeps the first three of those added and none of the other. */
const REPORT: RunReport = { changes: [1, 2, 3].map((index) => changeOf(index, 'added')), unlisted: { added: 1000, outOfScope: 1 } };
const RUN = { id: 'run-1', counters: NO_COUNTS, left: [], repairs: [], failures: [] } as unknown as Run;
const store = { listQuarantined: async () => ({ records: [], total: 0 }) } as unknown as Parameters<typeof listRunRecords>[0]['store'];

const listOf = (report: RunReport, outcome: (typeof RUN_OUTCOMES)[number], limit = 10) =>
  listRunRecords({ run: RUN, report, store }, { outcome, limit });

describe('the list of records of a very large run', () => {
  it('counts those that its report has not', async () => {
    expect(await listOf(REPORT, 'added', 2)).toMatchObject({ total: 1003, unlisted: 1000, next: 'fi-lib.2' });
    expect(await listOf(REPORT, 'leftScope')).toEqual({ kind: 'records', records: [], total: 1, unlisted: 1 });
    expect(pageReport(REPORT, { limit: 10 })).toMatchObject({ total: 1004, unlisted: 1001 });
  });

  it('says nothing of the kind where the report has all', async () => {
    const whole = { changes: REPORT.changes };
    expect(await listOf(whole, 'added')).not.toHaveProperty('unlisted');
    expect(pageReport(whole, { limit: 10 })).not.toHaveProperty('unlisted');
  });

  it.each(LANGUAGES)('tells a person so in %s, who would take the last page for the end', async (language) => {
    const request = { language, person: { role: 'reader' } } as unknown as SignedInRequest;
    const draw = async (report: RunReport) =>
      render(RunRecordsPage({ request, run: RUN, outcome: 'added', records: await listOf(report, 'added') }));
    const words = {
      fi: /Tässä ovat vain ensimmäiset\. Muista \(1\s000\) säilytetään vain lukumäärä\./,
      sv: /Här är bara de första\. Av de övriga \(1\s000\) bevaras bara antalet\./,
      en: /These are only the first\. Of the others \(1,000\) only the number is kept\./,
    }[language];
    const page = await draw(REPORT);
    expect(page).toContain('Kirja 3');
    expect(page).toMatch(words);
    expect(await draw({ changes: REPORT.changes })).not.toMatch(words);
  });
});
