import { parseIssn } from '../catalogue/issn.js';
import { compileSchema, formatSchemaFault, readSchema } from './json-schema.js';
import type { Settings } from './settings.js';

export type SettingsReading =
  | { readonly kind: 'settings'; readonly settings: Settings }
  /** Every fault, each a sentence. */
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** Reads the text of a settings file: JSON, then the schema with its defaults, then what a schema cannot say. */
export const readSettings = (text: string): SettingsReading => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: 'faults', faults: [`this is not JSON: ${(error as SyntaxError).message}`] };
  }
  const result = compileSchema<Settings>(readSchema('settings.schema.json'), { defaults: 'fill' })(value);
  const faults = [...(result.kind === 'invalid' ? result.faults.map(formatSchemaFault) : []), ...contradictions(value)];
  return result.kind === 'valid' && faults.length === 0 ? { kind: 'settings', settings: result.value } : { kind: 'faults', faults };
};

interface LooseSeries {
  readonly code?: unknown;
  readonly predecessorOf?: unknown;
  readonly issn?: { readonly print?: unknown; readonly online?: unknown };
}

const contradictions = (value: unknown): readonly string[] => {
  const list = (value as { readonly series?: unknown } | null)?.series;
  const series = Array.isArray(list) ? (list as readonly (LooseSeries | null)[]).map((each) => each ?? {}) : [];
  const codes = series.map(({ code }) => code);
  return series.flatMap(({ code, predecessorOf, issn }, index) => {
    const at = `series[${index}]`;
    return [
      ...(typeof code === 'string' && codes.indexOf(code) < index
        ? [`${at}.code: "${code}" is the code of another series already; each needs its own`]
        : []),
      ...(typeof predecessorOf === 'string' && !codes.includes(predecessorOf)
        ? [`${at}.predecessorOf: ${JSON.stringify(predecessorOf)} is the code of no series here`]
        : []),
      ...(['print', 'online'] as const).flatMap((form) => {
        const number = issn?.[form];
        return typeof number === 'string' && /^\d{4}-\d{3}[\dX]$/.test(number) && parseIssn(number) === undefined
          ? [`${at}.issn.${form}: "${number}" has a wrong check digit; look the ISSN up again`]
          : [];
      }),
    ];
  });
};
