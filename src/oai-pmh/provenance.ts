import { buildXml } from '../xml/build.js';
import { allowedCharacters } from '../xml/characters.js';
import { childElements, element, findChild, localName, textOf, type XmlElement } from '../xml/element.js';
import type { XmlText } from '../xml/markup.js';
import { isUri } from './protocol.js';
import { formatDatestamp } from '../catalogue/datestamp.js';
import type { Origin } from '../catalogue/origin.js';
import { parseUtcDatetime } from './utc-datetime.js';

export const PROVENANCE_NAMESPACE = 'http://www.openarchives.org/OAI/2.0/provenance';
const SCHEMA = 'http://www.openarchives.org/OAI/2.0/provenance.xsd';

/** A harvest passed on by more aggregators than this is a loop. */
const DEEPEST = 20;

/**
 * The `about` of a record that we harvested: our harvest outermost, inside it what the source had said.
 * @throws Error when `harvestDate` is no date
 * @see https://www.openarchives.org/OAI/2.0/guidelines-provenance.htm
 */
export const writeProvenance = (origin: Origin): XmlText => {
  const description = writeOrigin(origin, DEEPEST);
  if (description === undefined)
    throw new Error(`harvestDate "${origin.harvestDate}" of ${origin.identifier}: not a date (YYYY-MM-DDThh:mm:ssZ)`);
  return buildXml(
    element(PROVENANCE_NAMESPACE, 'provenance', { 'xsi:schemaLocation': `${PROVENANCE_NAMESPACE} ${SCHEMA}` }, [description]),
  );
};

/** `undefined` leaves it out: an older harvest of an unreadable date cannot be told validly. */
const writeOrigin = (origin: Origin, levels: number): XmlElement | undefined => {
  const harvestDate = legalDate(origin.harvestDate);
  if (harvestDate === undefined || levels === 0) return undefined;
  return part('originDescription', { harvestDate, altered: String(origin.altered) }, [
    part('baseURL', {}, [legalUri(origin.baseUrl)]),
    part('identifier', {}, [legalUri(origin.identifier)]),
    part('datestamp', {}, [legalDate(origin.datestamp ?? '') ?? harvestDate]),
    part('metadataNamespace', {}, [legalUri(origin.metadataNamespace)]),
    origin.origin && writeOrigin(origin.origin, levels - 1),
  ]);
};

const part = (name: string, attributes: Readonly<Record<string, string>>, children: readonly (XmlElement | string | undefined)[]) =>
  element(PROVENANCE_NAMESPACE, name, attributes, children);

/**
 * A date of a source in the standard's own form and the source's own granularity; `undefined` when it is none. Melinda
 * sends milliseconds, others an offset, a blank for the T, or no zone at all, which is taken for UTC.
 */
export const legalDate = (text: string): string | undefined => {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?\s*([Zz]|[+-]\d{2}:?\d{2})?)?(?:[Zz])?$/.exec(text.trim());
  if (parts === null) return undefined;
  const [, day = '', minutes, seconds = ':00', zone = 'Z'] = parts;
  if (minutes === undefined) return parseUtcDatetime(day, 'refuse') && day;
  const moment = parseUtcDatetime(`${day}T${minutes}${seconds}Z`, 'refuse')?.first;
  if (moment === undefined) return undefined;
  const utc = moment - offsetOf(zone);
  const shifted = formatDatestamp(utc as typeof moment);
  return parseUtcDatetime(shifted, 'refuse') && shifted;
};

/** In seconds. */
const offsetOf = (zone: string): number => {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (parts === null) return 0;
  const seconds = Number(parts[2]) * 3600 + Number(parts[3]) * 60;
  return parts[1] === '-' ? -seconds : seconds;
};

/** Identifiers of sources are not always URIs, and the schema takes nothing else: what may not stand in one is percent-encoded. */
const legalUri = (text: string): string => {
  if (isUri(text)) return text;
  const encoded = allowedCharacters(text.trim()).replaceAll(/%(?![\dA-Fa-f]{2})|[^\w\-.~!$&'()*+,;=/?@:%]/gu, encodeURIComponent);
  // A colon before any slash would be the end of a scheme, two slashes the start of a host.
  return isUri(encoded) || RELATIVE.test(encoded) ? encoded : encoded.replaceAll(/[^\w\-.~%]/g, encodeURIComponent);
};

const RELATIVE = /^(?!\/\/)[^:/?]*(?:[/?].*)?$/;

/**
 * Reads what a source says of where it had a record from; `undefined` when this is no provenance container or lacks
 * what the standard demands.
 */
export const readProvenance = (root: XmlElement): Origin | undefined =>
  root.namespace === PROVENANCE_NAMESPACE && localName(root) === 'provenance'
    ? readOrigin(findChild(root, 'originDescription'), DEEPEST)
    : undefined;

const readOrigin = (description: XmlElement | undefined, levels: number): Origin | undefined => {
  if (description === undefined || levels === 0) return undefined;
  const { harvestDate, altered } = description.attributes;
  const value = (name: string): string => textOf(childElements(description, name)[0]).trim();
  if (harvestDate === undefined || legalDate(harvestDate) === undefined || value('identifier') === '') return undefined;
  const origin = readOrigin(findChild(description, 'originDescription'), levels - 1);
  return {
    baseUrl: value('baseURL'),
    identifier: value('identifier'),
    datestamp: value('datestamp'),
    metadataNamespace: value('metadataNamespace'),
    harvestDate,
    altered: altered?.trim() === 'true' || altered?.trim() === '1',
    ...(origin && { origin }),
  };
};
