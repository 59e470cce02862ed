import { findChild } from '../../xml/element.js';
import { inWords, readErrors, responseDateOf } from './oai-pmh-page.js';
import type { Repository } from './oai-pmh-source.js';
import { remoteText } from '../remote-text.js';
import type { RecordAnswer } from '../source-client.js';
import { SourceError } from '../source-error.js';

/**
 * GetRecord (OAI-PMH 2.0 §4.1). Only idDoesNotExist says that the record is no more: one that cannot be had in our format is still there.
 * @throws SourceError
 */
export const fetchRecord = async ({ source, ask }: Repository, identifier: string, signal: AbortSignal): Promise<RecordAnswer> => {
  const { metadataPrefix } = source;
  const answer = await ask(new URLSearchParams({ verb: 'GetRecord', identifier, metadataPrefix }), signal);
  const { document, shownUrl } = answer;
  const unreadable = (reason: string): RecordAnswer => ({ kind: 'unreadable', record: { identifier, reason } });
  const errors = readErrors(document);
  const said = inWords(errors);
  if (errors.some(({ code }) => code === 'idDoesNotExist')) return { kind: 'gone', inWords: said };
  if (errors.some(({ code }) => code === 'cannotDisseminateFormat'))
    return unreadable(`the source cannot give it as ${metadataPrefix}: ${said}`);
  if (errors.length > 0) throw new SourceError('source-error', `${shownUrl}: ${said}`);
  if (findChild(document.root, 'GetRecord') === undefined) {
    throw new SourceError('not-protocol', `${shownUrl}: asked for GetRecord, answered something else`);
  }
  const [read, ...others] = document.records;
  if (read === undefined) return unreadable('the answer to GetRecord has no record in it');
  if (others.length > 0) return unreadable(`the answer to GetRecord has ${others.length + 1} records in it`);
  const found = read.record.identifier;
  if (found !== undefined && found !== identifier) return unreadable(`asked for it, the source gave "${remoteText(found, 100)}"`);
  if (read.kind === 'unreadable') return { kind: 'unreadable', record: { ...read.record, identifier } };
  const responseDate = responseDateOf(document) ?? answer.date;
  return { kind: 'received', record: read.record, ...(responseDate !== undefined && { responseDate }) };
};
