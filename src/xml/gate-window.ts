/** The part of a text that is read in pieces which is still looked at. Positions count UTF-16 units of the whole text. */
export interface TextWindow {
  take(piece: string): void;
  /** Where the tag begins that ends before this position, in the last piece. */
  startOfTag(end: number): number;
  /** Nothing from there on is let go, until `release`. */
  hold(start: number): void;
  release(): void;
  slice(start: number, end: number): string;
}

interface Piece {
  readonly text: string;
  readonly from: number;
}

/** Of pieces and not of one text: to join them takes longer than to read them. */
export const createTextWindow = (): TextWindow => {
  let last: Piece = { text: '', from: 0 };
  /** Before the last one, what is still needed. */
  let earlier: Piece[] = [];
  let held: number | undefined;

  const letGo = (): void => {
    // A tag that began earlier may end in the piece that comes.
    const needed = earlier.findLastIndex(({ text, from }) => (held === undefined ? text.includes('<') : from <= held));
    if (needed > 0) earlier = earlier.slice(needed);
  };
  return {
    take: (text) => {
      earlier.push(last);
      last = { text, from: last.from + last.text.length };
      letGo();
    },
    startOfTag: (end) => {
      // An attribute's value holds no `<`, so the last one is the tag's own.
      const at = last.text.lastIndexOf('<', end - last.from - 1);
      if (at >= 0) return last.from + at;
      const piece = earlier.findLast(({ text }) => text.includes('<'));
      return piece ? piece.from + piece.text.lastIndexOf('<') : 0;
    },
    hold: (start) => {
      held = start;
    },
    release: () => {
      held = undefined;
    },
    slice: (start, end) => {
      if (start >= last.from) return last.text.slice(start - last.from, end - last.from);
      return [...earlier, last]
        .filter(({ text, from }) => from < end && from + text.length > start)
        .map(({ text, from }) => text.slice(Math.max(0, start - from), end - from))
        .join('');
    },
  };
};
