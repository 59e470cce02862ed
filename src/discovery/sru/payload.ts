import { buildXml, XSI } from '../../xml/build.js';
import { decodeChunks } from '../../xml/chunks.js';
import { element } from '../../xml/element.js';
import type { XmlText } from '../../xml/markup.js';
import { parseXml } from '../../xml/parse.js';
import type { SruSchema } from './schemas.js';

const SRW_DC = 'info:srw/schema/1/dc-schema';
const DC = 'http://purl.org/dc/elements/1.1/';

/**
 * A stored record as the schema wants it. SRU's own Dublin Core has the very elements of oai_dc in another container, so that is changed
 * and nothing else: a strict client looks for `info:srw/schema/1/dc-schema`.
 */
export const writePayload = (stored: Uint8Array, { name, location }: SruSchema): XmlText => {
  const text = decodeChunks([stored]);
  if (name !== 'dc') return text;
  const { children } = parseXml(text);
  return buildXml(
    element(SRW_DC, 'srw_dc:dc', { 'xmlns:dc': DC, 'xmlns:xsi': XSI, 'xsi:schemaLocation': `${SRW_DC} ${location}` }, children),
  );
};
