/**
 * What can be wrong with a request, by the standard's numbers and in its words; only those that this server gives.
 * @see https://www.loc.gov/standards/sru/diagnostics/diagnosticsList.html
 */
const MESSAGES = {
  2: 'System temporarily unavailable',
  4: 'Unsupported operation',
  5: 'Unsupported version',
  6: 'Unsupported parameter value',
  7: 'Mandatory parameter not supplied',
  8: 'Unsupported parameter',
  10: 'Query syntax error',
  12: 'Too many characters in query',
  13: 'Invalid or unsupported use of parentheses',
  14: 'Invalid or unsupported use of quotes',
  15: 'Unsupported context set',
  16: 'Unsupported index',
  19: 'Unsupported relation',
  20: 'Unsupported relation modifier',
  22: 'Unsupported combination of relation and index',
  26: 'Non special character escaped in term',
  27: 'Empty term unsupported',
  28: 'Masking character not supported',
  31: 'Anchoring character not supported',
  36: 'Term in invalid format for index or relation',
  37: 'Unsupported boolean operator',
  38: 'Too many boolean operators in query',
  46: 'Unsupported boolean modifier',
  49: 'Masking character in unsupported position',
  50: 'Result sets not supported',
  60: 'Result set not created: too many matching records',
  61: 'First record position out of range',
  65: 'Record does not exist',
  66: 'Unknown schema for retrieval',
  67: 'Record not available in this schema',
  71: 'Unsupported record packing',
  84: 'Too many sort keys',
  87: 'Unsupported schema for sort',
  88: 'Unsupported path for sort',
  90: 'Unsupported direction',
  91: 'Unsupported case',
  92: 'Unsupported missing value action',
  110: 'Stylesheets not supported',
} as const satisfies Readonly<Record<number, string>>;

export type DiagnosticNumber = keyof typeof MESSAGES;

export interface Diagnostic {
  /** `info:srw/diagnostic/1/16`. */
  readonly uri: string;
  /** In the form that the standard gives for the number: the name of the index, the most that is supported … */
  readonly details: string;
  readonly message: string;
}

const MOST_SHOWN = 200;

/** A stranger's text, short enough to be told back. */
export const shown = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text);

/** @param help what is wrong and what would be right, for people */
export const diagnostic = (number: DiagnosticNumber, details: string | number, help?: string): Diagnostic => ({
  uri: `info:srw/diagnostic/1/${number}`,
  details: shown(String(details)),
  message: help === undefined ? MESSAGES[number] : `${MESSAGES[number]}: ${help}`,
});

/** Nothing can be answered but this diagnostic; only whoever answers a request catches it. */
export class SruFault extends Error {
  override readonly name = 'SruFault';
  readonly diagnostic: Diagnostic;
  constructor(number: DiagnosticNumber, details: string | number, help?: string) {
    const given = diagnostic(number, details, help);
    super(given.message);
    this.diagnostic = given;
  }
}
