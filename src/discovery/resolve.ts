import { digitsOf, parseIsbn } from '../catalogue/isbn.js';
import { parseIssn } from '../catalogue/issn.js';
import { findSeries } from '../catalogue/series.js';
import { parseControlNumber } from '../linking/control-numbers.js';
import { parsePersistentId } from '../linking/persistent-identifiers.js';
import { sayForeignCharacter } from './check-digits.js';
import type { Discovery, Resolution } from './discovery.js';
import { controlKey, controlNumberIn, nameKey, persistentKey } from './identifiers.js';
import { answerOf, answerWith, invalid, type ResolvePorts, shown, unknown } from './resolution.js';
import { resolveIsbn } from './resolve-isbn.js';
import { resolveIssn } from './resolve-issn.js';

type Wish = Parameters<Discovery['resolve']>[0];

/** In characters: nothing that names a publication is longer. */
const LONGEST = 300;

/** From any identifier, in whatever form, to what it names; never an exception. */
export const resolveIdentifier = async (ports: ResolvePorts, wish: Wish): Promise<Resolution> => {
  const value = wish.value.trim();
  if (value === '') return invalid('There is nothing to look for: the number is empty.');
  if (value.length > LONGEST)
    return invalid(`${shown(value)} is no identifier: it has ${value.length} characters, and none has more than ${LONGEST}.`);
  if ((wish.number?.length ?? 0) > LONGEST) return invalid(`${shown(wish.number ?? '')} is no number of a series: it is far too long.`);
  const foreign = sayForeignCharacter(value);
  if (foreign !== undefined) return invalid(`${shown(value)} cannot be looked for: ${foreign}.`);
  switch (wish.kind) {
    case 'isbn':
      return resolveIsbn(ports, value);
    case 'issn':
      return resolveIssn(ports, { ...wish, value });
    case 'urn':
      return resolveUrn(ports, value);
    case 'melinda':
      return resolveMelinda(ports, value);
    case 'oai':
      return resolveOai(ports, value);
    case 'id':
      return resolveId(ports, value);
    case 'any':
      return resolveAny(ports, { ...wish, value });
  }
};

/** A URN, DOI or handle, bare or as the address of a resolver. */
const resolveUrn = async (ports: ResolvePorts, value: string): Promise<Resolution> => {
  const text = value.replaceAll(/%3a/gi, ':');
  const issn = /urn:issn:([\dX-]+)/i.exec(text)?.[1];
  if (issn !== undefined) return resolveIssn(ports, { value: issn });
  const id = parsePersistentId(text);
  const found = id === undefined ? undefined : await answerWith(ports.shelf, await ports.shelf.idsUnder(persistentKey(id)));
  if (found) return found;
  const isbn = /(?:^|[/=])urn:isbn:([^?#&]+)/i.exec(text)?.[1];
  if (isbn !== undefined) return resolveIsbn(ports, isbn);
  return id === undefined
    ? invalid(`${shown(value)} is no URN: ask for URN:ISBN:…, URN:NBN:fi… or its address at urn.fi.`)
    : unknown(`${shown(value)} is the URN of no publication in this catalogue.`);
};

/** Aleph writes nine digits with zeros in front, people leave these out; `(FIN01)` is Melinda's name for itself. */
const resolveMelinda = async (ports: ResolvePorts, value: string): Promise<Resolution> => {
  const text = value.replace(/^\((?:FI-MELINDA|FIN01)\)|^(?:fi-)?melinda[.:]/i, '').trim();
  if (!/^\d{1,9}$/.test(text)) {
    return invalid(`${shown(value)} is no Melinda number: it has up to nine digits, as 000254001 or (FI-MELINDA)000254001.`);
  }
  const number = parseControlNumber(`(FI-MELINDA)${text}`) ?? '';
  return (
    (await byControlNumber(ports, number)) ?? unknown(`Melinda's record ${text.padStart(9, '0')} is of no publication in this catalogue.`)
  );
};

/** Of a record and its copies elsewhere, which name its number too, the record itself is meant. */
const byControlNumber = async ({ shelf }: ResolvePorts, number: string): Promise<Resolution | undefined> => {
  const ids = await shelf.idsUnder(controlKey(number));
  const itself = ids.filter((id) => controlNumberIn(id) === number);
  return answerWith(shelf, itself.length > 0 ? itself : ids);
};

/** Identifiers of our items, also of those that have gone over to a publication, and of the sources' records, also former ones. */
const resolveOai = async (ports: ResolvePorts, value: string): Promise<Resolution> => {
  const found = await byName(ports, value);
  if (found) return found;
  if (!/^oai:[^\s:]+:\S+$/i.test(value)) return invalid(`${shown(value)} is no OAI identifier: it has three parts, oai:domain:number.`);
  const { identifierDomain, identifierPrefix } = ports.settings.repository;
  const basis = `oai:${identifierDomain}:${identifierPrefix}/`.toLowerCase();
  return value.toLowerCase().startsWith(basis)
    ? byAbsence(ports, value.slice(basis.length))
    : unknown(`${shown(value)} is the identifier of no record in this catalogue.`);
};

const resolveId = async (ports: ResolvePorts, value: string): Promise<Resolution> => {
  const found = await byName(ports, value);
  if (found) return found;
  const number = controlNumberIn(value);
  return (number === undefined ? undefined : await byControlNumber(ports, number)) ?? byAbsence(ports, value);
};

const byName = async ({ shelf }: ResolvePorts, value: string): Promise<Resolution | undefined> => {
  const works = (await shelf.findAll(await shelf.idsUnder(nameKey(value)))).map(({ work }) => work);
  const itself = works.filter(({ id, manifestations }) =>
    [id, ...manifestations.map(({ identifier }) => identifier)].some((name) => nameKey(name) === nameKey(value)),
  );
  return answerOf(itself.length > 0 ? itself : works);
};

/** Whether it was ever here: who holds an old address wants to know. */
const byAbsence = async ({ shelf }: ResolvePorts, value: string): Promise<Resolution> => {
  const id = value.trim().replace(/-(?:print|pdf)$/i, '');
  const gone = (await shelf.findGone(id)) ?? (await shelf.findGone(id.toLowerCase()));
  return unknown(
    gone === undefined
      ? `There is no publication ${shown(value)} in this catalogue.`
      : `The publication ${shown(gone.id)} is no longer given here.`,
  );
};

const resolveAny = async (ports: ResolvePorts, { value, ...rest }: Wish): Promise<Resolution> => {
  if (/^(?:e?-?issn)(?:-l)?[:\s]/i.test(value)) return resolveIssn(ports, { value, ...rest });
  if (/^isbn(?:-1[03])?[:\s]/i.test(value)) return resolveIsbn(ports, value);
  if (/^oai:/i.test(value)) return resolveOai(ports, value);
  if (parsePersistentId(value) !== undefined || /(?:^|[/=])urn(?::|%3a)/i.test(value)) return resolveUrn(ports, value);
  const named = await byName(ports, value);
  if (named) return named;
  const number = parseControlNumber(value) ?? controlNumberIn(value);
  if (number !== undefined)
    return (await byControlNumber(ports, number)) ?? unknown(`${shown(value)} is the number of no publication in this catalogue.`);
  return resolveDigits(ports, { value, ...rest });
};

/** Digits alone say what they are by how many there are, and an ISSN by its check digit or its hyphen. */
const resolveDigits = async (ports: ResolvePorts, { value, ...rest }: Wish): Promise<Resolution> => {
  const digits = digitsOf(value);
  if (!/^\d+X?$/.test(digits)) return byAbsence(ports, value);
  const issn = parseIssn(value);
  const isSeries = issn !== undefined && findSeries(ports.settings.series, { issns: [issn] }) !== undefined;
  if (isSeries || /^\d{4}[\u2010-\u2015\u2212-]\d{3}[\dXx]$/.test(value) || /^\d{7}X$/.test(digits))
    return resolveIssn(ports, { value, ...rest });
  const isIsbn = parseIsbn(value) !== undefined || digits.length > 9;
  if (isIsbn) return resolveIsbn(ports, value);
  if (!/^\d{1,9}$/.test(value)) return byAbsence(ports, value);
  const melinda = await resolveMelinda(ports, value);
  return melinda.kind === 'unknown' && issn !== undefined ? resolveIssn(ports, { value, ...rest }) : melinda;
};
