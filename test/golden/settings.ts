import { parseIssn } from '../../src/catalogue/issn.js';
import type { Settings } from '../../src/platform/settings.js';

/** The settings of the first installation, complete. */
export const SETTINGS: Settings = {
  repository: {
    name: 'Poliisihallituksen julkaisut',
    adminEmail: ['julkaisut@example.fi'],
    identifierDomain: 'julkaisut.poliisi.fi',
    identifierPrefix: 'poliisi',
  },
  oai: {
    pageSize: 500,
    lenient: true,
    pinResponseDate: false,
    metadataRights: 'https://creativecommons.org/publicdomain/zero/1.0/',
    friends: [],
    policies: { metadata: 'The metadata may be used by anyone for any purpose (CC0).', data: 'The publications are free to read.' },
  },
  publisher: { country: 'fi', governmentPublication: 'f', name: 'Poliisihallitus', place: 'Helsinki', language: 'fin' },
  series: [
    {
      code: 'poha',
      title: 'Poliisihallituksen julkaisusarja',
      issn: { print: parseIssn('1798-7121')!, online: parseIssn('2242-5640')! },
      genre: 'Raportti',
    },
    { code: 'po', title: 'Poliisiosaston julkaisut', issn: { print: parseIssn('1236-049X')! }, predecessorOf: 'poha' },
  ],
  sources: [],
  administration: {
    timezone: 'Europe/Helsinki',
    sessionIdleMinutes: 60,
    sessionHours: 12,
    behindProxy: false,
    notices: { language: 'fi', quarantineDays: 14 },
  },
  site: {},
  links: { landingPage: 'https://poliisi.fi/julkaisut', urnResolver: 'https://urn.fi/{urn}', targets: {} },
};
