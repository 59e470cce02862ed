/** Every sign that is not unreserved goes encoded, blanks as %20, so that no endpoint can misread the question. */
export const queryOf = (args: Readonly<Record<string, string>>): string =>
  Object.entries(args)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
