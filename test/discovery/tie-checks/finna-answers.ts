import type { Isbn } from '../../../src/catalogue/isbn.js';
import { writeMarcRecord } from '../../../src/crosswalk/marc-record.js';
import type { TieQuestion, TieSubject } from '../../../src/discovery/tie-checks/questions.js';
import type { FinnaSighting, FoundRecord } from '../../../src/harvester/finna/finna-lookup.js';
import { buildXml } from '../../../src/xml/build.js';
import { marcFromLines } from '../../crosswalk/harvested/marc-lines.js';

export const PRINT = '9789524915298' as Isbn;
export const PDF = '9789524915304' as Isbn;
export const SUBJECT: TieSubject = { id: '2012-2', isbns: [PRINT], controlNumbers: [] };
export const EKK = ['building:"0/EKK/"'];
export const IN_FINNA: TieQuestion = { target: 'finna', number: PRINT, filters: [] };
export const IN_EKK: TieQuestion = { target: 'eduskunta', number: PRINT, filters: EKK };

/** SYNTHETIC. The lines are those after 003. */
export const marcXml = (...lines: readonly string[]): string =>
  buildXml(writeMarcRecord(marcFromLines(['LDR 00000cam a2200673 i 4500', '001 77', '003 FI-NL', ...lines].join('\n'))));

export const book = (id: string, more: Partial<FoundRecord> & { readonly lines?: readonly string[] } = {}): FoundRecord => {
  const { lines = [], ...rest } = more;
  return { id, dedupIds: [], xml: marcXml(`020 ## $a ${PRINT}`, '245 10 $a Kirja', ...lines), ...rest };
};
export const sighting = (...records: readonly FoundRecord[]): FinnaSighting => ({ records, isWhole: true });
export const NOTHING = sighting();
