import { showField, type MarcRecord } from '../../crosswalk/marc-record.js';

/** One field that is not as it was, as fields are written on paper; `before` or `after` is absent where it came or went. */
export interface FieldDiff {
  readonly tag: string;
  readonly before?: string;
  readonly after?: string;
}

/** The leader and the control fields as the data fields are: by tag and in words. */
const linesOf = ({ leader, controlfields, datafields }: MarcRecord): readonly (readonly [tag: string, line: string])[] => [
  ['LDR', leader],
  ...controlfields.map(({ tag, value }) => [tag, value] as const),
  ...datafields.map((field) => [field.tag, showField(field)] as const),
];

/** What differs between two states of a record, field by field in the order of tags; what only changed its place does not. */
export const diffFields = (before: MarcRecord, after: MarcRecord): readonly FieldDiff[] => {
  const gone = bag(linesOf(before));
  const come: (readonly [string, string])[] = [];
  for (const line of linesOf(after)) {
    const key = JSON.stringify(line);
    const count = gone.get(key) ?? 0;
    if (count > 0) gone.set(key, count - 1);
    else come.push(line);
  }
  const left = [...gone].flatMap(([key, count]) => Array.from({ length: count }, () => JSON.parse(key) as readonly [string, string]));
  const tags = [...new Set([...left, ...come].map(([tag]) => tag))].sort(byTag);
  return tags.flatMap((tag) => pair(tag, textsOf(left, tag), textsOf(come, tag)));
};

const bag = (lines: readonly (readonly [string, string])[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(JSON.stringify(line), (counts.get(JSON.stringify(line)) ?? 0) + 1);
  return counts;
};

const textsOf = (lines: readonly (readonly [string, string])[], tag: string): readonly string[] =>
  lines.filter(([of]) => of === tag).map(([, text]) => text);

const byTag = (a: string, b: string): number => (a === 'LDR' ? -1 : b === 'LDR' ? 1 : a < b ? -1 : 1);

const pair = (tag: string, before: readonly string[], after: readonly string[]): readonly FieldDiff[] =>
  Array.from({ length: Math.max(before.length, after.length) }, (_, index) => {
    const [was, is] = [before[index], after[index]];
    return { tag, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
  });
