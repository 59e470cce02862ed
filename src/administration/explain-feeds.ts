import { formatDatestamp } from '../catalogue/datestamp.js';
import type { MetadataFormat } from '../publishing/formats.js';
import type { RepositorySet } from '../publishing/sets.js';
import type { StoredRecord } from '../store/ports.js';

/** Whether a record is in one list that harvesters can ask for, and why. */
export interface FeedEntry {
  /** The format's first prefix; `aliases` give the very same. */
  readonly metadataPrefix: string;
  readonly aliases: readonly string[];
  /** Absent for the list of everything. */
  readonly set?: string;
  readonly state: 'live' | 'deleted' | 'absent';
  /** UTC; when it came to be so. */
  readonly datestamp?: string;
  /** In sentences. */
  readonly because: string;
}

/** A record as harvesters get it. */
export interface PublishedRecord {
  readonly metadataPrefix: string;
  readonly datestamp: string;
  readonly deleted: boolean;
  readonly sets: readonly string[];
  /** XML; absent of a deleted one. */
  readonly metadata?: string;
  readonly about: readonly string[];
}

/** What is known of an item, to say why it is in a feed or not. */
export interface ItemStory {
  readonly records: readonly StoredRecord[];
  /** Why it is given, where it is. */
  readonly given: string;
  /** Why the item is not given in this format; `undefined` when nothing speaks against it. */
  readonly whyNotInFormat: (metadataPrefix: string) => string | undefined;
  /** Why the item, given or not, does not belong to this set; `undefined` when nothing is known against it. */
  readonly whyNotInSet: (setSpec: string) => string | undefined;
}

/** Every format with every set, the list of everything first. */
export const explainFeeds = (
  { formats, sets }: { readonly formats: readonly MetadataFormat[]; readonly sets: readonly RepositorySet[] },
  story: ItemStory,
): readonly FeedEntry[] =>
  formats
    .filter(({ metadataPrefix, storedAs }) => metadataPrefix === storedAs)
    .flatMap(({ metadataPrefix }) => {
      const aliases = formats.filter((other) => other.storedAs === metadataPrefix && other.metadataPrefix !== metadataPrefix);
      const basis = { metadataPrefix, aliases: aliases.map((alias) => alias.metadataPrefix) };
      const record = story.records.find((each) => each.metadataPrefix === metadataPrefix);
      return [undefined, ...sets.map(({ setSpec }) => setSpec)].map((set) => ({
        ...basis,
        ...(set !== undefined && { set }),
        ...standing(story, metadataPrefix, record, set),
      }));
    });

const standing = (
  { given, whyNotInFormat, whyNotInSet }: ItemStory,
  metadataPrefix: string,
  record: StoredRecord | undefined,
  set: string | undefined,
): Pick<FeedEntry, 'state' | 'datestamp' | 'because'> => {
  const outside = set === undefined ? undefined : whyNotInSet(set);
  const isMember = set === undefined || record?.sets.some((each) => each === set || each.startsWith(`${set}:`));
  const reason = whyNotInFormat(metadataPrefix);
  if (!record) return { state: 'absent', because: outside ?? reason ?? NOT_WRITTEN };
  if (!isMember) return { state: 'absent', because: outside ?? 'It does not belong to this set.' };
  const datestamp = formatDatestamp(record.datestamp);
  if (!record.deleted) return { state: 'live', datestamp, because: given };
  return { state: 'deleted', datestamp, because: `${reason ?? NOT_WRITTEN} Whoever had it is told that it is deleted.` };
};

const NOT_WRITTEN = 'Nothing speaks against it, so it could not be written in this format; the log of the service says why.';

export const showRecord = ({ metadataPrefix, datestamp, deleted, sets, metadata, about }: StoredRecord): PublishedRecord => ({
  metadataPrefix,
  datestamp: formatDatestamp(datestamp),
  deleted,
  sets,
  ...(metadata && { metadata: textIn(metadata) }),
  about: about.map(textIn),
});

const textIn = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
