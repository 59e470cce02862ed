/** Rows that one statement takes: some megabytes at most. */
const BATCH = 500;

export function* inBatches<Row>(rows: readonly Row[], size = BATCH): Iterable<readonly Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
