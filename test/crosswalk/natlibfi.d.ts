/** As much as the tests use of Kansalliskirjasto's packages, which come without types. */
declare module '@natlibfi/marc-record' {
  export interface MelindaField {
    tag: string;
    value?: string;
    ind1?: string;
    ind2?: string;
    subfields?: { code: string; value: string }[];
  }
  export interface MelindaRecord {
    leader: string;
    fields: MelindaField[];
  }
}
declare module '@natlibfi/marc-record-serializers' {
  import type { MelindaRecord } from '@natlibfi/marc-record';
  export const MARCXML: { from(text: string, options: { subfieldValues: boolean }): Promise<MelindaRecord> };
}
declare module '@natlibfi/marc-record-validate' {
  import type { MelindaRecord } from '@natlibfi/marc-record';
  interface Verdict {
    readonly description: string;
    readonly state: 'valid' | 'invalid' | 'fixed';
    readonly messages?: readonly string[];
  }
  export type Validate = (
    record: MelindaRecord,
    options: { fix: boolean; validateFixes: boolean },
    recordOptions: { subfieldValues: boolean },
  ) => Promise<{ readonly valid: boolean; readonly report: readonly Verdict[]; readonly record: MelindaRecord }>;
  const exports: { default: (validators: readonly unknown[]) => Validate };
  export default exports;
}
declare module '@natlibfi/marc-record-validators-melinda' {
  const validators: Readonly<Record<string, (...options: unknown[]) => unknown>>;
  export default validators;
}
