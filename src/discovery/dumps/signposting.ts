import type { Work, WorkManifestation } from '../work.js';
import { plainAddress, recordPath, workPath } from './addresses.js';

/** One link from a work's page to what belongs to it; the address is whole and of ASCII. */
export interface WorkLink {
  readonly rel: 'cite-as' | 'type' | 'license' | 'item' | 'describedby' | 'linkset';
  readonly href: string;
  /** Media type of what is there. */
  readonly type?: string;
}

/** Of one page's header fields: proxies and servers refuse more than 8 kB of all headers together. */
const MOST_LINKS = 20;
const MOST_BYTES = 4096;

/** All links of a work, the ones that a machine needs first first. Of the contributors none has a URI, so there is no `author`. */
export const linksOf = (work: Work, publicUrl: string): readonly WorkLink[] => [
  { rel: 'cite-as', href: citeAs(work) ?? pageOf(work, publicUrl) },
  ...(work.genre === undefined ? ['Book'] : ['Report', 'Book']).map((name): WorkLink => ({
    rel: 'type',
    href: `https://schema.org/${name}`,
  })),
  { rel: 'type', href: 'https://schema.org/AboutPage' },
  ...linkTo('license', work.licence?.url),
  ...work.manifestations.flatMap(({ file }) => linkTo('item', file?.url, file?.mediaType)),
  ...work.manifestations.flatMap((manifestation) => descriptions(manifestation, publicUrl)),
];

/**
 * Values of the Link header of a work's page: at most 20 and, joined, 4 kB; the last one leads to the link set, in which they all are.
 * @see https://signposting.org/FAIR/
 */
export const signpostingOf = (work: Work, publicUrl: string): readonly string[] => {
  const linkset = [
    linkValue({ rel: 'linkset', href: linksetAddress(work, publicUrl), type: LINKSET_JSON }),
    linkValue({ rel: 'linkset', href: linksetAddress(work, publicUrl), type: LINKSET_TEXT }),
  ];
  const size = (values: readonly string[]): number => Buffer.byteLength(values.join(', '));
  const values: string[] = [];
  for (const value of linksOf(work, publicUrl).map((link) => linkValue(link))) {
    const isFull = values.length + 1 + linkset.length > MOST_LINKS || size([...values, value, ...linkset]) > MOST_BYTES;
    if (isFull) break;
    values.push(value);
  }
  return [...values, ...linkset];
};

export const LINKSET_JSON = 'application/linkset+json';
export const LINKSET_TEXT = 'application/linkset';

export const pageOf = (work: Work, publicUrl: string): string => plainAddress(`${publicUrl}${workPath(work.id)}`) ?? publicUrl;

/** RFC 8288 §3; with `anchor` it says itself from where it leads. */
export const linkValue = ({ href, rel, type }: WorkLink, anchor?: string): string =>
  [`<${href}>`, `rel="${rel}"`, type && `type="${type}"`, anchor && `anchor="${anchor}"`].filter(Boolean).join('; ');

const linksetAddress = (work: Work, publicUrl: string): string =>
  `${publicUrl}/linkset?${new URLSearchParams({ work: work.id }).toString()}`;

/** The URN where it is known to lead somewhere: the address that stays when ours does not (RFC 8574 §3). */
const citeAs = ({ ties }: Work): string | undefined =>
  plainAddress(ties.find(({ target, kind, dead }) => target === 'urn' && kind === 'record' && dead === undefined)?.url);

const descriptions = ({ identifier, formats }: WorkManifestation, publicUrl: string): readonly WorkLink[] =>
  formats.flatMap((format) => linkTo('describedby', `${publicUrl}${recordPath(identifier, format)}`, 'text/xml'));

/** A media type that is none is left out, and so is an address that is not of the web. */
const linkTo = (rel: WorkLink['rel'], url: string | undefined, type = ''): readonly WorkLink[] => {
  const href = plainAddress(url);
  if (href === undefined) return [];
  return [{ rel, href, ...(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type) && { type }) }];
};
