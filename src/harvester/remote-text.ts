/** A stranger's words, fit for a message and a log: one line, cut, no control or direction signs, nothing that looks like a key. */
export const remoteText = (text: string, length: number): string => {
  const line = text
    .slice(0, length * 10)
    .replaceAll(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .replaceAll(
      /\b(api[_-]?key|key|token|password|passwd|secret|authorization)\b(["']?\s*[=:]\s*["']?)(?:Bearer |Basic )?[^\s"'&<>,;]+/gi,
      '$1$2…',
    )
    .trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
};
