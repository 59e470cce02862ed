import type { Work } from '../../../discovery/work.js';
import type { Language } from '../../admin/language.js';
import { pathOf } from '../language.js';
import { representationsOf } from '../representations.js';
import { WORK_WORDS } from '../words/work.js';
import type { Site } from './site.js';
import { Linked } from './text.js';

interface CitationParts {
  readonly site: Site;
  readonly work: Work;
  readonly language: Language;
}

const NAMES = {
  bibtex: 'BibTeX',
  ris: 'RIS',
  'csl-json': 'CSL-JSON',
  'json-ld': 'JSON-LD',
  marcxml: 'MARCXML',
  oai_dc: 'Dublin Core',
} as const;
const FOR_REFERENCES: ReadonlySet<string> = new Set(['bibtex', 'ris', 'csl-json']);

/** How to name the publication elsewhere: as a sentence to copy, and as files for reference managers and others. */
export const Citation = ({ site, work, language, citation }: CitationParts & { readonly citation: string }) => {
  const words = WORK_WORDS[language];
  const path = pathOf({ kind: 'work', id: work.id }, language);
  const offered = representationsOf(work).flatMap(({ name }) => (name === 'html' ? [] : [{ name, label: NAMES[name] }]));
  const linkTo = ({ name, label }: (typeof offered)[number]) => (
    <li>
      <a href={site.href(`${path}?format=${name}`)}>{label}</a>
    </li>
  );
  return (
    <section>
      <h2>{words.cite}</h2>
      <blockquote class="cite">
        <p>
          <Linked text={citation} />
        </p>
      </blockquote>
      <div class="labelled no-print">
        <p id="cite-formats">{words.citeFormats}:</p>
        <ul class="inline" aria-labelledby="cite-formats">
          {offered.filter(({ name }) => FOR_REFERENCES.has(name)).map(linkTo)}
        </ul>
      </div>
      <div class="labelled no-print">
        <p id="other-formats">{words.otherFormats}:</p>
        <ul class="inline" aria-labelledby="other-formats">
          {offered.filter(({ name }) => !FOR_REFERENCES.has(name)).map(linkTo)}
        </ul>
      </div>
    </section>
  );
};

/** For those who harvest: each manifestation's item with its records. */
export const Records = ({ site, work, language }: CitationParts) => {
  const words = WORK_WORDS[language];
  return work.manifestations.length === 0 ? null : (
    <section class="no-print">
      <h2>{words.records}</h2>
      <ul class="plain">
        {work.manifestations.map(({ identifier, formats }) => (
          <li>
            <code>{identifier}</code>
            <ul class="inline">
              {formats.map((metadataPrefix) => (
                <li>
                  <a href={site.href(`/oai?${new URLSearchParams({ verb: 'GetRecord', metadataPrefix, identifier }).toString()}`)}>
                    <code>{metadataPrefix}</code>
                    <span class="visually-hidden">: {identifier}</span>
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
};
