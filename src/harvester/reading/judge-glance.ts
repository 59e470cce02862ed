import type { Glance, GlanceRule } from '../../xml/gate-payload.js';

const CONTROLFIELDS = ['001', '003', '008'];

/** Whatever the selection and its reasons read, and 245 for the title. */
const DATAFIELDS = [
  ...['022', '110', '245', '260', '264', '440', '490', '610', '710', '773', '800', '810', '811', '830', 'STA'],
  ...['760', '762', '765', '767', '770', '772', '775', '776', '777', '780', '785', '786', '787'],
];

/** The parts of a MARCXML record by which it is told whether it can be wanted: a seventh of the whole. */
export const MARC_GLANCE: Glance = new Map<string, GlanceRule>([
  ['leader', 'all'],
  ['controlfield', { attribute: 'tag', values: new Set(CONTROLFIELDS) }],
  ['datafield', { attribute: 'tag', values: new Set(DATAFIELDS) }],
]);
