// The yardstick, in a thread: saxes alone over ready pages, or every record parsed in full as it was before there was a glance.
import { parentPort, workerData } from 'node:worker_threads';
import { SaxesParser } from 'saxes';

const { pages, mode } = workerData;

const saxesOnly = (bytes) => {
  const reader = new SaxesParser({ xmlns: true, position: true });
  reader.on('error', (fault) => {
    throw fault;
  });
  reader.write(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).close();
};

const parseAll = async () => {
  const { gateDocument } = await import('../dist/xml/gate.js');
  const { createJudge } = await import('../dist/harvester/reading/judge.js');
  const { OAI_SHAPE } = await import('../dist/harvester/oai-pmh/oai-pmh-page.js');
  const judge = createJudge({ rules: { issn: '1236-049X' }, authority: 'FI-MELINDA' });
  return (bytes) => {
    const document = gateDocument(bytes, { shape: OAI_SHAPE, maxBytes: 1e9, mend: 'never', trailing: 'refuse' });
    for (const { payload } of document.records) judge.judgeXml(payload.elements[0]);
  };
};

const read = mode === 'saxes' ? saxesOnly : await parseAll();
parentPort.on('message', (count) => {
  for (let page = 0; page < count; page += 1) read(pages[page % pages.length]);
  parentPort.postMessage(count);
});
parentPort.postMessage(0);
