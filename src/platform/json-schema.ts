import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** One thing wrong with a value. `path` names the field (`series[0].issn.print`; empty for the whole), `message` the value and what is expected. */
export interface SchemaFault {
  readonly path: string;
  readonly message: string;
}

export type SchemaResult<T> =
  { readonly kind: 'valid'; readonly value: T } | { readonly kind: 'invalid'; readonly faults: readonly [SchemaFault, ...SchemaFault[]] };

export interface SchemaOptions {
  /** A JSON Pointer of the part to check against, `#/$defs/statement`; the whole schema when absent. */
  readonly part?: string;
  /** `fill` puts the schema's defaults into a copy of the value where a field is absent. */
  readonly defaults?: 'fill' | 'leave';
}

/**
 * A parse function for a JSON Schema (2020-12) that explains every fault at once, in plain sentences.
 * `T` is the shape that the schema describes: whoever names it answers for both being the same.
 */
export const compileSchema = <T>(
  schema: object,
  { part, defaults = 'leave' }: SchemaOptions = {},
): ((value: unknown) => SchemaResult<T>) => {
  // With the first value: a schema takes up to 100 ms, and most commands need none of the forms.
  let compiled: ValidateFunction<T> | undefined;
  return (given) => {
    const check = (compiled ??= compile<T>(schema, part, defaults));
    const excess = findExcess(given);
    if (excess) return { kind: 'invalid', faults: [excess] };
    const value: unknown = defaults === 'fill' ? structuredClone(given) : given;
    if (check(value)) return { kind: 'valid', value };
    const errors = telling((check.errors ?? []).slice(0, MOST_WEIGHED));
    const [first, ...rest] = errors.slice(0, MOST_TOLD).map(explain);
    const more = errors.length > MOST_TOLD ? [{ path: '', message: 'and more of the kind, not told here' }] : [];
    return { kind: 'invalid', faults: [first ?? { path: '', message: 'is not as the schema asks' }, ...rest, ...more] };
  };
};

const compile = <T>(schema: object, part: string | undefined, defaults: 'fill' | 'leave'): ValidateFunction<T> => {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true, useDefaults: defaults === 'fill' });
  addFormats.default(ajv);
  // A part may be that of an OpenAPI document, round whose schemas these stand.
  ajv.addVocabulary(['paths', 'components']);
  return part === undefined ? ajv.compile<T>(schema) : ajv.addSchema(schema, 'schema').compile<T>({ $ref: `schema${part}` });
};

/**
 * Beyond what any of our schemas describes. A megabyte of brackets exhausts the stack of structuredClone and
 * JSON.stringify (10,000 levels do), a megabyte of numbers keeps `uniqueItems` busy for minutes.
 */
const MOST_LEVELS = 64;
const MOST_VALUES = 20_000;

/** Errors looked at for what they tell, and faults told: every pair of the former is compared. */
const MOST_WEIGHED = 1000;
const MOST_TOLD = 20;

/** Walks with a list of its own in place of the stack. The path is that of the outermost field. */
const findExcess = (whole: unknown): SchemaFault | undefined => {
  const open: { readonly value: unknown; readonly level: number; readonly path: string }[] = [{ value: whole, level: 0, path: '' }];
  let count = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, level, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (level === MOST_LEVELS) return { path, message: `is nested more than ${MOST_LEVELS} levels deep` };
    const parts = Object.entries(value);
    count += parts.length;
    if (count > MOST_VALUES) return { path: '', message: `has more than ${MOST_VALUES} values in it` };
    const nameOf = (key: string): string => (Array.isArray(value) ? `[${key}]` : cut(key));
    for (const [key, part] of parts) open.push({ value: part, level: level + 1, path: level === 0 ? nameOf(key) : path });
  }
  return undefined;
};

/** `schemas/<name>` of the project, beside `src/` and `dist/` alike. */
export const readSchema = (name: string): object => {
  const parsed: unknown = JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8'));
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError(`schemas/${name} is not a JSON object`);
  return parsed;
};

/** `year: "20l2" is not a whole number`. */
export const formatSchemaFault = ({ path, message }: SchemaFault): string => (path === '' ? message : `${path}: ${message}`);

/**
 * Of a choice of forms ajv reports every branch that failed. Only what the one branch of the right type says helps a
 * reader; where several are of that type, or none, the choice itself is the fault.
 */
const telling = (errors: readonly ErrorObject[]): readonly ErrorObject[] => {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  return choices.reduce((left, choice) => {
    const isHere = ({ instancePath }: ErrorObject): boolean => instancePath === choice.instancePath;
    const isWithin = (error: ErrorObject): boolean =>
      error !== choice && (isHere(error) || error.instancePath.startsWith(`${choice.instancePath}/`));
    const ofRightType = left.filter((error) => isWithin(error) && !(isHere(error) && error.keyword === 'type'));
    // A branch is a schema object of its own; its schemaPath does not tell when it is a $ref.
    const branches = new Set(ofRightType.filter(isHere).map(({ parentSchema }) => parentSchema));
    const others = left.filter((error) => error !== choice && !isWithin(error));
    return ofRightType.length > 0 && branches.size <= 1 ? [...others, ...ofRightType] : [...others, choice];
  }, errors);
};

const explain = (error: ErrorObject): SchemaFault => ({
  path: error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`), ''),
  message: sentence(error),
});

const LONGEST_VALUE = 60;

const cut = (text: string): string => (text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text);

/** Only of what `findExcess` has let pass: JSON.stringify goes down by calling itself. */
const shown = (value: unknown): string => cut(value === undefined ? 'nothing' : JSON.stringify(value));

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  null: 'null',
};

const FORMAT_WORDS: Readonly<Record<string, string>> = {
  uri: 'a complete web address',
  email: 'an e-mail address',
  date: 'a date (YYYY-MM-DD)',
  'date-time': 'a moment in UTC (2024-01-31T12:00:00Z)',
  hostname: 'a domain name',
};

const many = (count: unknown, one: string, several: string): string => (count === 1 ? `1 ${one}` : `${String(count)} ${several}`);

/** What is wrong, with the value and what is expected. The keywords are those of JSON Schema that our schemas use. */
const sentence = (error: ErrorObject): string => {
  const value = shown(error.data);
  const params: Readonly<Record<string, unknown>> = error.params;
  switch (error.keyword) {
    case 'required':
      return `the field ${shown(params['missingProperty'])} is missing`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownField(error, String(params['additionalProperty'] ?? params['unevaluatedProperty']));
    case 'type':
      return `${value} is not ${[params['type']]
        .flat()
        .map((type) => TYPE_WORDS[String(type)] ?? String(type))
        .join(' or ')}`;
    case 'enum':
      return `${value} is none of ${[params['allowedValues']].flat().map(shown).join(', ')}`;
    case 'const':
      return `${value} must be ${shown(params['allowedValue'])}`;
    case 'pattern':
      return `${value} does not have the right form${example(error)}`;
    case 'format':
      return `${value} is not ${FORMAT_WORDS[String(params['format'])] ?? `of the form ${String(params['format'])}`}${example(error)}`;
    case 'minLength':
      return error.data === '' ? 'is empty' : `${value} has fewer than ${many(params['limit'], 'character', 'characters')}`;
    case 'maxLength':
      return `${value} has more than ${many(params['limit'], 'character', 'characters')}`;
    case 'minItems':
      return `has fewer than ${many(params['limit'], 'entry', 'entries')}`;
    case 'maxItems':
      return `has more than ${many(params['limit'], 'entry', 'entries')}`;
    case 'minimum':
    case 'exclusiveMinimum':
      return `${value} is too small: it must be ${String(params['comparison'])} ${String(params['limit'])}`;
    case 'maximum':
    case 'exclusiveMaximum':
      return `${value} is too large: it must be ${String(params['comparison'])} ${String(params['limit'])}`;
    case 'uniqueItems':
      return `entries ${[Number(params['i']) + 1, Number(params['j']) + 1].sort((one, other) => one - other).join(' and ')} are the same`;
    case 'dependentRequired':
      return `the field ${shown(params['missingProperty'])} is missing, which ${shown(params['property'])} needs`;
    case 'anyOf':
    case 'oneOf':
      return `${value} is none of the forms that are possible here${example(error)}`;
    default:
      return `${value} ${error.message ?? 'is not as the schema asks'}`;
  }
};

const fieldOf = (schema: unknown, name: string): unknown =>
  typeof schema === 'object' && schema !== null ? (Object.entries(schema).find(([key]) => key === name)?.[1] as unknown) : undefined;

const example = ({ parentSchema }: ErrorObject): string => {
  const examples = fieldOf(parentSchema, 'examples');
  return Array.isArray(examples) && examples.length > 0 ? `, for example ${shown(examples[0])}` : '';
};

const unknownField = ({ parentSchema }: ErrorObject, name: string): string => {
  const known = Object.keys(fieldOf(parentSchema, 'properties') ?? {});
  const near = known.find((candidate) => isNear(candidate.toLowerCase(), name.toLowerCase()));
  return `unknown field ${shown(name)}${near === undefined ? `; known are ${known.join(', ')}` : `; did you mean ${shown(near)}?`}`;
};

/** The same letters but for one slip of the hand: two of them swapped, one too many, too few or wrong. */
const isNear = (known: string, given: string): boolean => {
  if (Math.abs(known.length - given.length) > 1) return false;
  const lettersOf = (text: string): string => Array.from(text).sort().join('');
  if (lettersOf(known) === lettersOf(given)) return true;
  const [short, long] = known.length < given.length ? [known, given] : [given, known];
  const at = Array.from(long, (letter, index) => letter !== short[index]).indexOf(true);
  return long.slice(at + 1) === short.slice(short.length === long.length ? at + 1 : at);
};
