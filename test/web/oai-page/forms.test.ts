import { describe, expect, it } from '@jest/globals';
import { VERB_ARGUMENTS } from '../../../src/oai-pmh/protocol.js';
import { parseRequest } from '../../../src/provider/request.js';
import { error, type Given, IDENTIFIER, page, PAGES, RECORDS } from './answers.js';
import { ancestorsOf, attributeOf, below, elementsOf, entriesOf, type HtmlElement, linksOf, named, textOf } from './html.js';

describe('the forms', () => {
  const formsOf = (html: string): readonly HtmlElement[] => named(elementsOf(html), 'form');
  const given: readonly (readonly [name: string, given: Given])[] = [
    ...PAGES.map(([name, arguments_]) => [name, arguments_] as const),
    ['a set', { ...RECORDS, set: 'older:1236-049X' }],
    ['a beginning in days', { ...RECORDS, from: '2023-01-01' }],
    ['a beginning in seconds', { ...RECORDS, from: '2023-01-01T00:00:00Z' }],
    ['an end in seconds', { ...RECORDS, until: '2023-01-01T00:00:00Z' }],
    ['an end in days long ago', { ...RECORDS, until: '1999-01-01' }],
    ['a beginning in the future', { ...RECORDS, from: '2999-01-01' }],
    ['both', { ...RECORDS, from: '2023-01-01', until: '2023-01-31' }],
    ['a token', { verb: 'ListRecords', resumptionToken: 'abc' }],
    ['nothing', {}],
    ['empty arguments', { verb: 'ListRecords', metadataPrefix: '', set: '', from: '', until: '' }],
  ];

  it.each(given)('send exactly legal requests after %s, or lack only what the reader must type', (_, arguments_) => {
    const body = PAGES.find(([, { verb }]) => verb === arguments_['verb'])?.[2] ?? error('badVerb', 'None.');
    const forms = formsOf(page(arguments_, body));
    expect(new Set(forms.map((form) => entriesOf(form).get('verb')))).toEqual(new Set(Object.keys(VERB_ARGUMENTS)));
    for (const form of forms) {
      const entries = entriesOf(form);
      const typed = named(below(form), 'input').filter((input) => attributeOf(input, 'type') !== 'hidden');
      expect(typed.filter((input) => attributeOf(input, 'required') === undefined)).toEqual([]);
      for (const [name, value] of entries) if (value === '') entries.set(name, name === 'identifier' ? IDENTIFIER : 'abc');
      expect([attributeOf(form, 'id'), parseRequest(entries, 'strict')]).toEqual([
        attributeOf(form, 'id'),
        expect.objectContaining({ kind: 'legal' }),
      ]);
    }
  });

  it.each(Object.entries(VERB_ARGUMENTS))('offer every argument of %s', (verb, takes) => {
    const controls = formsOf(page(RECORDS, PAGES[4]![2]))
      .filter((form) => entriesOf(form).get('verb') === verb)
      .flatMap((form) => named(below(form), 'input', 'select').map((control) => attributeOf(control, 'name')));
    expect(new Set(controls)).toEqual(new Set(['verb', ...Object.keys(takes)]));
  });

  it.each([
    ['plain', RECORDS],
    ['since', { ...RECORDS, from: '2023-01-01' }],
    ['until', { ...RECORDS, until: '2023-01-01' }],
    ['between', { ...RECORDS, from: '2023-01-01', until: '2023-02-01', set: 'own' }],
    ['token', { verb: 'ListRecords', resumptionToken: 'abc' }],
  ] as const)('are filled with what was asked: %s', (kind, arguments_) => {
    const html = page(arguments_, PAGES[4]![2]);
    const form = formsOf(html).find((each) => attributeOf(each, 'id') === `ListRecords-${kind}`)!;
    expect(Object.fromEntries(entriesOf(form))).toEqual(arguments_);
    expect(
      ancestorsOf(form)
        .filter(({ tagName }) => tagName === 'details')
        .map((each) => attributeOf(each, 'open')),
    ).not.toContain(undefined);
  });

  it('open only that of the current verb', () => {
    const verbs = named(elementsOf(page({ verb: 'ListSets' }, PAGES[2]![2])), 'details').filter(
      (each) => ancestorsOf(each).some((outer) => attributeOf(outer, 'id') === 'forms') && attributeOf(each, 'class') === undefined,
    );
    expect(verbs.filter((each) => attributeOf(each, 'open') !== undefined).map((each) => textOf(named(below(each), 'b')[0]!))).toEqual([
      'ListSets',
    ]);
  });

  it('label every field and describe it with a hint that exists', () => {
    const elements = elementsOf(page(RECORDS, PAGES[4]![2]));
    const ids = elements.map((each) => attributeOf(each, 'id')).filter((id) => id !== undefined);
    expect(new Set(ids).size).toBe(ids.length);
    const controls = named(elements, 'input', 'select').filter((each) => attributeOf(each, 'type') !== 'hidden');
    const labels = named(elements, 'label').map((label) => attributeOf(label, 'for'));
    expect(controls.map((each) => attributeOf(each, 'id'))).toEqual(labels);
    const hints = controls.map((each) => attributeOf(each, 'aria-describedby')).filter((id) => id !== undefined);
    expect(ids).toEqual(expect.arrayContaining(hints));
    expect(linksOf(page(RECORDS, PAGES[4]![2])).filter((link) => link.startsWith('#') && !ids.includes(link.slice(1)))).toEqual([]);
  });

  it('go to the path of the base URL by GET, so a reader stays on the host that answered', () => {
    const forms = formsOf(page({ verb: 'ListSets' }, PAGES[2]![2]));
    expect(new Set(forms.map((form) => `${attributeOf(form, 'method')!} ${attributeOf(form, 'action')!}`))).toEqual(new Set(['get /oai']));
  });

  it('lead back to all sets once one was chosen', () => {
    expect(linksOf(page({ ...RECORDS, set: 'own' }, PAGES[4]![2]))).toContain('/oai?verb=ListRecords&metadataPrefix=oai_dc');
  });
});
