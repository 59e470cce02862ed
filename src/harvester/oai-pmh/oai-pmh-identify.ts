import type { Granularity } from '../../oai-pmh/utc-datetime.js';
import { parseUtcDatetime } from '../../oai-pmh/utc-datetime.js';
import { findChild, textOf, type XmlElement } from '../../xml/element.js';
import { parseGranularity } from './oai-pmh-range.js';
import { remoteText } from '../remote-text.js';
import type { SourceDescription } from '../source-client.js';

/** What Identify has to have (OAI-PMH 2.0 §4.2), and how repositories in use misspell it: Kansalliskirjasto's does, twice. */
const MANDATORY: Readonly<Record<string, readonly string[]>> = {
  repositoryName: [],
  baseURL: [],
  protocolVersion: ['procotolVersion'],
  earliestDatestamp: ['earliestTimestamp'],
  deletedRecord: [],
  adminEmail: [],
  granularity: [],
};

/** Nobody kept datestamps before: `0001-01-01` and the like are what a program writes that does not know. */
const EARLIEST_PLAUSIBLE = Date.UTC(1970, 0, 1);

/** Reads Identify leniently: what departs from the standard is remarked on and taken for what it means, where that is plain. */
export const readIdentify = (identify: XmlElement, now: number): SourceDescription => {
  const remarks = new Array<string>();
  const read = (name: string): string => {
    const written = [name, ...(MANDATORY[name] ?? [])].find((spelling) => findChild(identify, spelling));
    if (written !== undefined && written !== name) remarks.push(`Identify spells ${name} as ${written}.`);
    return written === undefined ? '' : textOf(findChild(identify, written)).trim();
  };
  const values = Object.fromEntries(Object.keys(MANDATORY).map((name) => [name, read(name)]));
  const missing = Object.keys(MANDATORY).filter((name) => values[name] === '');
  if (missing.length > 0) remarks.push(`Identify lacks ${missing.join(', ')}.`);
  const { repositoryName = '', protocolVersion = '', earliestDatestamp = '', granularity = '' } = values;
  if (protocolVersion !== '' && protocolVersion !== '2.0')
    remarks.push(`protocolVersion is "${remoteText(protocolVersion, 20)}", not 2.0.`);
  const earliest = parseEarliest(earliestDatestamp, now);
  if (earliestDatestamp !== '')
    remarks.push(...earliest.remarks.map((remark) => `earliestDatestamp "${remoteText(earliestDatestamp, 40)}" ${remark}.`));
  if (granularity !== '' && !GRANULARITIES.has(granularity)) {
    remarks.push(`granularity "${remoteText(granularity, 40)}" is none; ${parseGranularity(granularity)} is taken for it.`);
  }
  return {
    ...(repositoryName !== '' && { name: remoteText(repositoryName, 200) }),
    ...(earliest.datestamp !== undefined && { earliestDatestamp: earliest.datestamp }),
    ...(granularity !== '' && { granularity: parseGranularity(granularity) }),
    remarks,
  };
};

const GRANULARITIES: ReadonlySet<string> = new Set<Granularity>(['YYYY-MM-DD', 'YYYY-MM-DDThh:mm:ssZ']);

interface Earliest {
  readonly datestamp?: string;
  /** Each goes on after the value. */
  readonly remarks: readonly string[];
}

const parseEarliest = (text: string, now: number): Earliest => {
  const moment = parseUtcDatetime(text, 'cut');
  if (moment === undefined) return { remarks: ['is not a UTC date'] };
  if (moment.first * 1000 < EARLIEST_PLAUSIBLE) return { remarks: ['is too early to be true'] };
  if (moment.first * 1000 > now) return { remarks: ['is in the future'] };
  const whole = text.replace(/\.\d+Z$/, 'Z');
  return { datestamp: whole, remarks: whole === text ? [] : ['has a fraction of a second'] };
};
