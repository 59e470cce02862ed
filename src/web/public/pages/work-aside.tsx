import { accessibilitySentence } from '../../../crosswalk/accessibility.js';
import { isWebAddress } from '../../../crosswalk/harvested/link-schemes.js';
import type { Tie, Work, WorkManifestation } from '../../../discovery/work.js';
import type { Language } from '../../admin/language.js';
import { WORK_WORDS } from '../words/work.js';
import { shorten } from './hit.js';
import type { Site } from './site.js';
import { Contact, langOf, OuterLink } from './text.js';
import { Fact } from './work-details.js';

interface AsideParts {
  readonly site: Site;
  readonly work: Work;
  readonly language: Language;
}

export const urnAddress = (site: Site, urn: string): string => site.settings.links.urnResolver.replaceAll('{urn}', urn);

/** The printed book and the PDF, each with its own numbers. */
export const Editions = ({ site, work, language }: AsideParts) =>
  work.manifestations.length === 0 ? null : (
    <section>
      <h2>{WORK_WORDS[language].editions}</h2>
      {work.manifestations.map((edition) => (
        <Edition site={site} edition={edition} language={language} />
      ))}
    </section>
  );

interface EditionParts {
  readonly site: Site;
  readonly edition: WorkManifestation;
  readonly language: Language;
}

const Edition = ({ site, edition, language }: EditionParts) => {
  const words = WORK_WORDS[language];
  const { file, urn } = edition;
  return (
    <>
      <h3>{words.kinds[edition.kind]}</h3>
      <dl class="facts">
        {edition.isbns.map((isbn) => (
          <Fact name="ISBN">{isbn}</Fact>
        ))}
        {edition.faultyIsbns.map((isbn) => (
          <Fact name="ISBN">
            <span class="quiet">{words.faultyIsbn(isbn)}</span>
          </Fact>
        ))}
        {edition.issn !== undefined && <Fact name="ISSN">{edition.issn}</Fact>}
        {edition.extent !== undefined && (
          <Fact name={words.extent}>
            <span lang={langOf(site.settings.publisher.language, language)}>{edition.extent}</span>
          </Fact>
        )}
        {urn !== undefined && (
          <Fact name="URN">
            <OuterLink href={urnAddress(site, urn)}>{urn}</OuterLink>
          </Fact>
        )}
        {file && isWebAddress(file.url) && (
          <Fact name={words.file}>
            <OuterLink href={file.url}>{shorten(file.name ?? (file.mediaType === 'application/pdf' ? 'PDF' : words.read), 80)}</OuterLink>
          </Fact>
        )}
      </dl>
    </>
  );
};

/** Where else it is: their very records before searches. What was looked for and is not there any more is no place to send a reader to. */
export const Libraries = ({ site, work, language }: AsideParts) => {
  const words = WORK_WORDS[language];
  const { targets } = site.settings.links;
  const alive = work.ties.filter(({ target, dead, url }) => target !== 'urn' && dead === undefined && isWebAddress(url));
  const ties = [...alive.filter(({ kind }) => kind === 'record'), ...alive.filter(({ kind }) => kind === 'search')];
  const sentenceOf = ({ kind, target }: Tie): string => {
    const label = targets[target]?.label[language] ?? target;
    return kind === 'record' ? words.recordIn(label) : words.searchIn(label);
  };
  if (ties.length === 0 && work.origin === 'own') return null;
  return (
    <section>
      <h2>{words.libraries}</h2>
      {work.origin === 'older' && <p>{ties.length > 0 ? words.librariesOlder : words.librariesNone}</p>}
      <ul>
        {ties.map((tie) => (
          <li>
            <OuterLink href={tie.url}>{sentenceOf(tie)}</OuterLink>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** The status with its ground, as somebody said it, and who helps. */
export const Accessibility = ({ site, work: { accessibility }, language }: AsideParts) => {
  const words = WORK_WORDS[language];
  const contact = site.settings.publisher.accessibilityContact ?? site.settings.site.feedback;
  if (!accessibility) return null;
  return (
    <section>
      <h2>{words.accessibility}</h2>
      <p>{accessibilitySentence(accessibility, language)}</p>
      {contact !== undefined && (
        <p>
          {words.accessibilityAsk} <Contact at={contact} />
        </p>
      )}
    </section>
  );
};
