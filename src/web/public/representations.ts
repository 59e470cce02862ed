import { createHash } from 'node:crypto';
import type { Citations } from '../../discovery/citations.js';
import type { Discovery, Work } from '../../discovery/discovery.js';
import type { WorkManifestation } from '../../discovery/work.js';
import { XML_DECLARATION } from '../../xml/markup.js';
import { pathOf } from './language.js';
import type { PublicAnswer, PublicRequest, PublicRoute } from './route.js';

/** One form in which a work can be had: what `format=` calls it, and its media types, of which the first is the one it is announced by. */
export interface Representation {
  readonly name: string;
  readonly types: readonly [string, ...string[]];
}

/**
 * In the order in which they are offered: whoever does not care is a person. Plain XML means oai_dc, which has no media type of its own;
 * MARCXML has (RFC 6207). Plain JSON means JSON-LD, which any reader of JSON can read (JSON-LD 1.1 §1).
 */
const REPRESENTATIONS = [
  { name: 'html', types: ['text/html', 'application/xhtml+xml'] },
  { name: 'json-ld', types: ['application/ld+json', 'application/json'] },
  { name: 'marcxml', types: ['application/marcxml+xml'] },
  { name: 'oai_dc', types: ['application/xml', 'text/xml'] },
  { name: 'bibtex', types: ['application/x-bibtex', 'text/x-bibtex'] },
  { name: 'ris', types: ['application/x-research-info-systems'] },
  { name: 'csl-json', types: ['application/vnd.citationstyles.csl+json'] },
] as const satisfies readonly Representation[];
type Format = (typeof REPRESENTATIONS)[number]['name'];

/** Of a record in the repository: by which prefix it may be stored there. */
const PREFIXES: Readonly<Partial<Record<Format, readonly string[]>>> = { marcxml: ['marcxml', 'marc21'], oai_dc: ['oai_dc'] };
const TEXTS = { bibtex: 'bib', ris: 'ris', 'csl-json': 'json' } as const;

/** What there is of a work, for links on its page and for whoever asks for something else. */
export const representationsOf = (work: Work): readonly (Representation & { readonly name: Format })[] =>
  REPRESENTATIONS.filter(
    ({ name }) => PREFIXES[name] === undefined || work.manifestations.some((each) => prefixOf(each, name) !== undefined),
  );

export interface RepresentationPorts {
  readonly discovery: Pick<Discovery, 'find' | 'readVersion'>;
  readonly publicUrl: string;
  readonly citations: Citations;
  /** The metadata of a stored record, UTF-8, without an XML declaration; `undefined` when it is not there any more. */
  readonly readRecord: (identifier: string, metadataPrefix: string) => Promise<Uint8Array | undefined>;
  /** The work as JSON-LD, whole. */
  readonly writeJsonLd: (work: Work) => string;
}

export type Choice =
  | { readonly kind: 'chosen'; readonly name: Format; /** The one of its types that the caller takes. */ readonly type: string }
  | { readonly kind: 'refused'; readonly answer: PublicAnswer };

/** `format=` wins over Accept, since a link can hold it. Of a work: of what there is of it. */
export const chooseRepresentation = (
  { publicUrl }: Pick<RepresentationPorts, 'publicUrl'>,
  request: PublicRequest,
  work?: Work,
): Choice => {
  const offered = work ? representationsOf(work) : REPRESENTATIONS;
  const refuse = (status: 400 | 406, reason: string): Choice => ({
    kind: 'refused',
    answer: refusal(status, reason, offered, work && pageAddress(publicUrl, work)),
  });
  const named = request.query.get('format')?.trim().toLowerCase();
  if (named !== undefined && named !== '') {
    const found = offered.find(({ name }) => name === named);
    if (found) return { kind: 'chosen', name: found.name, type: found.types[0] };
    const isKnown = REPRESENTATIONS.some(({ name }) => name === named);
    return isKnown ? refuse(406, `There is no ${named} of this publication.`) : refuse(400, `"${shorten(named)}" is no format.`);
  }
  const type = request.accepts(offered.flatMap(({ types }) => types));
  const found = offered.find(({ types }) => types.some((each) => each === type));
  if (type === undefined || !found) return refuse(406, 'Nothing that Accept names is here.');
  return { kind: 'chosen', name: found.name, type };
};

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** @param page whole address of the work's page, where it is known which work: what there is of it is linked (RFC 8288) */
const refusal = (status: 400 | 406, reason: string, offered: readonly Representation[], page: string | undefined): PublicAnswer => {
  const list = offered.map(({ name, types }) => `${name} (${types[0]})`).join(', ');
  const linkTo = ({ name, types }: Representation): string => `<${page ?? ''}?format=${name}>; rel="alternate"; type="${types[0]}"`;
  const headers = { Vary: 'Accept', ...(page !== undefined && { Link: offered.map(linkTo) }) };
  const title = status === 400 ? 'Unknown format' : 'Not acceptable';
  return { kind: 'problem', status, title, detail: `${reason} There is: ${list}.`, headers };
};

/** Forms have no language, so all of them have their address below one page. */
const pageAddress = (publicUrl: string, { id }: Work): string => publicUrl.replace(/\/+$/, '') + pathOf({ kind: 'work', id }, 'fi');

/**
 * Everything but HTML, as 200 with the address under which that very form is always found (RFC 9110 §8.7).
 * @param meant the manifestation that was asked for; the cited one where none was
 */
export const answerRepresentation = async (
  ports: RepresentationPorts,
  work: Work,
  chosen: Extract<Choice, { kind: 'chosen' }>,
  meant?: WorkManifestation,
): Promise<PublicAnswer> => {
  const { name, type } = chosen;
  const body = await writeRepresentation(ports, work, name, meant);
  if (body === undefined) {
    return {
      kind: 'problem',
      status: 404,
      title: 'No such record',
      detail: `There is no ${name} record of this${meant ? ` ${meant.kind}` : ''} manifestation.`,
    };
  }
  const { changed } = await ports.discovery.readVersion();
  const query = new URLSearchParams({ format: name, ...(meant && { manifestation: meant.kind }) });
  return {
    kind: 'content',
    type: type.endsWith('json') ? type : `${type}; charset=utf-8`,
    body,
    // Of the very text: a new release may write the same work otherwise.
    version: { tag: createHash('sha256').update(body).digest('base64url').slice(0, 22), changed },
    headers: {
      'Content-Location': `${pageAddress(ports.publicUrl, work)}?${query.toString()}`,
      ...(name in TEXTS && { 'Content-Disposition': `attachment; filename="${fileName(work, TEXTS[name as keyof typeof TEXTS])}"` }),
    },
    vary: ['Accept', 'Accept-Language'],
  };
};

const fileName = ({ id }: Work, ending: string): string => `${id.replaceAll(/[^A-Za-z0-9._-]+/g, '_')}.${ending}`;

const writeRepresentation = async (
  { citations, readRecord, writeJsonLd }: RepresentationPorts,
  work: Work,
  name: Format,
  meant: WorkManifestation | undefined,
): Promise<string | Uint8Array | undefined> => {
  switch (name) {
    case 'json-ld':
      return writeJsonLd(work);
    case 'bibtex':
      return citations.bibtex(work, meant);
    case 'ris':
      return citations.ris(work, meant);
    case 'csl-json':
      return `${JSON.stringify(citations.csl(work, meant))}\n`;
    case 'marcxml':
    case 'oai_dc': {
      const recorded = meant ? [meant] : [...work.manifestations].sort((a, b) => Number(b.kind === 'pdf') - Number(a.kind === 'pdf'));
      const manifestation = recorded.find((each) => prefixOf(each, name) !== undefined);
      const prefix = manifestation && prefixOf(manifestation, name);
      const metadata = manifestation && prefix !== undefined ? await readRecord(manifestation.identifier, prefix) : undefined;
      return metadata && Buffer.concat([Buffer.from(XML_DECLARATION), metadata]);
    }
    case 'html':
      return undefined;
  }
};

const prefixOf = ({ formats }: WorkManifestation, name: Format): string | undefined =>
  PREFIXES[name]?.find((prefix) => formats.includes(prefix));

/**
 * The route of a work's page, `:id` in its path, with every other form of the work at the same address: by `format=`, by Accept, and of
 * `manifestation=print` or `pdf` where that is said.
 */
export const withFormat = (ports: RepresentationPorts, route: PublicRoute): PublicRoute => ({
  ...route,
  async handle(request) {
    const work = await ports.discovery.find(request.params['id'] ?? '');
    const choice = chooseRepresentation(ports, request, work);
    if (choice.kind === 'refused') return choice.answer;
    if (choice.name === 'html') return varied(await route.handle(request));
    if (!work) return { kind: 'problem', status: 404, title: 'Not found', detail: 'There is no such publication here.' };
    const kind = request.query.get('manifestation') ?? '';
    const meant = work.manifestations.find((each) => each.kind === kind);
    if (kind === '' || meant) return answerRepresentation(ports, work, choice, meant);
    const kinds = work.manifestations.map((each) => each.kind).join(', ');
    const detail = `"${shorten(kind)}" is no manifestation of this publication. There is: ${kinds === '' ? 'none' : kinds}.`;
    return { kind: 'problem', status: 404, title: 'No such manifestation', detail };
  },
});

const varied = (answer: PublicAnswer): PublicAnswer =>
  answer.kind === 'content' || answer.kind === 'redirect' ? { ...answer, vary: [...new Set([...(answer.vary ?? []), 'Accept'])] } : answer;
