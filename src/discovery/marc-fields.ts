import { parseLanguage } from '../catalogue/language.js';
import { agentsOf } from '../crosswalk/harvested/agents.js';
import { shownText, withoutIsbd } from '../crosswalk/harvested/heading-text.js';
import { isWebAddress } from '../crosswalk/harvested/link-schemes.js';
import type { Datafield, MarcRecord } from '../crosswalk/marc-record.js';
import type { Work, WorkContributor, WorkRole, WorkTitle } from './work.js';

export const fieldsOf = ({ datafields }: MarcRecord, ...tags: readonly string[]): readonly Datafield[] =>
  datafields.filter(({ tag }) => tags.includes(tag));

export const valuesOf = ({ subfields }: Datafield, codes: string): readonly string[] =>
  subfields.filter(({ code }) => code !== '' && codes.includes(code)).map(({ value }) => value);

/** 245, then the parallel titles: those of 246 and the one that 245 $b holds after an equals sign. Never empty. */
export const marcTitles = (record: MarcRecord, fallback: string): readonly [WorkTitle, ...WorkTitle[]] => {
  const fields = [...fieldsOf(record, '245').slice(0, 1), ...fieldsOf(record, '246').filter(({ ind2 }) => ind2 === '1')];
  const [first, ...others] = fields.flatMap(titlesIn);
  const seen = new Set(first ? [first.text] : []);
  return [first ?? { text: fallback }, ...others.filter(({ text }) => !seen.has(text) && seen.add(text))];
};

const titlesIn = (field: Datafield): readonly WorkTitle[] => {
  const text = withoutIsbd(valuesOf(field, 'anp').map(shownText).join(' '));
  const [rest = ''] = valuesOf(field, 'b');
  const second = withoutIsbd(rest);
  const before = field.subfields[field.subfields.findIndex(({ code }) => code === 'b') - 1]?.value ?? '';
  if (text === '') return second === '' ? [] : [{ text: second }];
  if (second === '') return [{ text }];
  return /=\s*$/u.test(before) ? [{ text }, { text: second }] : [{ text, subtitle: second }];
};

const ROLES: readonly (readonly [RegExp, WorkRole])[] = [
  [/^(?:toimittaja|toim|red(?:aktör|igerad av)?|utg|editor|ed|edt)$/i, 'editor'],
  [/^(?:julkaisija|kustantaja|utgivare|förläggare|publisher|pbl|isb)$/i, 'publisher'],
];

/** Whoever the record names for the work, in its order; one name once. */
export const marcContributors = (record: MarcRecord): readonly WorkContributor[] => {
  const found = new Map<string, WorkContributor>();
  for (const field of fieldsOf(record, '100', '110', '111', '700', '710', '711')) {
    // One field at a time, so that the order and the kind of each name stay known.
    const { creators, contributors } = agentsOf({ ...record, datafields: [field] });
    const [name = ''] = [...creators, ...contributors];
    if (name === '' || found.has(name)) continue;
    found.set(name, contributorOf(field, name, creators.length > 0 ? 'author' : roleIn(field)));
  }
  return [...found.values()];
};

const contributorOf = ({ tag }: Datafield, name: string, role: WorkRole): WorkContributor => {
  if (!tag.endsWith('00')) return { kind: 'corporate', name, role };
  const comma = name.indexOf(', ');
  return comma < 0
    ? { kind: 'person', family: name, role }
    : { kind: 'person', family: name.slice(0, comma), given: name.slice(comma + 2), role };
};

const roleIn = (field: Datafield): WorkRole => {
  const terms = valuesOf(field, 'e4').map((value) => withoutIsbd(value).replace(/^\(|\)$|\.$/g, ''));
  return ROLES.find(([pattern]) => terms.some((term) => pattern.test(term)))?.[1] ?? 'contributor';
};

/** 6xx with its thesaurus, 653 without; one term of one thesaurus once. */
export const marcSubjects = (record: MarcRecord): Work['subjects'] => {
  const subjects = fieldsOf(record, '600', '610', '611', '630', '648', '650', '651', '653').flatMap(subjectsIn);
  return [...new Map(subjects.map((subject) => [JSON.stringify([subject.term, subject.vocabulary]), subject])).values()];
};

const subjectsIn = (field: Datafield): Work['subjects'] => {
  if (field.tag === '653') {
    return valuesOf(field, 'a').flatMap((value) => (withoutIsbd(value) === '' ? [] : [{ term: withoutIsbd(value) }]));
  }
  const heading = valuesOf(field, 'ab').map(withoutIsbd).join('. ');
  const term = [heading, ...valuesOf(field, 'vxyz').map(withoutIsbd)].filter((part) => part !== '').join('--');
  if (term === '') return [];
  // `yso/fin`: the thesaurus, and the language in which the term is given.
  const [vocabulary, suffix = ''] = (valuesOf(field, '2')[0] ?? '').trim().split('/');
  const language = suffix === '' ? undefined : parseLanguage(suffix);
  const uri = valuesOf(field, '0')
    .map((value) => value.trim())
    .find(isWebAddress);
  return [
    {
      term,
      ...(vocabulary !== undefined && vocabulary !== '' && { vocabulary }),
      ...(uri !== undefined && { uri }),
      ...(language !== undefined && { language }),
    },
  ];
};

/** In 264 the second indicator tells the publisher from the printer. */
export const marcPublisher = (record: MarcRecord): Work['publisher'] => {
  const fields = [...fieldsOf(record, '264').filter(({ ind2 }) => ind2 === '1'), ...fieldsOf(record, '260')];
  const [first] = fields.flatMap((field) => {
    const [name = '', place = ''] = ['b', 'a'].map((code) => withoutBrackets(valuesOf(field, code)[0] ?? ''));
    return name === '' ? [] : [{ name, ...(place !== '' && { place }) }];
  });
  return first;
};

const withoutBrackets = (value: string): string => withoutIsbd(value).replace(/^\[(.*)\]$/u, '$1');
