export interface ScanRefusal {
  readonly kind: 'refused';
  readonly code: 'malformed' | 'doctype' | 'too-deep' | 'too-many' | 'wrong-root';
  readonly message: string;
}

/** Leaves a scan by throwing: saxes itself reads on after a fault. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly code: ScanRefusal['code'];
  constructor(code: ScanRefusal['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export const stop = (code: ScanRefusal['code'], message: string): never => {
  throw new Stopped(code, message);
};

/** Nothing that we read is half as deep; saxes looks a namespace up through all open elements, so depth costs squared. */
export const DEEPEST = 64;

/** Of all elements: 64 MiB of Melinda's records have a million. */
export const MOST_ELEMENTS = 1_500_000;

/** Of one page: twenty times what Kansalliskirjasto's largest pages have. */
export const MOST_RECORDS = 50_000;

/** Elements and pieces of text that are kept of what lies outside the records: a list of 30,000 headers has about as many. */
export const MOST_KEPT = 250_000;

/** The same of one record, its payload aside. */
export const MOST_KEPT_OF_RECORD = 20_000;

/** Of one element. */
export const MOST_ATTRIBUTES = 200;

/** Namespaces declared round a payload, each of which is looked for in it: half a million of them took minutes. */
export const MOST_DECLARED = 40;

/** In UTF-16 units: a record as text, where Melinda's longest are some 200,000. */
export const LONGEST_RECORD = 8 * 1024 * 1024;

/**
 * In UTF-16 units, of one tag, one piece of text or a row of comments. In the midst of each saxes keeps up to sixty bytes for one, so that
 * a comment of 60 MB would take gigabytes.
 */
export const LONGEST_TOKEN = 1024 * 1024;
