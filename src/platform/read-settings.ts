import { parseIssn } from '../catalogue/issn.js';
import { compileSchema, formatSchemaFault, readSchema } from './json-schema.js';
import { parseNetwork } from './network-list.js';
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
  const result = parseSettings(value);
  const faults = [
    ...(result.kind === 'invalid' ? result.faults.map(formatSchemaFault) : []),
    ...contradictions(value),
    ...recheckFaults(value),
    ...networkFaults(value),
  ];
  return result.kind === 'valid' && faults.length === 0 ? { kind: 'settings', settings: result.value } : { kind: 'faults', faults };
};

const parseSettings = compileSchema<Settings>(readSchema('settings.schema.json'), { defaults: 'fill' });

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

/** Addresses are JSON strings like any other; a mistyped one would silently let nobody in. */
const networkFaults = (value: unknown): readonly string[] => {
  const list = (value as { readonly administration?: { readonly metricsFrom?: unknown } | null } | null)?.administration?.metricsFrom;
  return (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((network, index) =>
    typeof network !== 'string' || parseNetwork(network)
      ? []
      : [`administration.metricsFrom[${index}]: "${network}" is neither an address nor a network such as 10.0.0.0/8`],
  );
};

interface LooseLinks {
  readonly targets?: Readonly<Record<string, { readonly record?: unknown } | null>>;
  readonly recheck?: { readonly source?: unknown; readonly targets?: unknown } | null;
}

/** A re-check asks a source that is there, and leads to where an address can be made. */
const recheckFaults = (value: unknown): readonly string[] => {
  const { links, sources } = (value ?? {}) as { readonly links?: LooseLinks | null; readonly sources?: unknown };
  const recheck = links?.recheck;
  if (typeof recheck !== 'object' || recheck === null) return [];
  const { source, targets = { finna: [] } } = recheck;
  const known = Array.isArray(sources) ? (sources as readonly ({ readonly id?: unknown; readonly protocol?: unknown } | null)[]) : [];
  const isFinna = known.some((each) => each?.id === source && each?.protocol === 'finna');
  const named = typeof targets === 'object' && targets !== null ? Object.keys(targets) : [];
  return [
    ...(typeof source === 'string' && !isFinna
      ? [`links.recheck.source: "${source}" is no source of protocol finna here; add it to sources, or leave links.recheck out`]
      : []),
    ...named
      .filter((name) => name === 'melinda' || name === 'urn')
      .map((name) => `links.recheck.targets: "${name}" is read from the records that are found, and is not searched; leave it out here`),
    ...named
      .filter((name) => typeof links?.targets?.[name]?.record !== 'string')
      .map((name) => `links.recheck.targets: "${name}" has no record address in links.targets; add one with {id}, or leave it out here`),
  ];
};
