import { describe, expect, it } from '@jest/globals';
import { findTroubles, type SourceCondition } from '../../src/notices/condition.js';
import { tellNotice, writeMail, writeTestMail, type TextStyle } from '../../src/notices/notice-text.js';
import type { Notice } from '../../src/notices/plan-notices.js';
import { NOTICE_CAUSES, type NoticeCause } from '../../src/store/notice-ports.js';
import { RUN, troubleOf } from './notice-samples.js';

const STYLE: TextStyle = { language: 'fi', timezone: 'Europe/Helsinki', publicUrl: 'https://julkaisut.example.fi/silta' };
const noticeOf = (cause: NoticeCause, isReminder = false): Notice => ({
  kind: 'trouble',
  trouble: troubleOf(cause, 'melinda'),
  since: '2026-11-24T06:00:00.000Z',
  isReminder,
});
const overOf = (cause: NoticeCause): Notice => ({ kind: 'recovered', source: 'melinda', cause, since: '2026-11-24T06:00:00.000Z' });

describe('a notice', () => {
  it('says what is wrong, when, by the clock of the zone, and where to look', () => {
    const { subject, text } = writeMail([noticeOf('failed')], STYLE);
    expect(subject).toBe('Julkaisusilta: melinda: haravointi epäonnistui');
    expect(text).toBe(
      [
        'Lähteen melinda haravointi epäonnistui 24.11.2026 klo 3.15.',
        'Järjestelmän selitys (englanniksi): The list broke off. Nothing was changed.',
        `https://julkaisut.example.fi/silta/admin/runs/${RUN}`,
        '',
        'Kellonajat: Europe/Helsinki.',
        'Julkaisusillan ylläpito: https://julkaisut.example.fi/silta/admin',
        '',
      ].join('\n'),
    );
  });

  it.each(['fi', 'sv', 'en'] as const)('has its own words for every cause, its end and its return in %s', (language) => {
    const texts = NOTICE_CAUSES.flatMap((cause) =>
      [noticeOf(cause), noticeOf(cause, true), overOf(cause)].map((notice) => {
        const { subject, text } = writeMail([notice], { ...STYLE, language });
        expect(subject).toMatch(/^Julkaisusilta: melinda: \S/);
        expect(text).not.toMatch(/undefined|NaN|Invalid|\[object/);
        return text;
      }),
    );
    expect(new Set(texts).size).toBe(NOTICE_CAUSES.length * 3);
    expect(writeTestMail({ ...STYLE, language }).text).toContain('https://julkaisut.example.fi/silta/admin');
  });

  it('leads to the run, and where there is none to the source or its quarantine', () => {
    const urls = NOTICE_CAUSES.map((cause) => tellNotice(noticeOf(cause), STYLE).url.replace(STYLE.publicUrl, ''));
    expect(urls).toEqual([
      `/admin/runs/${RUN}`,
      `/admin/runs/${RUN}`,
      '/admin/sources/melinda',
      `/admin/runs/${RUN}`,
      '/admin/quarantine?source=melinda',
    ]);
    expect(tellNotice(overOf('failed'), STYLE).url).toBe('https://julkaisut.example.fi/silta/admin/sources/melinda');
  });

  it('counts in its subject when there are several', () => {
    expect(writeMail([noticeOf('failed'), noticeOf('old-quarantine'), overOf('odd-volume')], STYLE).subject).toBe(
      'Julkaisusilta: 2 asiaa vaatii huomiota, 1 on kunnossa taas',
    );
    expect(writeMail([overOf('failed'), overOf('odd-volume')], { ...STYLE, language: 'en' }).subject).toBe(
      'Julkaisusilta: 2 are well again',
    );
  });

  it("keeps a stranger's words on one line, without signs that a mail program would act on, and cut", () => {
    const message = `answers 500: \u001b[31mred\r\nBcc: x@example.org\u202e${'x'.repeat(5000)}`;
    const notice: Notice = { ...noticeOf('failed'), trouble: { ...troubleOf('failed', 'melinda'), message } } as Notice;
    const { explanation } = tellNotice(notice, STYLE);
    expect(explanation).toMatch(/^answers 500: \[31mred Bcc: x@example\.org x+…$/);
    expect(explanation!.length).toBe(1001);
  });

  it('does without the explanation that there is not', () => {
    const notice: Notice = { ...noticeOf('failed'), trouble: { ...troubleOf('failed', 'melinda'), message: '' } } as Notice;
    expect(tellNotice(notice, STYLE)).not.toHaveProperty('explanation');
  });
});

describe('a source troubles people', () => {
  const WELL: SourceCondition = { source: 'melinda', missed: [], volume: { records: 400 }, quarantine: [] };
  const NOW = Date.parse('2026-11-24T06:00:00Z');
  const causesOf = (change: Partial<SourceCondition>): readonly NoticeCause[] =>
    findTroubles({ ...WELL, ...change }, { quarantineDays: 14, now: NOW }).map(({ cause }) => cause);
  const mention = { run: RUN, at: '2026-11-24T01:15:00.000Z', message: '' };
  const daysAgo = (days: number): string => new Date(NOW - days * 86_400_000).toISOString();

  it.each<readonly [string, Partial<SourceCondition>, readonly NoticeCause[]]>([
    ['not while it is well', {}, []],
    ['when its harvest failed', { failed: mention }, ['failed']],
    ['when a harvest waits for approval', { held: mention }, ['needs-approval']],
    ['not when one time of its schedule was missed', { missed: [daysAgo(1)] }, []],
    ['when two in a row were', { missed: [daysAgo(2), daysAgo(1)] }, ['missed-schedules']],
    ['when its list is unusually long or short', { volume: { records: 12, odd: 'The list has 12.' } }, ['odd-volume']],
    ['when its list has nothing that is wanted', { volume: { records: 0 } }, ['odd-volume']],
    ['not by what lies in quarantine for a while', { quarantine: [{ since: daysAgo(14), runs: 3 }] }, []],
    ['by what lies there longer than the settings say', { quarantine: [{ since: daysAgo(14.1), runs: 1 }] }, ['old-quarantine']],
    ['by what has failed in more than three harvests', { quarantine: [{ since: daysAgo(1), runs: 4 }] }, ['old-quarantine']],
  ])('%s', (_, change, causes) => {
    expect(causesOf(change)).toEqual(causes);
  });

  it('with the number of old records, not of all that lie in quarantine', () => {
    const quarantine = [
      { since: daysAgo(30), runs: 2 },
      { since: daysAgo(1), runs: 9 },
      { since: daysAgo(1), runs: 1 },
    ];
    expect(findTroubles({ ...WELL, quarantine }, { quarantineDays: 14, now: NOW })).toEqual([
      { source: 'melinda', cause: 'old-quarantine', count: 2, oldest: daysAgo(30), mostRuns: 9 },
    ]);
  });
});
