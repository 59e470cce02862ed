import type { InstallationChange, StoreChange } from './ports.js';

/** Joins the parts of a change for a store that holds everything in memory anyway; of two rows with one key the later counts there. */
export const gatherParts = async (parts: AsyncIterable<StoreChange>): Promise<StoreChange> => {
  const all: StoreChange[] = [];
  for await (const part of parts) all.push(part);
  const rows = <Row>(of: (part: StoreChange) => readonly Row[] | undefined): readonly Row[] => all.flatMap((part) => of(part) ?? []);
  return {
    // What there is one of: the last part that has it says it.
    ...(Object.assign({}, ...all) as StoreChange),
    publications: rows((part) => part.publications),
    seen: rows((part) => part.seen),
    records: rows((part) => part.records),
    harvested: rows((part) => part.harvested),
    seenSources: rows((part) => part.seenSources),
    quarantine: { put: rows((part) => part.quarantine?.put), remove: rows((part) => part.quarantine?.remove) },
    links: { put: rows((part) => part.links?.put), remove: rows((part) => part.links?.remove) },
    installation: Object.assign({}, ...all.map((part) => part.installation)) as InstallationChange,
  };
};
