import { showField } from '../../src/crosswalk/marc-record.js';
import { childElements, localName, textOf } from '../../src/xml/element.js';
import { parseXml } from '../../src/xml/parse.js';

/** A MARCXML record as lines: `LDR …`, `001 …`, `245 10 $a Title.`; a blank indicator is `#`. */
export const readMarcLines = (text: string): readonly string[] =>
  childElements(parseXml(text)).map((field) => {
    const { tag = '', ind1 = '', ind2 = '' } = field.attributes;
    if (localName(field) === 'leader') return `LDR ${textOf(field)}`;
    if (localName(field) === 'controlfield') return `${tag} ${textOf(field)}`;
    const subfields = childElements(field).map((subfield) => ({ code: subfield.attributes['code'] ?? '', value: textOf(subfield) }));
    return showField({ tag, ind1, ind2, subfields });
  });

/** Lines of one tag. */
export const marcLines = (text: string, tag: string): readonly string[] => readMarcLines(text).filter((line) => line.startsWith(`${tag} `));

/** A Dublin Core record as `[element, text]` in document order; `title@fi` where the language is said. */
export const readDcPairs = (text: string): readonly (readonly [name: string, value: string])[] =>
  childElements(parseXml(text)).map((child) => {
    const language = child.attributes['xml:lang'];
    return [localName(child) + (language === undefined ? '' : `@${language}`), textOf(child)];
  });

/** A kk record as `[element.qualifier, value]`, `@fi` where the language is said; files as `['file', href]`. */
export const readKkPairs = (text: string): readonly (readonly [name: string, value: string])[] =>
  childElements(parseXml(text)).map(({ name, attributes }) => {
    if (name === 'kk:file') return ['file', attributes['href'] ?? ''];
    const { element = '', qualifier, language = 'none', value = '' } = attributes;
    return [element + (qualifier === undefined ? '' : `.${qualifier}`) + (language === 'none' ? '' : `@${language}`), value];
  });
