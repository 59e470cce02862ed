import type { InEach } from '../language.js';

export interface AuditWords {
  readonly title: string;
  readonly introduction: string;
  readonly number: string;
  readonly time: string;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly detail: string;
  readonly filter: string;
  readonly show: string;
  readonly older: string;
  readonly none: string;
}

export const AUDIT_WORDS: InEach<AuditWords> = {
  fi: {
    title: 'Tapahtumaloki',
    introduction: 'Kaikki, mitä joku on tehnyt tai yrittänyt tehdä, uusin ensin. Lokia ei voi muuttaa.',
    number: 'Nro',
    time: 'Aika',
    actor: 'Tekijä',
    action: 'Tapahtuma',
    target: 'Kohde',
    detail: 'Mitä muuttui',
    filter: 'Rajaa',
    show: 'Näytä',
    older: 'Vanhemmat',
    none: 'Yhtään tällaista tapahtumaa ei ole. Väljennä rajausta.',
  },
  sv: {
    title: 'Händelselogg',
    introduction: 'Allt som någon har gjort eller försökt göra, det nyaste först. Loggen kan inte ändras.',
    number: 'Nr',
    time: 'Tid',
    actor: 'Vem',
    action: 'Händelse',
    target: 'Gäller',
    detail: 'Vad som ändrades',
    filter: 'Avgränsa',
    show: 'Visa',
    older: 'Äldre',
    none: 'Det finns inga sådana händelser. Vidga avgränsningen.',
  },
  en: {
    title: 'Audit',
    introduction: 'Everything that somebody did or tried to do, newest first. It cannot be altered.',
    number: 'No.',
    time: 'Time',
    actor: 'Who',
    action: 'Event',
    target: 'About',
    detail: 'What changed',
    filter: 'Narrow down',
    show: 'Show',
    older: 'Older',
    none: 'There are no such events. Widen the filter.',
  },
};
