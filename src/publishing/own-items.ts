import { findManifestation, type ManifestationKind, type Publication } from '../catalogue/publication.js';
import { identifierOf, localIdOf, type Crosswalk, type Item } from '../crosswalk/item.js';
import type { Settings } from '../platform/settings.js';
import { buildXml } from '../xml/build.js';
import type { XmlText } from '../xml/markup.js';

export interface OwnItemPorts {
  readonly settings: Settings;
  readonly publicUrl: string;
  readonly crosswalks: readonly Crosswalk[];
}

/** An item of a publication as harvesters would get it. */
export interface PreviewedItem {
  readonly identifier: string;
  readonly manifestation: ManifestationKind;
  /** Only those that the item can be had in; `xml` is the one element inside `metadata`. */
  readonly formats: readonly Rendering[];
}

/** None for a manifestation that the publication does not have. */
export const previewItem = (ports: OwnItemPorts, publication: Publication, kind: ManifestationKind): readonly PreviewedItem[] => {
  const item = itemOf(ports, publication, kind);
  return item ? [{ identifier: item.identifier, manifestation: kind, formats: renderFormats(ports, item) }] : [];
};

export type Rendering =
  | { readonly kind: 'rendered'; readonly metadataPrefix: string; readonly xml: XmlText }
  | { readonly kind: 'fault'; readonly metadataPrefix: string; readonly message: string };

/** In the order of the crosswalks, without those that say nothing of such an item. */
export const renderFormats = ({ crosswalks, settings }: OwnItemPorts, item: Item): readonly Rendering[] =>
  crosswalks.flatMap(({ metadataPrefix, write }): readonly Rendering[] => {
    try {
      const root = write(item, settings);
      return root ? [{ kind: 'rendered', metadataPrefix, xml: buildXml(root) }] : [];
    } catch (error) {
      return [{ kind: 'fault', metadataPrefix, message: error instanceof Error ? error.message : String(error) }];
    }
  });

/** `undefined` for a manifestation that the publication does not have. */
export const itemOf = ({ settings, publicUrl }: OwnItemPorts, publication: Publication, kind: ManifestationKind): Item | undefined => {
  const manifestation = findManifestation(publication, kind);
  const counterpart = findManifestation(publication, kind === 'print' ? 'pdf' : 'print');
  const identifier = identifierOf(settings, publication.id, kind);
  const filled = { base: publicUrl, id: publication.id, identifier };
  const landingPage = publication.landingPage ?? fillTemplate(settings.links.landingPage, filled);
  return (
    manifestation && {
      identifier,
      localId: localIdOf(publication.id, kind),
      publication,
      manifestation,
      ...(counterpart && { counterpart }),
      landingPage,
    }
  );
};

const fillTemplate = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
