import { findManifestation, type ManifestationKind, type Publication } from '../../src/catalogue/publication.js';
import type { Crosswalk } from '../../src/crosswalk/item.js';
import type { Settings } from '../../src/platform/settings.js';
import { buildXml } from '../../src/xml/build.js';
import type { XmlText } from '../../src/xml/markup.js';
import { itemOf } from './seed-publication.js';

/** The record as a harvester gets it; `undefined` when there is no such manifestation, or not in this format. */
export const render = (crosswalk: Crosswalk, publication: Publication, kind: ManifestationKind, settings: Settings): XmlText | undefined => {
  if (!findManifestation(publication, kind)) return undefined;
  const root = crosswalk.write(itemOf(publication, kind, settings), settings);
  return root && buildXml(root);
};
