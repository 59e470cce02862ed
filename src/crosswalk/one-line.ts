/** NFC, every run of white space (line breaks, no-break spaces) one blank, none at the ends: what a subfield or a DC element holds. */
export const oneLine = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** As `oneLine`; `undefined` when nothing is left, so that the field is left out. */
export const someLine = (text: string | undefined): string | undefined => {
  const line = oneLine(text ?? '');
  return line === '' ? undefined : line;
};
