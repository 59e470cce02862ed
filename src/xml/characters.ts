/** What XML 1.0 §2.2 forbids, also as a reference: most control characters, U+FFFE, U+FFFF and lone surrogates. */
const FORBIDDEN = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** U+FFFD in place of each forbidden character: the loss stays visible and the document stays well-formed. */
export const allowedCharacters = (text: string): string => text.replace(FORBIDDEN, '\uFFFD');

export const hasForbiddenCharacters = (text: string): boolean => text.search(FORBIDDEN) >= 0;
