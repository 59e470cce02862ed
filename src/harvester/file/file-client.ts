import { constants, type Stats } from 'node:fs';
import { open, readdir, realpath, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { doubtsOf, readSaved, type SavedList, type SavedOptions, type SavedPage } from './file-page.js';
import { readBody } from '../transport/http-body.js';
import type { JudgeOptions } from '../reading/judge.js';
import { refuseIfCancelled } from '../transport/pace.js';
import { createInlineReading } from '../reading/reading-inline.js';
import type { Reading } from '../reading/reading.js';
import { remoteText } from '../remote-text.js';
import type { RecordAnswer, SourceClient, SourceDescription, SourcePage } from '../source-client.js';
import { SourceError } from '../source-error.js';
import { parseUrl } from '../../catalogue/url.js';

export interface FileSource {
  readonly id: string;
  /** `file:///srv/marc/fennica.xml`, or a folder, whose files are read in the order of their names and whose folders are not. */
  readonly url: string;
  /** Of one file, once unpacked; 64 MiB where absent. */
  readonly maxBytes?: number;
}

export interface FileClientOptions {
  readonly source: FileSource;
  /** Where saved answers are read; in this thread where absent. */
  readonly reading?: Reading;
  /** Absent: the records are not judged. */
  readonly judge?: JudgeOptions;
}

const MAX_FILE_BYTES = 64 * 1024 * 1024;

interface Shelf extends SavedOptions {
  readonly source: FileSource;
}

/**
 * A client of what was saved on this machine: answers of OAI-PMH and SRU, MARCXML, plain or packed (`.xml`, `.xml.gz`), each file a page. A
 * list is a snapshot: `from`, `until` and `resume` mean nothing to it. All files are looked at before the first is read, and one that
 * cannot be read ends the list.
 */
export const createFileClient = ({ source, reading = createInlineReading(), judge }: FileClientOptions): SourceClient => {
  const shelf: Shelf = { source, reading, maxBytes: source.maxBytes ?? MAX_FILE_BYTES, ...(judge && { judge }) };
  return {
    listPages: (_, signal) => listPages(shelf, signal),
    fetchRecord: (identifier, signal) => fetchRecord(shelf, identifier, signal),
    describe: () => describe(shelf),
  };
};

async function* listPages(shelf: Shelf, signal: AbortSignal): AsyncGenerator<SourcePage, void> {
  const lists: SavedList[] = [];
  for (const file of (await findFiles(shelf)).files) {
    const { page, list } = await readFile(shelf, file, signal);
    lists.push(list);
    yield page;
  }
  const warnings = doubtsOf(lists);
  if (warnings.length > 0) yield { records: [], unreadable: [], warnings };
}

/** The last one of that identifier, as a list of all files would leave it. */
const fetchRecord = async (shelf: Shelf, identifier: string, signal: AbortSignal): Promise<RecordAnswer> => {
  const { files } = await findFiles(shelf);
  let answer: RecordAnswer = { kind: 'gone', inWords: `none of the ${files.length} files holds it` };
  for (const file of files) {
    const { records, unreadable, responseDate } = (await readFile(shelf, file, signal)).page;
    const record = records.findLast((each) => each.identifier === identifier);
    const damaged = unreadable.findLast((each) => each.identifier === identifier);
    if (record) answer = { kind: 'received', record, ...(responseDate !== undefined && { responseDate }) };
    else if (damaged) answer = { kind: 'unreadable', record: damaged };
  }
  return answer;
};

const describe = async (shelf: Shelf): Promise<SourceDescription> => {
  const { name, passedOver } = await findFiles(shelf);
  const names = passedOver.slice(0, 5).join(', ');
  const remarks = passedOver.length === 0 ? [] : [`${passedOver.length} files do not end in .xml or .xml.gz and are not read: ${names}.`];
  return { name, remarks };
};

interface FoundFiles {
  readonly name: string;
  /** In the order of their names. At least one. */
  readonly files: readonly SavedFile[];
  /** Names. */
  readonly passedOver: readonly string[];
}

interface SavedFile {
  /** Where it is in the end, past all symbolic links. */
  readonly path: string;
  /** Fit for a message. */
  readonly shown: string;
}

/** @throws SourceError */
const findFiles = async ({ source, maxBytes }: Shelf): Promise<FoundFiles> => {
  const given = parsePath(source);
  const shown = remoteText(given, 300);
  const root = await told(shown, realpath(given));
  const stats = await told(shown, stat(root));
  const name = path.basename(given);
  if (!stats.isDirectory()) {
    refuseUnfit(shown, stats, maxBytes);
    return { name, files: [{ path: root, shown }], passedOver: [] };
  }
  const names = (await told(shown, readdir(root))).filter((each) => !each.startsWith('.')).toSorted(byName);
  const saved = names.filter((each) => /\.xml(?:\.gz)?$/i.test(each));
  if (saved.length === 0)
    throw new SourceError(
      'refused',
      `${shown} holds no file that ends in .xml or .xml.gz; save something there, or give another folder as the url of ${source.id}`,
    );
  const files: SavedFile[] = [];
  for (const each of saved) files.push(await findFile(root, each, path.join(shown, remoteText(each, 100)), maxBytes));
  return { name, files, passedOver: names.filter((each) => !saved.includes(each)) };
};

const findFile = async (folder: string, name: string, shown: string, maxBytes: number): Promise<SavedFile> => {
  const found = await told(shown, realpath(path.join(folder, name)));
  if (path.dirname(found) !== folder)
    throw new SourceError('refused', `${shown} is a link that leads out of the folder; copy the file into it instead`);
  refuseUnfit(shown, await told(shown, stat(found)), maxBytes);
  return { path: found, shown };
};

const parsePath = ({ id, url }: FileSource): string => {
  const parsed = parseUrl(url);
  const isLocal = parsed?.protocol === 'file:' && parsed.host === '' && !/%2f|%5c|%00/i.test(parsed.pathname);
  if (parsed && isLocal) return fileURLToPath(parsed);
  throw new SourceError(
    'bad-url',
    `${id}: "${remoteText(url, 200)}" is no address of a file on this machine; write it as file:///srv/marc`,
  );
};

const byName = (left: string, right: string): number => left.localeCompare(right, 'en', { numeric: true });

/** A pipe would be waited for without end, a device has no end, and a file that is too large need not be begun. */
const refuseUnfit = (shown: string, stats: Stats, maxBytes: number): void => {
  if (!stats.isFile()) throw new SourceError('refused', `${shown} is no regular file; take it out of the folder`);
  if (stats.size > maxBytes)
    throw new SourceError('too-large', `${shown} has ${stats.size} bytes, more than the ${maxBytes} allowed; ${ADVICE}`);
};

const ADVICE = 'split it into several files of one folder, or raise maxBytes in the settings of the source';

const readFile = async (shelf: Shelf, { path: at, shown }: SavedFile, signal: AbortSignal): Promise<SavedPage> => {
  const { maxBytes } = shelf;
  refuseIfCancelled(signal);
  // What was a file a moment ago may be a link or a pipe by now.
  const handle = await told(shown, open(at, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK));
  try {
    refuseUnfit(shown, await told(shown, handle.stat()), maxBytes);
    const onPiece = (): void => refuseIfCancelled(signal);
    const { bytes } = await readBody(piecesOf(handle, shown), { shown, advice: ADVICE, maxBytes, maxPackedBytes: maxBytes, onPiece });
    return await readSaved(bytes, shown, shelf);
  } finally {
    await handle.close();
  }
};

const PIECE_BYTES = 256 * 1024;

async function* piecesOf(handle: FileHandle, shown: string): AsyncIterable<Uint8Array> {
  for (;;) {
    const { bytesRead, buffer } = await told(shown, handle.read(Buffer.allocUnsafe(PIECE_BYTES), 0, PIECE_BYTES));
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Says in words what the file system said in codes. */
const told = async <T>(shown: string, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const words = code === undefined ? undefined : FAULTS[code];
    throw new SourceError(
      code === 'EACCES' || code === 'EPERM' || code === 'ELOOP' ? 'refused' : 'network',
      `${shown} ${words ?? 'cannot be read'} (${String(code)})`,
      { cause },
    );
  }
};

const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be read by the user that the service runs as',
  EPERM: 'may not be read by the user that the service runs as',
  ELOOP: 'is a link that leads nowhere',
};
