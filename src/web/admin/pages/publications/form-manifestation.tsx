import type { ManifestationKind } from '../../../../catalogue/publication.js';
import { CheckField } from '../../parts/form.js';
import { fieldId, Text, type FormView } from './form-fields.js';
import { isFilled } from './form-values.js';

/** The printed book, or the PDF. There is at most one of each, so each has its place instead of a row. */
export const ManifestationFields = ({ view, kind }: { readonly view: FormView; readonly kind: ManifestationKind }) => {
  const { words, values, faults } = view;
  const { keys, labels, hints } = words;
  const of = (field: string): string => `manifestations.${kind}.${field}`;
  const exists = of('exists') in values;
  const fault = faults.find(({ field }) => field === of('exists'));
  return (
    <fieldset>
      <legend>{keys[`${kind}.exists`]}</legend>
      {fault && <p class="error">{fault.message}</p>}
      {(exists || of('was') in values) && <input type="hidden" name={of('was')} value="yes" />}
      <CheckField
        id={fieldId(of('exists'))}
        name={of('exists')}
        label={keys[`${kind}.exists`]}
        checked={exists}
        hint={exists ? hints.exists : undefined}
      />
      <div class="row">
        <Text view={view} name={of('isbn')} label={keys[`${kind}.isbn`]} suggest="isbn" />
        <Text view={view} name={of('isbnInSource')} label={keys[`${kind}.isbnInSource`]} hint={hints.isbnInSource} />
        <Text view={view} name={of('issn')} label={keys[`${kind}.issn`]} suggest="issn" />
      </div>
      <div class="row">
        <Text view={view} name={of('pages')} label={keys[`${kind}.pages`]} size={8} />
        <Text view={view} name={of('binding')} label={keys[`${kind}.binding`]} />
        <Text view={view} name={of('urn')} label={keys[`${kind}.urn`]} hint={hints.urn} />
      </div>
      {(kind === 'pdf' || ['file.url', 'file.name', 'file.mediaType'].some((field) => isFilled(values, of(field)))) && (
        <div class="row">
          <Text view={view} name={of('file.url')} label={labels.fileUrl} hint={hints.fileUrl} />
          <Text view={view} name={of('file.name')} label={labels.fileName} />
          <Text view={view} name={of('file.mediaType')} label={labels.mediaType} />
        </div>
      )}
    </fieldset>
  );
};
