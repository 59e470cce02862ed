import { digitsOf } from '../../catalogue/isbn.js';
import { allowedCharacters } from '../../xml/characters.js';
import { fullTitle } from '../schema-org.js';
import { pathPart, plainAddress, utc, listPath } from './addresses.js';
import type { DumpWish } from './links-json.js';
import { changedSince, isbnsOf } from './tie-row.js';
import { eachPage, type DumpPorts } from './walk.js';
import type { Work } from '../work.js';

export interface BeaconWish extends DumpWish {
  /** Whose names come first: `finna`; without it, ISBNs. */
  readonly target?: string;
}

/**
 * BEACON, one link on a line: `9789524915304|title|2012-2` from each ISBN to our page, or, for a target, from their address of each record
 * to our page with kind, confidence, decider and change of the tie between the bars. A search is no thing that a link could begin at, so
 * it is not in it.
 * @see https://gbv.github.io/beaconspec/beacon.html
 */
export async function* writeBeacon(ports: DumpPorts, wish: BeaconWish = {}): AsyncGenerator<string> {
  const { changed } = await ports.discovery.readVersion();
  yield head(ports, wish, changed);
  // Ties have times of their own; a book and its number change together.
  const stretch = wish.target === undefined && wish.since !== undefined ? { since: wish.since } : {};
  for await (const works of eachPage(ports.discovery, stretch)) {
    yield works.flatMap((work) => (wish.target === undefined ? isbnLines(work) : tieLines(work, wish, wish.target))).join('');
  }
}

/** The names of all targets that any work is tied to: to tell a mistyped one from one without ties. */
export const readTargets = async ({ discovery, settings }: DumpPorts): Promise<readonly string[]> => {
  const targets = new Set(Object.keys(settings.links.targets));
  for await (const works of eachPage(discovery)) for (const { target } of works.flatMap(({ ties }) => ties)) targets.add(target);
  return [...targets].sort();
};

const head = ({ settings, publicUrl }: DumpPorts, { target, since }: BeaconWish, changed: number): string => {
  const feed = new URLSearchParams({
    ...(target !== undefined && { target }),
    ...(since !== undefined && { since: utc(since) }),
  }).toString();
  const fields: readonly (readonly [string, string])[] = [
    ['FORMAT', 'BEACON'],
    // Addresses and ids are escaped already, so they are copied as they stand: {+ID}.
    ['PREFIX', target === undefined ? 'urn:isbn:{+ID}' : '{+ID}'],
    ['TARGET', `${publicUrl}${listPath('fi')}/{+ID}`],
    ['NAME', settings.repository.name],
    ['INSTITUTION', settings.publisher.name],
    [
      'DESCRIPTION',
      target === undefined ? 'From ISBN to our page' : `From records of ${target} to our pages; kind; confidence; decided by; changed`,
    ],
    ['CONTACT', settings.repository.adminEmail[0] ?? ''],
    ['HOMEPAGE', `${publicUrl}${listPath('fi')}`],
    ['FEED', `${publicUrl}/links.beacon${feed === '' ? '' : `?${feed}`}`],
    ['TIMESTAMP', utc(changed)],
  ];
  return `${fields.map(([name, value]) => `#${name}: ${token(value)}\n`).join('')}\n`;
};

const isbnLines = (work: Work): readonly string[] => isbnsOf(work).map((isbn) => line(digitsOf(isbn), fullTitle(work.titles[0]), work));

const tieLines = (work: Work, { since }: BeaconWish, target: string): readonly string[] =>
  work.ties
    .filter((tie) => tie.target === target && tie.kind === 'record' && changedSince(since)(tie))
    .flatMap((tie) => {
      const source = plainAddress(tie.url);
      const dead = tie.dead === undefined ? [] : [`not there since ${utc(tie.dead)}`];
      const note = [tie.kind, tie.confidence, tie.decidedBy, utc(tie.changed), ...dead].join('; ');
      return source === undefined ? [] : [line(source, note, work)];
    });

const line = (source: string, annotation: string, { id }: Work): string => `${token(source)}|${token(annotation)}|${pathPart(id)}\n`;

/** BEACON knows no escape: a bar becomes a broken bar, and every run of white space a space. */
const token = (text: string): string =>
  allowedCharacters(text)
    .replace(/[\x7F-\x9F]/g, '\uFFFD')
    .replaceAll('|', '\u00A6')
    .replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
