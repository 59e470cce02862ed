import { formatDatestamp, type Datestamp } from '../catalogue/datestamp.js';
import type { ManifestationKind, Publication } from '../catalogue/publication.js';
import type { Settings } from '../platform/settings.js';
import type { Item } from './item.js';
import type { Controlfield } from './marc-record.js';
import { someLine } from './one-line.js';
import { languagesOf } from './particulars.js';

/** New record (05) of a text (06) that is a monograph (07), in UTF-8 (09), core level (17), with ISBD punctuation (18). */
export const LEADER = '00000nam a22000004i 4500';

/** An electronic resource (00) to be had remotely (01); nothing else is coded. */
const REMOTE_ELECTRONIC_RESOURCE = 'cr |||||||||||';

export const controlfields = ({ localId, publication, manifestation }: Item, settings: Settings): readonly Controlfield[] => {
  const isil = someLine(settings.publisher.isil);
  return [
    { tag: '001', value: localId },
    ...(isil === undefined ? [] : [{ tag: '003', value: isil }]),
    { tag: '005', value: `${digitsOf(publication.modified)}.0` },
    ...(manifestation.kind === 'pdf' ? [{ tag: '007', value: REMOTE_ELECTRONIC_RESOURCE }] : []),
    { tag: '008', value: field008(publication, manifestation.kind, settings) },
  ];
};

/** `YYYYMMDDhhmmss` in UTC. */
const digitsOf = (moment: Datestamp): string => formatDatestamp(moment).replace(/\D/g, '');

const FORM_OF_ITEM: Readonly<Record<ManifestationKind, string>> = { print: ' ', pdf: 'o' };

/** 40 characters by position (MARC 21 Bibliographic, 008 Books). */
const field008 = (publication: Publication, kind: ManifestationKind, settings: Settings): string =>
  [
    digitsOf(publication.created).slice(2, 8), // 00-05 entered on file
    publication.year === undefined ? 'nuuuuuuuu' : `s${String(publication.year).padStart(4, '0')}    `, // 06-14 date
    settings.publisher.country.padEnd(3), // 15-17 place of publication
    '||||', // 18-21 illustrations
    ' ', // 22 audience
    FORM_OF_ITEM[kind], // 23
    '    ', // 24-27 contents
    settings.publisher.governmentPublication, // 28
    '|', // 29 conference
    '0', // 30 not a festschrift
    '|', // 31 index
    ' ', // 32 undefined
    '0', // 33 not fiction
    '|', // 34 biography
    languageOf(publication, settings), // 35-37
    '|', // 38 modified record
    'c', // 39 cataloguing source: cooperative, as everyone but a national bibliography
  ].join('');

/** `und`: MARC 21 says so of a language that nobody has determined. */
const languageOf = (publication: Publication, settings: Settings): string => languagesOf(publication, settings)[0] ?? 'und';
