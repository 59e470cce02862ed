import { isVerb, type OaiErrorCode } from '../../oai-pmh/protocol.js';
import { requestAddress, type PageContext } from './address.js';
import type { OaiAnswer } from './answer.js';

interface ProblemsParts extends Pick<OaiAnswer, 'problems'> {
  readonly page: PageContext;
  /** As it was asked: perhaps no verb at all. */
  readonly verb: string;
}

/** Every problem of a request with what the provider says of it, and what the reader can do, once for each code. */
export const Problems = ({ problems, page, verb }: ProblemsParts) => {
  const { words } = page;
  const onlyEmpty = isVerb(verb) && problems.every(({ code }) => code === 'noRecordsMatch');
  return (
    <section aria-labelledby="answer">
      <h2 id="answer">{onlyEmpty ? words.verbs[verb].title : words.problem}</h2>
      {problems.map(({ code, message }, index) => {
        const known = isErrorCode(code, page) ? { code, ...words.problems[code] } : undefined;
        const isLast = !problems.slice(index + 1).some((other) => other.code === code);
        return (
          <div class="problem">
            <h3>
              {known?.title ?? words.otherProblem} <code lang="en">{code}</code>
            </h3>
            <p lang="en">{message}</p>
            {known && isLast && (
              <p>
                <b>{words.adviceTitle}</b> {known.advice} <a href={wayOut(known.code, page, verb)}>{known.link}</a>
              </p>
            )}
          </div>
        );
      })}
    </section>
  );
};

const isErrorCode = (code: string, { words }: PageContext): code is OaiErrorCode => Object.hasOwn(words.problems, code);

/** Where the advice for a problem leads. */
const wayOut = (code: OaiErrorCode, page: PageContext, verb: string): string => {
  switch (code) {
    case 'badVerb':
      return requestAddress(page, { verb: 'Identify' });
    case 'badArgument':
      return '#forms';
    case 'badResumptionToken':
      return requestAddress(page, verb === 'ListSets' ? { verb } : { verb: 'ListIdentifiers', metadataPrefix: 'oai_dc' });
    case 'cannotDisseminateFormat':
      return requestAddress(page, { verb: 'ListMetadataFormats' });
    case 'idDoesNotExist':
    case 'noMetadataFormats':
    case 'noSetHierarchy':
      return requestAddress(page, { verb: 'ListIdentifiers', metadataPrefix: 'oai_dc' });
    case 'noRecordsMatch':
      return requestAddress(page, { verb: 'ListSets' });
  }
};
