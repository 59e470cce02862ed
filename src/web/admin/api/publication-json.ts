import type { FormatPreview, PublicationPreview } from '../../../administration/publication-preview.js';
import type { CheckedEdit, PublicationRecord } from '../../../administration/publications.js';
import type { MarcRecord } from '../../../crosswalk/marc-record.js';
import type { EditOutcome } from '../../../intake/edit-publication.js';
import { fieldName, MARC_FIELDS } from '../../oai-page/field-names.js';
import { WORDS } from '../../oai-page/words.js';
import type { Language } from '../language.js';
import type { Answer } from '../route.js';
import { entityTag } from './entity-tag.js';
import { faulty } from './problems.js';

type Saved = Extract<EditOutcome, { kind: 'done' | 'unchanged' }>;

/** What became of a publication that was sent; its shape is `SavedPublication`. */
export const savedAnswer = (saved: Saved, record: PublicationRecord, status: 200 | 201): Answer => ({
  kind: 'json',
  status,
  headers: {
    ETag: entityTag(saved.revision),
    ...(status === 201 && { Location: `/admin/api/publications/${encodeURIComponent(saved.publication.id)}` }),
  },
  value: {
    id: saved.publication.id,
    outcome: status === 201 ? 'created' : saved.kind === 'done' ? 'replaced' : 'unchanged',
    changedFields: saved.kind === 'done' ? saved.changedFields : [],
    warnings: saved.warnings,
    publication: record.form,
  },
});

/** 400 for what is no publication, 422 for one that does not fit the catalogue. */
export const refusedAnswer = ({ against, faults }: Extract<EditOutcome, { kind: 'refused' }>): Answer =>
  faulty(
    faults.map(({ path = '', message }) => ({ path, message })),
    against === 'form' ? 400 : 422,
  );

/** Of a checked edit that could be saved; its shape is `PublicationPreview`. */
export const previewJson = (outcome: Saved, preview: NonNullable<CheckedEdit['preview']>, language: Language): object => ({
  id: outcome.publication.id,
  outcome: outcome.kind === 'unchanged' ? 'unchanged' : outcome.revision === 0 ? 'created' : 'replaced',
  changedFields: outcome.kind === 'done' ? outcome.changedFields : [],
  warnings: outcome.warnings,
  items: itemsJson(preview, language),
  deletions: preview.deletions,
});

const itemsJson = ({ items }: PublicationPreview, language: Language): readonly object[] =>
  items.map(({ identifier, manifestation, formats }) => ({
    identifier,
    manifestation,
    formats: formats.map((format) => formatJson(format, language)),
  }));

const formatJson = (format: FormatPreview, language: Language): object => {
  const { metadataPrefix } = format;
  if (format.kind === 'fault') return { metadataPrefix, fault: format.message };
  return { metadataPrefix, xml: format.xml, ...(format.marc && { marc: marcLines(format.marc, language) }) };
};

/** A line for each field, in the words of a cataloguer; blank indicators as `#`. */
const marcLines = ({ leader, controlfields, datafields }: MarcRecord, language: Language): readonly object[] => {
  const labelled = (tag: string): { readonly tag: string; readonly label?: string } => {
    const label = fieldName(MARC_FIELDS, tag, WORDS[language]);
    return { tag, ...(label !== undefined && { label }) };
  };
  return [
    { tag: 'LDR', label: WORDS[language].leader, value: leader },
    ...controlfields.map(({ tag, value }) => ({ ...labelled(tag), value })),
    ...datafields.map(({ tag, ind1, ind2, subfields }) => ({
      ...labelled(tag),
      indicators: `${ind1}${ind2}`.replaceAll(' ', '#'),
      subfields,
    })),
  ];
};
