import { readMarcxmlText, refusalInWords } from '../file/file-marcxml.js';
import type { FinnaRecord } from './finna-answer.js';
import type { RecordRead } from '../reading/reading.js';
import { remoteText } from '../remote-text.js';

/** The record's MARCXML, which Finna sends as text: a document of its own that passes the gate as such. */
export const readRecord = ({ id, title, fullRecord }: FinnaRecord): RecordRead => {
  const unreadable = (reason: string): RecordRead => {
    const named = title === undefined ? reason : `${reason} ("${remoteText(title, 100)}")`;
    return {
      kind: 'unreadable',
      record: { ...(id !== undefined && { identifier: id }), reason: named, ...(fullRecord !== undefined && { xml: fullRecord }) },
    };
  };
  if (id === undefined) return unreadable('it has no id');
  if (fullRecord === undefined || fullRecord.trim() === '') return unreadable('it has no fullRecord');
  const document = readMarcxmlText(fullRecord);
  if (document.kind === 'refused') return unreadable(`its fullRecord is no MARCXML (${refusalInWords(document)})`);
  const [read, ...others] = document.records;
  if (read === undefined || others.length > 0)
    return unreadable(`its fullRecord holds ${document.records.length} records where one belongs`);
  if (read.kind === 'unreadable') return unreadable(read.record.reason);
  return { kind: 'received', record: { ...read.record, identifier: id } };
};
