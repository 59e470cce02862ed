import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a library on loopback is harvested by; it sends the older series of the first installation. */
const BASIS = {
  protocol: 'oai-pmh',
  allowPrivate: true,
  minDelayMs: 0,
  select: { issn: ['1236-049X'], seriesTitle: ['Poliisiosaston julkaisu'], corporateBody: [] },
};

export interface ProgramSource {
  readonly id: string;
  readonly url: string;
  readonly metadataPrefix: string;
  readonly controlNumberIdentifier: string;
}

/** The settings of the first installation with these sources, and without what names a source that is not there. @returns the file */
export const writeSettings = async (directory: string, sources: readonly ProgramSource[]): Promise<string> => {
  const { links, ...own } = JSON.parse(await readFile('store/config.json', 'utf8')) as { readonly links: { readonly recheck?: unknown } };
  const { recheck: _, ...targets } = links;
  const file = path.join(directory, 'config.json');
  await writeFile(file, JSON.stringify({ ...own, links: targets, sources: sources.map((source) => ({ ...BASIS, ...source })) }));
  return file;
};
