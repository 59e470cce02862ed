import { OAI_NAMESPACE } from '../../oai-pmh/protocol.js';
import { element } from '../../xml/element.js';
import type { ReadAnswer } from '../transport/ask-source.js';
import type { SourceAnswer } from '../reading/read-document.js';

/** Of a repository that says so by HTTP 422 and nothing else, the answer noRecordsMatch. */
export const noneBy422 =
  (read: ReadAnswer<SourceAnswer>): ReadAnswer<SourceAnswer> =>
  async (response, shownUrl) => {
    const outcome = await read(response, shownUrl);
    if (response.status !== 422 || outcome.kind === 'answer') return outcome;
    const root = element(OAI_NAMESPACE, 'OAI-PMH', {}, [element(OAI_NAMESPACE, 'error', { code: 'noRecordsMatch' }, ['HTTP 422'])]);
    return { kind: 'answer', answer: { document: { root, records: [], repairs: [] }, shownUrl, bytes: 0 } };
  };
