/** Escaped whole: a number of theirs is one part of an address, whatever it holds. */
export const fillTemplate = (template: string, place: string, value: string): string =>
  template.replaceAll(place, () => encodeURIComponent(value));
