import { createHash } from 'node:crypto';
import type { MarcRecord } from '../marc-record.js';

/** SHA-256 in hexadecimal of the record exactly as it was received. */
export const rawHash = (received: string | Uint8Array): string => createHash('sha256').update(received).digest('hex');

/** 005 is touched without any change; Melinda's LOW, SID and CAT tell of its own housekeeping. */
const VOLATILE: ReadonlySet<string> = new Set(['005', 'CAT', 'LOW', 'SID']);

/**
 * SHA-256 in hexadecimal of what the record says: without the lengths in the leader (00-04, 12-16) and the fields that
 * change by themselves, in NFC. Equal hashes mean that nothing has to be done.
 */
export const semanticHash = ({ leader, controlfields, datafields }: MarcRecord): string => {
  const content = [
    leader.slice(5, 12) + leader.slice(17),
    controlfields.filter(isLasting).map(({ tag, value }) => [tag, value]),
    datafields
      .filter(isLasting)
      .map(({ tag, ind1, ind2, subfields }) => [tag, ind1, ind2, subfields.map(({ code, value }) => [code, value])]),
  ];
  return rawHash(JSON.stringify(content).normalize('NFC'));
};

const isLasting = ({ tag }: { readonly tag: string }): boolean => !VOLATILE.has(tag);
