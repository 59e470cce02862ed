/** Somebody else's words as one line: no control or direction signs, which a mail client or a terminal would act on, and cut where it is long. */
export const plainLine = (text: string, longest: number): string => {
  const line = text.replaceAll(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
};
