import type { NoticeSettings } from '../platform/settings.js';
import type { NoticeCause } from '../store/notice-ports.js';
import type { Trouble } from './condition.js';

/** How times are written, and what they are in. */
export type TellTime = (iso: string) => string;

type OfCause<C extends NoticeCause> = Extract<Trouble, { readonly cause: C }>;

/** What notices say, in one language. `headings` and `over` stand in a subject after the name of a source. */
export interface NoticeWords {
  readonly locale: string;
  readonly headings: Readonly<Record<NoticeCause, string>>;
  readonly over: Readonly<Record<NoticeCause, string>>;
  /** One sentence or two on what is the matter. */
  readonly tell: { readonly [C in NoticeCause]: (trouble: OfCause<C>, time: TellTime) => string };
  readonly recovered: (source: string, over: string, since: string) => string;
  readonly reminder: (since: string) => string;
  readonly explanation: string;
  readonly subject: (troubles: number, recoveries: number) => string;
  readonly timezone: (name: string) => string;
  readonly footer: (address: string) => string;
  readonly test: { readonly subject: string; readonly text: string };
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

export const NOTICE_WORDS: Readonly<Record<NoticeSettings['language'], NoticeWords>> = {
  fi: {
    locale: 'fi-FI',
    headings: {
      failed: 'haravointi epäonnistui',
      'needs-approval': 'haravointi odottaa hyväksyntää',
      'missed-schedules': 'ajastettu haravointi on jäänyt väliin',
      'odd-volume': 'tietueiden määrä on poikkeava',
      'old-quarantine': 'karanteenissa on vanhoja tietueita',
    },
    over: {
      failed: 'haravointi onnistuu taas',
      'needs-approval': 'mikään haravointi ei enää odota hyväksyntää',
      'missed-schedules': 'haravointi on taas käynnistynyt',
      'odd-volume': 'tietueiden määrä on taas tavanomainen',
      'old-quarantine': 'karanteenissa ei ole enää vanhoja tietueita',
    },
    tell: {
      failed: ({ source, at }, time) => `Lähteen ${source} haravointi epäonnistui ${time(at)}.`,
      'needs-approval': ({ source, at }, time) =>
        `Lähteen ${source} haravointi odottaa hyväksyntää (${time(at)}). Se muuttaisi niin paljon, että ihmisen on katsottava sitä ensin. Mitään ei ole vielä muutettu.`,
      'missed-schedules': ({ source, times }, time) =>
        `Lähteen ${source} ajastettu haravointi on jäänyt väliin useammin kuin kerran peräkkäin: ${times.map(time).join(' ja ')}.`,
      'odd-volume': ({ source, records }) =>
        `Lähteen ${source} tietueiden määrä poikkeaa tavallisesta: viimeisessä täydessä luettelossa oli ${count(records, 'tarvittava tietue', 'tarvittavaa tietuetta')}.`,
      'old-quarantine': ({ source, count: records, oldest, mostRuns }, time) =>
        `Lähteen ${source} karanteenissa liian pitkään odottaneita tietueita: ${records}. Vanhin on ollut siellä ${time(oldest)} alkaen; enimmillään ${mostRuns} haravointia peräkkäin on epäonnistunut.`,
    },
    recovered: (source, over, since) => `Lähde ${source}: ${over}. Häiriöstä ilmoitettiin ensimmäisen kerran ${since}.`,
    reminder: (since) => `Tämä on muistutus: asiasta ilmoitettiin ensimmäisen kerran ${since}.`,
    explanation: 'Järjestelmän selitys (englanniksi)',
    subject: (troubles, recoveries) =>
      [
        troubles > 0 ? count(troubles, 'asia vaatii huomiota', 'asiaa vaatii huomiota') : '',
        recoveries > 0 ? count(recoveries, 'on kunnossa taas', 'on kunnossa taas') : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    timezone: (name) => `Kellonajat: ${name}.`,
    footer: (address) => `Julkaisusillan ylläpito: ${address}`,
    test: { subject: 'kokeiluilmoitus', text: 'Tämä on kokeilu. Julkaisusillan ilmoitukset tulevat perille.' },
  },
  sv: {
    locale: 'sv-FI',
    headings: {
      failed: 'skörden misslyckades',
      'needs-approval': 'skörden väntar på godkännande',
      'missed-schedules': 'den schemalagda skörden har uteblivit',
      'odd-volume': 'antalet poster är avvikande',
      'old-quarantine': 'det finns gamla poster i karantän',
    },
    over: {
      failed: 'skörden lyckas igen',
      'needs-approval': 'ingen skörd väntar längre på godkännande',
      'missed-schedules': 'skörden har startat igen',
      'odd-volume': 'antalet poster är åter som vanligt',
      'old-quarantine': 'det finns inte längre gamla poster i karantän',
    },
    tell: {
      failed: ({ source, at }, time) => `Skörden av källan ${source} misslyckades ${time(at)}.`,
      'needs-approval': ({ source, at }, time) =>
        `Skörden av källan ${source} väntar på godkännande (${time(at)}). Den skulle ändra så mycket att en människa först måste titta på den. Ännu har ingenting ändrats.`,
      'missed-schedules': ({ source, times }, time) =>
        `Den schemalagda skörden av källan ${source} har uteblivit mer än en gång i rad: ${times.map(time).join(' och ')}.`,
      'odd-volume': ({ source, records }) =>
        `Antalet poster i källan ${source} avviker från det vanliga: den senaste fullständiga listan hade ${count(records, 'relevant post', 'relevanta poster')}.`,
      'old-quarantine': ({ source, count: records, oldest, mostRuns }, time) =>
        `Källan ${source} har ${count(records, 'post', 'poster')} som har väntat för länge i karantän. Den äldsta har varit där sedan ${time(oldest)}; som mest har ${mostRuns} skördar i rad misslyckats.`,
    },
    recovered: (source, over, since) => `Källan ${source}: ${over}. Störningen meddelades första gången ${since}.`,
    reminder: (since) => `Detta är en påminnelse: saken meddelades första gången ${since}.`,
    explanation: 'Systemets förklaring (på engelska)',
    subject: (troubles, recoveries) =>
      [
        troubles > 0 ? count(troubles, 'sak kräver uppmärksamhet', 'saker kräver uppmärksamhet') : '',
        recoveries > 0 ? count(recoveries, 'är i ordning igen', 'är i ordning igen') : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    timezone: (name) => `Klockslag: ${name}.`,
    footer: (address) => `Administrationen av Julkaisusilta: ${address}`,
    test: { subject: 'provmeddelande', text: 'Detta är ett prov. Meddelandena från Julkaisusilta kommer fram.' },
  },
  en: {
    locale: 'en-GB',
    headings: {
      failed: 'the harvest failed',
      'needs-approval': 'a harvest waits for approval',
      'missed-schedules': 'scheduled harvests were missed',
      'odd-volume': 'the number of records is unusual',
      'old-quarantine': 'old records lie in quarantine',
    },
    over: {
      failed: 'harvests succeed again',
      'needs-approval': 'no harvest waits for approval any more',
      'missed-schedules': 'a harvest has begun again',
      'odd-volume': 'the number of records is as usual again',
      'old-quarantine': 'no old records lie in quarantine any more',
    },
    tell: {
      failed: ({ source, at }, time) => `The harvest of the source ${source} failed on ${time(at)}.`,
      'needs-approval': ({ source, at }, time) =>
        `A harvest of the source ${source} waits for approval (${time(at)}). It would change so much that a person has to look at it first. Nothing has been changed yet.`,
      'missed-schedules': ({ source, times }, time) =>
        `Scheduled harvests of the source ${source} were missed more than once in a row: ${times.map(time).join(' and ')}.`,
      'odd-volume': ({ source, records }) =>
        `The number of records of the source ${source} is unusual: its last complete list had ${count(records, 'wanted record', 'wanted records')}.`,
      'old-quarantine': ({ source, count: records, oldest, mostRuns }, time) =>
        `The source ${source} has ${count(records, 'record', 'records')} waiting in quarantine for too long. The oldest has been there since ${time(oldest)}; at most ${mostRuns} harvests in a row have failed to read one.`,
    },
    recovered: (source, over, since) => `The source ${source}: ${over}. The trouble was first told on ${since}.`,
    reminder: (since) => `This is a reminder: it was first told on ${since}.`,
    explanation: 'Explanation',
    subject: (troubles, recoveries) =>
      [
        troubles > 0 ? count(troubles, 'thing needs attention', 'things need attention') : '',
        recoveries > 0 ? count(recoveries, 'is well again', 'are well again') : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    timezone: (name) => `Times: ${name}.`,
    footer: (address) => `Administration of Julkaisusilta: ${address}`,
    test: { subject: 'test notice', text: 'This is a test. Notices of Julkaisusilta arrive.' },
  },
};
