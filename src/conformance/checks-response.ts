import { hasForbiddenCharacters } from '../xml/characters.js';
import { childElements, localName } from '../xml/element.js';
import { isVerb, OAI_NAMESPACE, OAI_SCHEMA } from '../oai-pmh/protocol.js';
import { argumentsOf, hasError, requestElement, responseDateOf, type Answer } from './answer.js';
import { about, fail, none, notApplicable, pass, plainAnswers, refuses, type Check, type Examination } from './check.js';

/** Requirements 11 to 18: what an answer looks like. Run last, over every answer that came. */
export const RESPONSE_CHECKS: readonly Check[] = [
  {
    id: 'R11',
    name: 'Every answer is valid against the schemas',
    section: '§3.2',
    last: true,
    run: (examination) => {
      const read = plainAnswers(examination).filter(({ root }) => root !== undefined);
      const invalid = read.flatMap((answer) => answer.faults.filter(({ kind }) => kind === 'invalid').map((fault) => ({ answer, fault })));
      if (invalid[0]) {
        const faults = invalid.map(({ answer, fault }) => `line ${fault.line} for ?${answer.query.slice(0, 60)}: ${fault.message}`);
        return about(invalid[0].answer, none(faults, 'Correct the named elements; a client that validates throws the whole answer away.'));
      }
      const unknown = read.flatMap(({ faults }) =>
        faults.filter(({ kind }) => kind === 'unknown-namespace').map(({ message }) => /\{([^}]*)\}/.exec(message)?.[1] ?? ''),
      );
      return pass(
        unknown.length === 0 ? undefined : `except what is in ${[...new Set(unknown)].join(', ')}, for which there is no schema here`,
      );
    },
  },
  {
    id: 'R11a',
    name: 'Every answer is well-formed XML',
    section: '§3.2',
    last: true,
    run: (examination) =>
      none(
        plainAnswers(examination)
          .filter(({ status, faults, text }) => status === 200 && !hasDoctype(text) && faults.some(({ kind }) => kind === 'malformed'))
          .map(({ query, faults }) => `?${query.slice(0, 60)}: ${faults[0]?.message ?? ''}`),
        'Build answers by an XML library, never by joining strings.',
      ),
  },
  {
    id: 'R11b',
    name: 'Every answer begins with an XML declaration and is UTF-8',
    section: '§3.2',
    last: true,
    run: (examination) =>
      faultsIn(examination, 'Begin with <?xml version="1.0" encoding="UTF-8"?>.', ({ text }) =>
        /^\uFEFF?<\?xml\s+version=["']1\.0["']\s+encoding=["']utf-8["']/i.test(text) ? undefined : `it begins ${text.slice(0, 40)}`,
      ),
  },
  {
    id: 'R11c',
    name: 'No answer has a DOCTYPE',
    section: '§3.2',
    last: true,
    run: (examination) =>
      none(
        plainAnswers(examination)
          .filter(({ text }) => hasDoctype(text) && !/<!DOCTYPE\s+html/i.test(text))
          .map(({ query }) => `?${query}`),
        'Leave the DOCTYPE out and write character references instead of entities.',
      ),
  },
  {
    id: 'R12',
    name: 'The root is OAI-PMH in the namespace of version 2.0, without prefix',
    section: '§3.2',
    last: true,
    run: (examination) =>
      faultsIn(examination, `Make the root <OAI-PMH xmlns="${OAI_NAMESPACE}" …>: many clients read names, not namespaces.`, ({ root }) =>
        root === undefined || (root.name === 'OAI-PMH' && root.namespace === OAI_NAMESPACE)
          ? undefined
          : `<${root.name}> in ${root.namespace || 'no namespace'}`,
      ),
  },
  {
    id: 'R12a',
    name: 'The root names the schema of the protocol',
    section: '§3.2',
    last: true,
    run: (examination) =>
      faultsIn(examination, `Add xsi:schemaLocation="${OAI_NAMESPACE} ${OAI_SCHEMA}" to the root.`, ({ root }) => {
        const location = root?.attributes['xsi:schemaLocation'] ?? '';
        return root === undefined || `${location.split(/\s+/).join(' ')} `.includes(`${OAI_NAMESPACE} ${OAI_SCHEMA} `)
          ? undefined
          : `xsi:schemaLocation="${location}"`;
      }),
  },
  {
    id: 'R13',
    name: 'An answer holds responseDate, request, and then errors or the one element named as the verb',
    section: '§3.2',
    last: true,
    run: (examination) =>
      faultsIn(examination, 'Keep this order, and never send an error beside an answer.', (answer) => {
        const names = answer.root ? childElements(answer.root).map(localName) : [];
        const verb = argumentsOf(answer).get('verb') ?? '';
        const [first, second, ...rest] = names;
        const right =
          first === 'responseDate' &&
          second === 'request' &&
          rest.length > 0 &&
          (rest.every((name) => name === 'error') || (rest.length === 1 && (rest[0] === verb || !isVerb(verb))));
        return right ? undefined : `${names.slice(0, 5).join(', ')} for ?${answer.query.slice(0, 60)}`;
      }),
  },
  {
    id: 'R14',
    name: 'responseDate is UTC to the second',
    section: '§3.2, §3.3',
    last: true,
    run: (examination) =>
      faultsIn(examination, 'Write YYYY-MM-DDThh:mm:ssZ, without a fraction, also where the granularity is the day.', (answer) =>
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(responseDateOf(answer)) ? undefined : `"${responseDateOf(answer)}"`,
      ),
  },
  {
    id: 'R15',
    name: 'request repeats exactly the arguments that were given',
    section: '§3.2',
    last: true,
    run: (examination) =>
      faultsIn(examination, 'Write each argument as an attribute of request, with its decoded value, and no others.', (answer) => {
        if (hasError(answer, 'badVerb', 'badArgument')) return undefined;
        const given = spelled([...argumentsOf(answer)]);
        const repeated = spelled(requestAttributes(answer));
        return given === repeated ? undefined : `${repeated || 'no attributes'} for ${given}`;
      }),
  },
  {
    id: 'R16',
    name: 'After badVerb or badArgument request has no attributes',
    section: '§3.2',
    last: true,
    run: (examination) =>
      faultsIn(examination, 'Leave the attributes out: their values may not even be legal.', (answer) =>
        hasError(answer, 'badVerb', 'badArgument') && requestAttributes(answer).length > 0 ? spelled(requestAttributes(answer)) : undefined,
      ),
  },
  {
    id: 'R16a',
    name: 'After any other error request keeps its attributes',
    section: '§3.2',
    last: true,
    run: (examination) => {
      const others = plainAnswers(examination).filter((answer) => answer.errors.length > 0 && !hasError(answer, 'badVerb', 'badArgument'));
      if (others.length === 0) return notApplicable('no other error came');
      const [bare] = others.filter((answer) => requestAttributes(answer).length === 0);
      return bare
        ? about(bare, fail('request without attributes', 'Repeat the arguments: only badVerb and badArgument leave them out.'))
        : pass();
    },
  },
  refuses({
    id: 'R17',
    name: 'A metadataPrefix with illegal signs is badArgument',
    section: '§3.4, schema',
    question: () => ({ verb: 'ListRecords', metadataPrefix: 'oai dc"<&' }),
    codes: ['badArgument'],
    advice: "A prefix has letters, digits and -_.!~*'() only; refuse the rest as badArgument, so that the answer stays valid.",
  }),
  refuses({
    id: 'R17a',
    name: 'A setSpec with illegal signs is badArgument',
    section: '§2.6, schema',
    question: () => ({ verb: 'ListRecords', metadataPrefix: 'oai_dc', set: 'a::"<&' }),
    codes: ['badArgument', 'noSetHierarchy'],
    advice: 'Refuse a setSpec of illegal form as badArgument.',
  }),
  refuses({
    id: 'R17b',
    name: 'An identifier with illegal signs is refused in a readable answer',
    section: '§2.4, schema',
    question: () => ({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier: 'invalid"id<&>' }),
    codes: ['badArgument', 'idDoesNotExist'],
    advice: 'Escape what is repeated, and answer idDoesNotExist or badArgument.',
  }),
  {
    id: 'R18',
    name: 'No answer holds characters that XML forbids',
    section: 'XML 1.0 §2.2',
    last: true,
    run: (examination) =>
      none(
        plainAnswers(examination)
          .filter(
            ({ text }) =>
              hasForbiddenCharacters(text) ||
              /&#(?:x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[eEfF])|0*(?:[0-8]|1[124-9]|2\d|3[01]));/.test(text),
          )
          .map(({ query }) => `?${query}`),
        'Take control characters, U+FFFE, U+FFFF and lone surrogates out of the metadata before writing, also as references.',
      ),
  },
];

const hasDoctype = (text: string): boolean => /<!DOCTYPE/i.test(text.slice(0, 2_000));

/** Looks at every answer that is XML of the protocol; the first fault comes with its question. */
const faultsIn = (examination: Examination, advice: string, faultOf: (answer: Answer) => string | undefined) => {
  const faulty = plainAnswers(examination).flatMap((answer) => {
    const fault = answer.root === undefined ? undefined : faultOf(answer);
    return fault === undefined ? [] : [{ answer, fault }];
  });
  const verdict = none([...new Set(faulty.map(({ fault }) => fault))], advice);
  return faulty[0] ? about(faulty[0].answer, verdict) : verdict;
};

const requestAttributes = (answer: Answer): readonly (readonly [string, string])[] =>
  Object.entries(requestElement(answer)?.attributes ?? {}).filter(([name]) => !name.startsWith('xmlns'));

const spelled = (args: readonly (readonly [string, string])[]): string =>
  args
    .map(([name, value]) => `${name}="${value}"`)
    .sort()
    .join(' ');
