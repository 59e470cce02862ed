/**
 * What is promised of paging. G1–G7 are the published guarantees; beside them: `answer` (well-formed, valid, of the right
 * shape), `range` (header stamps within from and until), `order` (ascending, strictly onward), `cursor`, `token` (bound to
 * its list, refused when it was changed or has expired), `stamp` (never decreasing in commit order, never too early).
 */
export type Guarantee = 'G1' | 'G2' | 'G3' | 'G4' | 'G5' | 'G6' | 'G7' | 'answer' | 'range' | 'order' | 'cursor' | 'token' | 'stamp';

export class BrokenGuarantee extends Error {
  override readonly name = 'BrokenGuarantee';
  readonly guarantee: Guarantee;
  constructor(guarantee: Guarantee, message: string) {
    super(`${guarantee}: ${message}`);
    this.guarantee = guarantee;
  }
}

/** @throws BrokenGuarantee unless `held` */
export function assertHeld(held: boolean, guarantee: Guarantee, message: () => string): asserts held {
  if (!held) throw new BrokenGuarantee(guarantee, message());
}
