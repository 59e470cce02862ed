import type { Accessibility } from '../catalogue/publication.js';
import { oneLine } from './one-line.js';

export type SentenceLanguage = 'fi' | 'sv' | 'en';

interface Wording {
  readonly status: Readonly<Record<Accessibility['status'], string>>;
  readonly madeBefore: (year: number) => string;
  readonly quote: (text: string) => string;
  readonly contact: (address: string) => string;
}

const WORDINGS: Readonly<Record<SentenceLanguage, Wording>> = {
  fi: {
    status: {
      accessible: 'Julkaisijan mukaan julkaisu täyttää saavutettavuusvaatimukset.',
      partlyAccessible: 'Julkaisijan mukaan julkaisu täyttää saavutettavuusvaatimukset osittain.',
      notAccessible: 'Julkaisijan mukaan julkaisu ei täytä saavutettavuusvaatimuksia.',
      unknown: 'Julkaisun saavutettavuudesta ei ole tietoa.',
    },
    madeBefore: (year) => `Julkaisu on tehty ennen vuotta ${year} eikä julkaisijan mukaan täytä saavutettavuusvaatimuksia.`,
    quote: (text) => `Julkaisija: ”${text}”`,
    contact: (address) => `Julkaisua voi pyytää muussa muodossa: ${address}`,
  },
  sv: {
    status: {
      accessible: 'Enligt utgivaren uppfyller publikationen tillgänglighetskraven.',
      partlyAccessible: 'Enligt utgivaren uppfyller publikationen delvis tillgänglighetskraven.',
      notAccessible: 'Enligt utgivaren uppfyller publikationen inte tillgänglighetskraven.',
      unknown: 'Det finns inga uppgifter om publikationens tillgänglighet.',
    },
    madeBefore: (year) => `Publikationen är gjord före år ${year} och uppfyller enligt utgivaren inte tillgänglighetskraven.`,
    quote: (text) => `Utgivaren: ”${text}”`,
    contact: (address) => `Publikationen kan begäras i annan form: ${address}`,
  },
  en: {
    status: {
      accessible: 'According to the publisher, the publication meets the accessibility requirements.',
      partlyAccessible: 'According to the publisher, the publication meets the accessibility requirements in part.',
      notAccessible: 'According to the publisher, the publication does not meet the accessibility requirements.',
      unknown: 'Nothing is known about the accessibility of the publication.',
    },
    madeBefore: (year) =>
      `The publication was made before ${year} and, according to the publisher, does not meet the accessibility requirements.`,
    quote: (text) => `The publisher: “${text}”`,
    contact: (address) => `The publication can be requested in another form: ${address}`,
  },
};

/**
 * The status as a reader may be told it: with its ground, in the publisher's own words where there are any. A status
 * that nobody has vouched for is told as unknown (Act 306/2019: to call a work accessible without evidence is a claim).
 * @param contact who gives the publication in another form: an e-mail address or a URL
 */
export const accessibilitySentence = ({ status, ground }: Accessibility, language: SentenceLanguage, contact?: string): string => {
  const wording = WORDINGS[language];
  const parts =
    ground.kind === 'none'
      ? [wording.status.unknown]
      : [
          ground.kind === 'generalStatement' && status === 'notAccessible' ? wording.madeBefore(ground.beforeYear) : wording.status[status],
          oneLine(ground.text) === '' ? undefined : wording.quote(oneLine(ground.text)),
        ];
  return [...parts, contact === undefined ? undefined : wording.contact(contact)].filter((part) => part !== undefined).join(' ');
};

/**
 * The coded value for MARC 21 341 and for Kansalliskirjasto's import. Of single features (bookmarks, alternative texts)
 * the catalogue knows nothing, so the one honest value is "unknown"; `undefined` where someone vouches for more than that.
 */
export const accessibilityFeature = ({ status, ground }: Accessibility): 'unknown' | undefined =>
  ground.kind !== 'none' && (status === 'accessible' || status === 'partlyAccessible') ? undefined : 'unknown';
