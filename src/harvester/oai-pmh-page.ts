import { OAI_NAMESPACE } from '../oai-pmh/protocol.js';
import { findChild, childElements, textOf, type XmlElement } from '../xml/element.js';
import type { GatedRecord, SoundDocument } from '../xml/gate.js';
import type { Shape } from '../xml/gate-scan.js';
import type { ReceivedRecord, UnreadableRecord } from './source-client.js';
import { remoteText } from './remote-text.js';

export const OAI_SHAPE: Shape = { namespaces: new Set([OAI_NAMESPACE]), root: 'OAI-PMH', record: 'record', payload: 'metadata' };

export interface OaiErrorSeen {
  readonly code: string;
  readonly message: string;
}

/** All error elements of an answer; unknown codes as they are. */
export const readErrors = ({ root }: SoundDocument): readonly OaiErrorSeen[] =>
  childElements(root, 'error').map((error) => ({
    code: remoteText(error.attributes['code'] ?? '', 60),
    message: remoteText(textOf(error), 200),
  }));

export interface TokenSeen {
  /** Absent at the end of the list: no element, an empty one, blanks, attributes alone. */
  readonly token?: string;
  readonly completeListSize?: number;
  /** An attribute that looks like the token itself: no reading of the standard makes it one, and none makes this the end. */
  readonly misplaced?: string;
}

export const readToken = ({ root }: SoundDocument): TokenSeen => {
  const element = findChild(findChild(root, 'ListRecords'), 'resumptionToken');
  if (element === undefined) return {};
  // Blanks around it are the layout of the page, blanks inside it are the token's own.
  const token = textOf(element).trim();
  const size = Number(/^\s*([1-9]\d{0,14})\s*$/.exec(element.attributes['completeListSize'] ?? '')?.[1] ?? 'NaN');
  const misplaced = ['resumptionToken', 'token', 'value'].find((name) => (element.attributes[name] ?? '').trim() !== '');
  return {
    ...(token !== '' && { token }),
    ...(!Number.isNaN(size) && { completeListSize: size }),
    ...(token === '' && misplaced !== undefined && { misplaced }),
  };
};

export const responseDateOf = ({ root }: SoundDocument): string | undefined => {
  const text = textOf(findChild(root, 'responseDate')).trim();
  return /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
};

export type RecordRead =
  { readonly kind: 'received'; readonly record: ReceivedRecord } | { readonly kind: 'unreadable'; readonly record: UnreadableRecord };

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
  const received = {
    identifier,
    datestamp,
    repairs: [...repair, ...gated.repairs],
    ...(gated.repairs.length > 0 && { source: gated.source }),
  };
  if (deleted) return { kind: 'received', record: { ...received, deleted } };
  const [xml, ...others] = gated.payload?.elements ?? [];
  if (xml === undefined) return unreadable('it has no metadata and is not marked as deleted');
  if (others.length > 0) return unreadable(`its metadata holds ${others.length + 1} elements where one belongs`);
  return { kind: 'received', record: { ...received, deleted, xml } };
};

/** Only `deleted` is the standard's; another spelling of it means the same, anything else is a record that lives. */
const readStatus = (header: XmlElement): { readonly deleted: boolean; readonly repair: readonly string[] } => {
  const status = header.attributes['status'];
  if (status === undefined || status === 'deleted') return { deleted: status === 'deleted', repair: [] };
  if (status.trim().toLowerCase() === 'deleted') return { deleted: true, repair: [`status "${remoteText(status, 20)}" read as "deleted"`] };
  return { deleted: false, repair: [] };
};
