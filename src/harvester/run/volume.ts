const KEPT = 10;
const FEWEST = 4;

export const withVolume = (volumes: readonly number[], volume: number): readonly number[] => [...volumes, volume].slice(-KEPT);

/**
 * Whether a complete list has far more or fewer wanted records than the last ones had, in a sentence: outside the median by more than three
 * times the median deviation, and by more than one record.
 */
export const oddVolume = (volumes: readonly number[], volume: number): string | undefined => {
  if (volumes.length < FEWEST) return undefined;
  const usual = median(volumes);
  const spread = Math.max(1, 3 * median(volumes.map((each) => Math.abs(each - usual))));
  if (Math.abs(volume - usual) <= spread) return undefined;
  return `The list has ${volume} wanted records; the last ${volumes.length} complete ones had about ${usual}. Look whether the source is well.`;
};

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};
