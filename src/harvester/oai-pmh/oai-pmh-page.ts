import type { Origin } from '../../catalogue/origin.js';
import { OAI_NAMESPACE, type ListVerb } from '../../oai-pmh/protocol.js';
import { legalDate, readProvenance } from '../../oai-pmh/provenance.js';
import { findChild, childElements, textOf, type XmlElement } from '../../xml/element.js';
import type { GatedRecord, SoundDocument } from '../../xml/gate.js';
import type { Shape } from '../../xml/gate-scan.js';
import type { RecordRead } from '../reading/reading.js';
import { remoteText } from '../remote-text.js';

export const OAI_SHAPE: Shape = { namespaces: new Set([OAI_NAMESPACE]), root: 'OAI-PMH', record: 'record', payload: 'metadata' };

export interface OaiErrorSeen {
  readonly code: string;
  readonly message: string;
}

/** All error elements of an answer; unknown codes as they are. */
export const readErrors = ({ root }: Pick<SoundDocument, 'root'>): readonly OaiErrorSeen[] =>
  childElements(root, 'error').map((error) => ({
    code: remoteText(error.attributes['code'] ?? '', 60),
    message: remoteText(textOf(error), 200),
  }));

export const inWords = (errors: readonly OaiErrorSeen[]): string =>
  errors.map(({ code, message }) => (message === '' ? code : `${code} (${message})`)).join(', ');

export interface TokenSeen {
  /** Absent at the end of the list: no element, an empty one, blanks, attributes alone. */
  readonly token?: string;
  /** `YYYY-MM-DDThh:mm:ssZ`; absent where the source says no readable moment, or one before it answered. */
  readonly expires?: string;
  readonly completeListSize?: number;
  /** An attribute that looks like the token itself: no reading of the standard makes it one, and none makes this the end. */
  readonly misplaced?: string;
}

export const readToken = ({ root }: Pick<SoundDocument, 'root'>, verb: ListVerb): TokenSeen => {
  const element = findChild(findChild(root, verb), 'resumptionToken');
  if (element === undefined) return {};
  // Blanks around it are the layout of the page, blanks inside it are the token's own.
  const token = textOf(element).trim();
  const size = Number(/^\s*([1-9]\d{0,14})\s*$/.exec(element.attributes['completeListSize'] ?? '')?.[1] ?? 'NaN');
  const misplaced = ['resumptionToken', 'token', 'value'].find((name) => (element.attributes[name] ?? '').trim() !== '');
  const expires = readExpiration(element, root);
  return {
    ...(token !== '' && { token, ...(expires !== undefined && { expires }) }),
    ...(!Number.isNaN(size) && { completeListSize: size }),
    ...(token === '' && misplaced !== undefined && { misplaced }),
  };
};

const readExpiration = (token: XmlElement, root: XmlElement): string | undefined => {
  const expires = legalDate(token.attributes['expirationDate'] ?? '');
  const said = legalDate(responseDateOf({ root }) ?? '') ?? '';
  return expires !== undefined && expires.length > 10 && expires > said ? expires : undefined;
};

/** Those of ListIdentifiers: of headers alone, and of headers in records, as Kansalliskirjasto's provider sends them. */
export const readIdentifiers = ({
  root,
  records,
}: Pick<SoundDocument, 'root'> & { readonly records: readonly RecordRead[] }): readonly string[] => [
  ...childElements(findChild(root, 'ListIdentifiers') ?? root, 'header').map((header) => textOf(findChild(header, 'identifier')).trim()),
  // Without their metadata they cannot be read as records; that is not asked here.
  ...records.flatMap(({ record: { identifier } }) => (identifier === undefined ? [] : [identifier])),
];

export const responseDateOf = ({ root }: Pick<SoundDocument, 'root'>): string | undefined => {
  const text = textOf(findChild(root, 'responseDate')).trim();
  return /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
};

/** One record of ListRecords: header, and the text of what its metadata holds. */
export const readRecord = (gated: GatedRecord): RecordRead => {
  const header = findChild(gated.envelope, 'header');
  const identifier = textOf(findChild(header, 'identifier')).trim();
  const datestamp = textOf(findChild(header, 'datestamp')).trim();
  const unreadable = (reason: string): RecordRead => ({
    kind: 'unreadable',
    record: { ...(identifier !== '' && { identifier }), reason, xml: gated.source },
  });
  if (header === undefined) return unreadable('it has no header');
  if (identifier === '') return unreadable('its header has no identifier');
  if (/\s/.test(identifier)) return unreadable(`its identifier "${remoteText(identifier, 100)}" has blanks in it`);
  if (datestamp === '') return unreadable('its header has no datestamp');
  const { deleted, repair } = readStatus(header);
  const origin = findOrigin(gated.envelope);
  const received = {
    identifier,
    datestamp,
    repairs: [...repair, ...gated.repairs],
    ...(gated.repairs.length > 0 && { source: gated.source }),
    ...(origin && { origin }),
  };
  if (deleted) return { kind: 'received', record: { ...received, deleted } };
  const [xml, ...others] = gated.payload?.elements ?? [];
  if (xml === undefined) return unreadable('it has no metadata and is not marked as deleted');
  if (others.length > 0) return unreadable(`its metadata holds ${others.length + 1} elements where one belongs`);
  return { kind: 'received', record: { ...received, deleted, xml } };
};

/** The first provenance container that says what the guideline demands; there may be other containers beside it. */
const findOrigin = (envelope: XmlElement): Origin | undefined => {
  for (const container of childElements(envelope, 'about').flatMap((about) => childElements(about))) {
    const origin = readProvenance(container);
    if (origin) return origin;
  }
  return undefined;
};

/** Only `deleted` is the standard's; another spelling of it means the same, anything else is a record that lives. */
const readStatus = (header: XmlElement): { readonly deleted: boolean; readonly repair: readonly string[] } => {
  const status = header.attributes['status'];
  if (status === undefined || status === 'deleted') return { deleted: status === 'deleted', repair: [] };
  if (status.trim().toLowerCase() === 'deleted') return { deleted: true, repair: [`status "${remoteText(status, 20)}" read as "deleted"`] };
  return { deleted: false, repair: [] };
};
