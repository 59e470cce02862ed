import { parseIssn } from '../../src/catalogue/issn.js';
import type { Series } from '../../src/catalogue/series.js';
import type { Settings } from '../../src/platform/settings.js';
import { SETTINGS } from '../golden/settings.js';

const series = (code: string, title: string, print: string, online?: string): Series => ({
  code,
  title,
  issn: { print: parseIssn(print)!, ...(online !== undefined && { online: parseIssn(online)! }) },
});

/** The two series of the installation, and SYNTHETIC ones beside them: their ISSNs are made up and only their check digits are right. */
export const GOLD_SETTINGS: Settings = {
  ...SETTINGS,
  series: [
    ...SETTINGS.series,
    series('smj', 'Sisäasiainministeriön julkaisuja', '1236-2840', '1796-3117'),
    series('pamk', 'Poliisiammattikorkeakoulun tiedotteita', '1455-8270'),
    series('krp', 'Keskusrikospoliisin julkaisuja', '1457-0939'),
    series('lp', 'Liikkuvan poliisin raportteja', '0788-4125'),
    series('pk', 'Poliisikoulun oppimateriaaleja', '0784-9206'),
    series('lh', 'Etelä-Suomen lääninhallituksen julkaisuja', '1238-8777'),
  ],
};
