import type { RecordName } from '../../../../administration/publication-preview.js';
import type { PublicationFormWords } from '../../words/publication-form.js';
import { FORM_ID } from './form.js';

/** An ISBN that somebody has just typed and that is none, with what is wrong with it. */
export interface IsbnDoubt {
  readonly isbn: string;
  readonly sentence: string;
}

interface AskFirstProps {
  readonly words: PublicationFormWords;
  readonly deletions: readonly RecordName[];
  readonly doubts: readonly IsbnDoubt[];
}

/** In front of a save that deletes records for ever, or keeps a number that looks like a slip: once, saying what will happen. */
export const AskFirst = ({ words, deletions, doubts }: AskFirstProps) => (
  <section class="warn" role="alert" tabIndex={-1}>
    {doubts.length > 0 && (
      <>
        <h2>{words.isbnDoubt}</h2>
        <ul>
          {doubts.map(({ isbn, sentence }) => (
            <li>
              <span lang="">{isbn}</span>: {sentence}
            </li>
          ))}
        </ul>
        <p>{words.isbnDoubtNote}</p>
      </>
    )}
    {deletions.length > 0 && (
      <>
        <h2>{words.deletions}</h2>
        <ul>
          {deletions.map(({ identifier, metadataPrefix }) => (
            <li>
              <code>{identifier}</code> ({metadataPrefix})
            </li>
          ))}
        </ul>
        <p>{words.deletionsNote}</p>
      </>
    )}
    <p class="actions">
      <button form={FORM_ID} class="danger" name="action" value="saveAnyway">
        {deletions.length > 0 ? words.saveAndDelete : words.saveAnyway}
      </button>
    </p>
  </section>
);
