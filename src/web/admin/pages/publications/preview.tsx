import { parseXml } from '../../../../xml/parse.js';
import type { FormatPreview, PublicationPreview } from '../../../../administration/publication-preview.js';
import type { PageContext } from '../../../oai-page/address.js';
import { DublinCore, isDublinCore } from '../../../oai-page/dublin-core.js';
import { isKk, Kk } from '../../../oai-page/kk.js';
import { isMarc, Marc } from '../../../oai-page/marc.js';
import { WORDS } from '../../../oai-page/words.js';
import type { Language } from '../../language.js';
import { Core, Scroll } from '../../parts/empty.js';
import { PUBLICATION_FORM_WORDS, type PublicationFormWords } from '../../words/publication-form.js';
import { PUBLICATIONS_WORDS } from '../../words/publications.js';
import type { FieldKey } from './form-values.js';

interface PreviewProps {
  readonly language: Language;
  readonly preview: PublicationPreview;
  readonly warnings: readonly string[];
  readonly isWithdrawn: boolean;
  readonly changes: readonly FieldChange[];
  readonly isNew: boolean;
}

/** What saving would change, and every record as harvesters would get it. */
export const Preview = ({ language, preview, warnings, isWithdrawn, changes, isNew }: PreviewProps) => {
  const words = PUBLICATION_FORM_WORDS[language];
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{words.previewTitle}</h2>
      <p class="note">{words.previewNote}</p>
      {isWithdrawn && <p class="warn">{words.previewWithdrawn}</p>}
      <Warnings title={words.warnings} warnings={warnings} />
      {!isNew && <Changes words={words} changes={changes} />}
      {preview.items.length === 0 && <p>{words.previewNothing}</p>}
      {preview.items.map(({ identifier, manifestation, formats }) => (
        <section aria-label={identifier}>
          <h3>
            {PUBLICATIONS_WORDS[language].kinds[manifestation]} <small>{identifier}</small>
          </h3>
          {formats.map((format) => (
            <details open>
              <summary>{format.metadataPrefix}</summary>
              <Scroll label={`${identifier} ${format.metadataPrefix}`}>
                <Record format={format} language={language} words={words} />
              </Scroll>
            </details>
          ))}
        </section>
      ))}
    </section>
  );
};

export const Warnings = ({ title, warnings }: { readonly title: string; readonly warnings: readonly string[] }) =>
  warnings.length === 0 ? null : (
    <div class="warn">
      <h3>{title}</h3>
      <ul>
        {warnings.map((warning) => (
          <li>
            <Core>{warning}</Core>
          </li>
        ))}
      </ul>
    </div>
  );

/** As the page of the repository shows it, so that both are read alike. */
const Record = ({
  format,
  language,
  words,
}: {
  readonly format: FormatPreview;
  readonly language: Language;
  readonly words: PublicationFormWords;
}) => {
  if (format.kind === 'fault') {
    return (
      <p class="bad">
        {words.cannotBeShown} <Core>{format.message}</Core>
      </p>
    );
  }
  const root = parseXml(format.xml);
  const page: PageContext = { words: WORDS[language], path: '/oai', metadataPrefix: format.metadataPrefix };
  if (isDublinCore(root)) return <DublinCore root={root} page={page} />;
  if (isMarc(root)) return <Marc root={root} page={page} />;
  return isKk(root) ? <Kk root={root} page={page} /> : <pre>{format.xml}</pre>;
};

/** A field in two versions. */
export interface FieldChange {
  readonly key: FieldKey;
  readonly before: string;
  readonly after: string;
}

const Changes = ({ words, changes }: { readonly words: PublicationFormWords; readonly changes: readonly FieldChange[] }) => (
  <>
    <h3>{words.changesTitle}</h3>
    {changes.length === 0 ? (
      <p>{words.noChanges}</p>
    ) : (
      <Scroll label={words.changesTitle}>
        <table class="diff">
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              <th scope="col">{words.before}</th>
              <th scope="col">{words.after}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ key, before, after }) => (
              <tr>
                <th scope="row">{words.keys[key]}</th>
                <td>
                  <Version text={before} words={words} />
                </td>
                <td>
                  <Version text={after} words={words} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
  </>
);

/** What a field said, its rows under each other. */
export const Version = ({ text, words }: { readonly text: string; readonly words: PublicationFormWords }) =>
  text === '' ? (
    <span class="quiet">{words.nothingThere}</span>
  ) : (
    <>
      {text.split('\n').map((line) => (
        <div lang="">{line}</div>
      ))}
    </>
  );
