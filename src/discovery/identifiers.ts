/**
 * The names by which a work is found, each in one spelling. One of ours also answers to the numbers of the library records that are tied to
 * it, so that whoever has such a number comes to the work.
 */
export const isbnKey = (digits: string): string => `isbn ${digits}`;

/** What stands for an ISBN and is none, by its digits. */
export const mistypedKey = (digits: string): string => `mistyped ${digits}`;

/** A URN, DOI or handle as `parsePersistentId` spells it. */
export const persistentKey = (name: string): string => `persistent ${name}`;

/** A library's number as `parseControlNumber` spells it: `(FI-MELINDA)254001`. */
export const controlKey = (number: string): string => `control ${number}`;

/** Publication ids, localIds, OAI identifiers of ours and of sources: case makes no difference to whoever copies one. */
export const nameKey = (name: string): string => `name ${name.trim().toLowerCase()}`;

/** A number within a series; the year, where there is one, tells works of the same number apart. */
export const placeKey = (series: string, number: string): string => `place ${series} ${number}`;

/** All of a series that came out in a year. */
export const yearKey = (series: string, year: number): string => `year ${series} ${year}`;

/** `fi-melinda.000254001` as `(FI-MELINDA)254001`: a localId is a library and its number. `undefined` for any other. */
export const controlNumberIn = (localId: string): string | undefined => {
  const [, owner = '', number = ''] = /^([a-z][a-z0-9-]{0,40})\.([^\s/()]{1,60})$/i.exec(localId) ?? [];
  return number === '' ? undefined : `(${owner.toUpperCase()})${number.toUpperCase().replace(/^0+(?=.)/, '')}`;
};

const MELINDA = /^fi-melinda\.(.+)$/i;

/** The number in Melinda of a record that is kept as `fi-melinda.000254001`; `undefined` for one of another library. */
export const melindaNumberIn = (localId: string): string | undefined => MELINDA.exec(localId)?.[1];
