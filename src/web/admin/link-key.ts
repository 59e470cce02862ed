import type { PublicationId } from '../../catalogue/publication.js';
import type { LinkKey } from '../../linking/plan-links.js';

/** A link in an address or a form: `fi-melinda.000254001/2012-2`. Neither side has a slash in it. */
export const formatLinkKey = ({ theirs, ours }: LinkKey): string => `${theirs}/${ours}`;

/** `undefined` for what names no two sides. */
export const parseLinkKey = (text: string): LinkKey | undefined => {
  const [theirs = '', ours = '', ...more] = text.split('/');
  return theirs === '' || ours === '' || more.length > 0 ? undefined : { theirs, ours: ours as PublicationId };
};

/** The path of a link below `base`. A localId may have a percent sign in it. */
export const linkPath = (base: string, { theirs, ours }: LinkKey): string =>
  `${base}/${encodeURIComponent(theirs)}/${encodeURIComponent(ours)}`;
