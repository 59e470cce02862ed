/**
 * `undefined` for what is no URL. Not by `URL.canParse`: in Node 20 it begins to answer false for addresses with ä or ö once V8 has
 * compiled it, after some 2,000 calls.
 * @see https://url.spec.whatwg.org/#dom-url-parse
 */
export const parseUrl = (text: string, base?: string | URL): URL | undefined => {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
};
