import type { ComponentChildren } from 'preact';
import { may } from '../../../../accounts/person.js';
import type { PublicationDescription } from '../../../../administration/publications.js';
import { hyphenateIsbn } from '../../../../catalogue/isbn.js';
import { linked } from '../../../oai-page/value.js';
import { ActForm } from '../../parts/form.js';
import { Time, type TimeStyle } from '../../parts/time.js';
import type { SignedInRequest } from '../../route.js';
import { PUBLICATION_FORM_WORDS } from '../../words/publication-form.js';
import { PUBLICATIONS_WORDS, type PublicationsWords } from '../../words/publications.js';
import { writeValues } from './form-writing.js';
import { publicationPath } from './paths.js';
import { Warnings } from './preview.js';
import { History, Items } from './records-and-history.js';
import { tellTexts } from './versions.js';

interface OneProps {
  readonly request: SignedInRequest;
  readonly description: PublicationDescription;
  readonly timezone: string;
  /** Why what a person wanted was not done. */
  readonly trouble?: ComponentChildren;
}

/** One publication: what it says, what harvesters get of it, who changed it, what can be done. */
export const OnePublication = ({ request, description, timezone, trouble }: OneProps) => {
  const words = PUBLICATIONS_WORDS[request.language];
  const { publication, state, warnings, revision } = description;
  const path = publicationPath(publication.id);
  const style = { language: request.language, timezone };
  const isbnWarnings = publication.manifestations.filter(({ isbn }) => isbn?.kind === 'invalid');
  return (
    <>
      {trouble !== undefined && (
        <div class="bad" role="alert" tabIndex={-1}>
          {trouble}
        </div>
      )}
      <p class="quiet" lang="">
        {publication.id}
      </p>
      {publication.withdrawn && (
        <div class="warn">
          <p lang="">{words.withdrawnBecause(publication.withdrawn.reason)}</p>
          <p>{words.withdrawnNote}</p>
        </div>
      )}
      {state === 'unpublished' && <p class="note">{words.unpublishedNote}</p>}
      {may(request.person, 'edit') && (
        <div class="actions">
          <a class="button main" href={`${path}/edit`}>
            {words.edit}
          </a>
          {publication.withdrawn ? (
            <ActForm request={request} action={`${path}/restore`} label={words.restore} fields={{ sawRevision: String(revision) }} />
          ) : (
            <a class="button danger" href={`${path}/withdraw`}>
              {words.withdraw}
            </a>
          )}
        </div>
      )}
      {isbnWarnings.length > 0 && <IsbnsToCheck request={request} description={description} words={words} />}
      <Warnings title={words.warnings} warnings={warnings} />
      <Facts request={request} description={description} words={words} style={style} />
      <Items description={description} words={words} style={style} />
      <History description={description} words={words} style={style} />
    </>
  );
};

interface PartProps {
  readonly description: PublicationDescription;
  readonly words: PublicationsWords;
}

/** The suggestions of intake, each to be confirmed by one press. */
const IsbnsToCheck = ({ request, description: { publication, revision }, words }: PartProps & { readonly request: SignedInRequest }) => (
  <section aria-labelledby="isbn">
    <h2 id="isbn">{words.isbnTitle}</h2>
    {publication.manifestations.map(
      ({ kind, isbn }) =>
        isbn?.kind === 'invalid' && (
          <>
            <p>{words.isbnIs(isbn.raw, words.kinds[kind])}</p>
            {may(request.person, 'edit') && isbn.suggestions.length > 0 && (
              <>
                <p>{words.isbnWhich}</p>
                <div class="actions">
                  {isbn.suggestions.map((suggestion) => (
                    <ActForm
                      request={request}
                      action={`${publicationPath(publication.id)}/isbn`}
                      label={words.isbnTake(hyphenateIsbn(suggestion))}
                      fields={{ manifestation: kind, isbn: suggestion, sawRevision: String(revision) }}
                    />
                  ))}
                </div>
              </>
            )}
          </>
        ),
    )}
    <p class="quiet">{words.isbnOther}</p>
  </section>
);

const Facts = ({ request, description, words, style }: PartProps & { readonly request: SignedInRequest; readonly style: TimeStyle }) => {
  const formWords = PUBLICATION_FORM_WORDS[request.language];
  const { publication, form } = description;
  const { status, ground } = publication.accessibility;
  const texts = new Map(tellTexts(writeValues(form, []), formWords));
  texts.set('accessibility', [formWords.statuses[status], ...(ground.kind === 'none' ? [] : [ground.text])].join(' · '));
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{words.facts}</h2>
      <dl class="facts">
        {[...texts].map(
          ([key, text]) =>
            text !== '' && (
              <div>
                <dt>{formWords.keys[key]}</dt>
                <dd lang="">
                  {text.split('\n').map((line) => (
                    <div>{line.split(' · ').map((part, index) => [index === 0 ? '' : ' · ', linked(part)])}</div>
                  ))}
                </dd>
              </div>
            ),
        )}
        <div>
          <dt>{words.created}</dt>
          <dd>
            <Time at={publication.created * 1000} style={style} />
          </dd>
        </div>
        <div>
          <dt>{words.modified}</dt>
          <dd>
            <Time at={publication.modified * 1000} style={style} />
          </dd>
        </div>
      </dl>
    </section>
  );
};
