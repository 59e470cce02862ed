import type { Datafield, MarcRecord } from '../marc-record.js';

/**
 * The year in which it came out: Date 1 of 008 (07-10), and where that has unknown digits, the first year of the
 * publication statement (264 _1, 260, any other 264). `undefined` when none of them tells.
 */
export const findPublicationYear = (record: MarcRecord): number | undefined =>
  findYear(record.controlfields.find(({ tag }) => tag === '008')?.value.slice(7, 11) ?? '') ??
  statementsOf(record)
    .flatMap(({ subfields }) => subfields.filter(({ code }) => code === 'c').map(({ value }) => findYear(value)))
    .find((year) => year !== undefined);

/** Four digits that can be the year of a printed work; `[199-?]` and `19uu` are none. */
const findYear = (text: string): number | undefined => {
  const year = /(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)/.exec(text)?.[0];
  return year === undefined ? undefined : Number(year);
};

const statementsOf = ({ datafields }: MarcRecord): readonly Datafield[] => {
  const rda = datafields.filter(({ tag }) => tag === '264');
  return [
    ...rda.filter(({ ind2 }) => ind2 === '1'),
    ...datafields.filter(({ tag }) => tag === '260'),
    ...rda.filter(({ ind2 }) => ind2 !== '1'),
  ];
};
