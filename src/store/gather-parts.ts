import type { StoreChange } from './ports.js';

/** Joins the parts of a change for a store that holds everything in memory anyway; of two rows with one key the later counts there. */
export const gatherParts = async (parts: AsyncIterable<StoreChange>): Promise<StoreChange> => {
  let whole: StoreChange = {};
  for await (const part of parts) whole = join(whole, part);
  return whole;
};

const join = (a: StoreChange, b: StoreChange): StoreChange => ({
  ...a,
  ...b,
  publications: [...(a.publications ?? []), ...(b.publications ?? [])],
  seen: [...(a.seen ?? []), ...(b.seen ?? [])],
  records: [...(a.records ?? []), ...(b.records ?? [])],
  harvested: [...(a.harvested ?? []), ...(b.harvested ?? [])],
  seenSources: [...(a.seenSources ?? []), ...(b.seenSources ?? [])],
  quarantine: joinRows(a.quarantine, b.quarantine),
  links: joinRows(a.links, b.links),
  installation: { ...a.installation, ...b.installation },
});

interface Rows<Row, Key> {
  readonly put?: readonly Row[];
  readonly remove?: readonly Key[];
}

const joinRows = <Row, Key>(a: Rows<Row, Key> = {}, b: Rows<Row, Key> = {}): Rows<Row, Key> => ({
  put: [...(a.put ?? []), ...(b.put ?? [])],
  remove: [...(a.remove ?? []), ...(b.remove ?? [])],
});
