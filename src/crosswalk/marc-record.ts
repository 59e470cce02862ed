import { element, type XmlElement } from '../xml/element.js';

/** A MARC 21 record as far as we write it (ISO 2709 structure, MARCXML names). */
export interface MarcRecord {
  /** 24 characters. */
  readonly leader: string;
  readonly controlfields: readonly Controlfield[];
  readonly datafields: readonly Datafield[];
}

export interface Controlfield {
  readonly tag: string;
  readonly value: string;
}

export interface Datafield {
  readonly tag: string;
  readonly ind1: string;
  readonly ind2: string;
  readonly subfields: readonly Subfield[];
}

export interface Subfield {
  readonly code: string;
  readonly value: string;
}

export const MARC_NAMESPACE = 'http://www.loc.gov/MARC21/slim';
export const MARC_SCHEMA = 'http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd';

/** In the default namespace: readers in PHP and Kansalliskirjasto's own client do not find `marc:record`. */
export const writeMarcRecord = ({ leader, controlfields, datafields }: MarcRecord): XmlElement =>
  marc('record', { 'xsi:schemaLocation': `${MARC_NAMESPACE} ${MARC_SCHEMA}` }, [
    marc('leader', {}, [leader]),
    ...controlfields.map(({ tag, value }) => marc('controlfield', { tag }, [value])),
    ...datafields.map(({ tag, ind1, ind2, subfields }) =>
      marc(
        'datafield',
        { tag, ind1, ind2 },
        subfields.map(({ code, value }) => marc('subfield', { code }, [value])),
      ),
    ),
  ]);

const marc = (name: string, attributes: Readonly<Record<string, string>>, children: readonly (XmlElement | string)[]): XmlElement =>
  element(MARC_NAMESPACE, name, attributes, children);

/** A field as the fields are written on paper: `datafield('490', '1 ', ['a', 'Title ;'], ['v', '1'])`; subfields of `undefined` are left out. */
export const datafield = (
  tag: string,
  indicators: string,
  ...subfields: readonly (readonly [code: string, value: string | undefined])[]
): Datafield => ({
  tag,
  ind1: indicators.charAt(0),
  ind2: indicators.charAt(1),
  subfields: subfields.flatMap(([code, value]) => (value === undefined ? [] : [{ code, value }])),
});

/** The value of the first subfield of that code in the first field of that tag. */
export const findSubfield = ({ datafields }: MarcRecord, tag: string, code: string): string | undefined =>
  datafields.find((field) => field.tag === tag)?.subfields.find((subfield) => subfield.code === code)?.value;

/** `245 10 $a Title.`, as people read and write fields. */
export const showField = ({ tag, ind1, ind2, subfields }: Datafield): string =>
  `${tag} ${`${ind1}${ind2}`.replaceAll(' ', '#')} ${subfields.map(({ code, value }) => `$${code} ${value}`).join(' ')}`;

/** MARC21slim.xsd 1.1, leaderDataFieldType. */
const LEADER = /^[\d ]{5}[\dA-Za-z ][\dA-Za-z][\dA-Za-z ]{3}[2 ][2 ][\d ]{5}[\dA-Za-z ]{3}(?:4500| {4})$/;
const LENGTHS: Readonly<Record<string, number>> = { '005': 16, '008': 40 };

/**
 * What MARC21slim.xsd and MARC 21 ask of the shape of any record, one sentence for each fault: the field, its value,
 * what it should be. Empty when the shape is right.
 */
export const findShapeFaults = ({ leader, controlfields, datafields }: MarcRecord): readonly string[] => [
  ...when(leader.length !== 24 || !LEADER.test(leader), `leader "${leader}": not 24 characters of the form that MARC21slim.xsd asks`),
  ...when(!isAscending(controlfields), `control fields ${tagsOf(controlfields)}: not in ascending order`),
  ...when(!isAscending(datafields), `data fields ${tagsOf(datafields)}: not in ascending order`),
  ...controlfields.flatMap(controlfieldFaults),
  ...datafields.flatMap(datafieldFaults),
];

const when = (faulty: boolean, sentence: string): readonly string[] => (faulty ? [sentence] : []);

const tagsOf = (fields: readonly { readonly tag: string }[]): string => fields.map(({ tag }) => tag).join(' ');

const isAscending = (fields: readonly { readonly tag: string }[]): boolean =>
  fields.every(({ tag }, index) => tag >= (fields[index - 1]?.tag ?? ''));

const controlfieldFaults = ({ tag, value }: Controlfield): readonly string[] => {
  const length = LENGTHS[tag];
  return [
    ...when(!/^00[1-9]$/.test(tag), `${tag} "${value}": not the tag of a control field`),
    ...when(value.trim() === '', `${tag}: empty`),
    ...when(length !== undefined && value.length !== length, `${tag} "${value}": ${value.length} characters, not ${String(length)}`),
  ];
};

const datafieldFaults = (field: Datafield): readonly string[] => {
  const { tag, ind1, ind2, subfields } = field;
  return [
    ...when(!/^(?:0[1-9]|[1-9]\d)\d$/.test(tag), `${showField(field)}: not the tag of a data field`),
    ...when(!/^[\da-z ]$/.test(ind1) || !/^[\da-z ]$/.test(ind2), `${showField(field)}: each indicator is one of 0-9, a-z or blank`),
    ...when(subfields.length === 0, `${tag}: a field has at least one subfield`),
    ...subfields.flatMap(({ code, value }) => [
      ...when(!/^[\da-z]$/.test(code), `${showField(field)}: the subfield code "${code}" is not one of 0-9, a-z`),
      ...when(value.trim() === '', `${showField(field)}: the subfield $${code} is empty`),
    ]),
  ];
};
