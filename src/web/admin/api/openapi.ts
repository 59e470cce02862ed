import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readSchema } from '../../../platform/json-schema.js';
import { PACKAGE_DIRECTORY } from '../../../platform/package-files.js';
import { guarded, type Route } from '../route.js';

type Json = Readonly<Record<string, unknown>>;

/** Where each room of the API describes its own part. */
const PIECES = 'admin-api';

/**
 * The description of the whole API (OpenAPI 3.1): the frame in `schemas/admin-api.json`, the rooms' pieces in `schemas/admin-api/`, and the
 * publication as `schemas/publication.schema.json` has it, which has an `$id` and so keeps references of its own.
 * @throws TypeError when two pieces describe the same thing
 */
export const readOpenApi = (): Json => {
  const frame = readSchema(`${PIECES}.json`) as Json;
  const pieces = readdirSync(path.join(PACKAGE_DIRECTORY, 'schemas', PIECES))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readSchema(`${PIECES}/${name}`) as Json);
  const publication = { components: { schemas: { Publication: readSchema('publication.schema.json') } } };
  return withFront([...pieces, publication].reduce((whole, piece) => join(whole, piece, ''), frame));
};

const UNSAFE: readonly string[] = ['post', 'put', 'delete'];
const PROBLEM = { $ref: '#/components/responses/Problem' };

/** What the front answers before any handler is asked, or when one fails: the same everywhere, so no piece need say it. */
const withFront = (whole: Json): Json => {
  const ofBody = { 413: PROBLEM, 415: PROBLEM };
  const describe = (method: string, operation: unknown): unknown =>
    isObject(operation) && isObject(operation['responses'])
      ? { ...operation, responses: { 500: PROBLEM, 503: PROBLEM, ...(UNSAFE.includes(method) && ofBody), ...operation['responses'] } }
      : operation;
  const paths = isObject(whole['paths']) ? whole['paths'] : {};
  const described = Object.entries(paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(isObject(operations) ? operations : {}).map(([method, operation]) => [method, describe(method, operation)]),
    ),
  ]);
  return { ...whole, paths: Object.fromEntries(described) as Json };
};

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** How deep two pieces may share a name: `paths`, `components`, and the kinds of components below it. */
const SHARED = /^(?:\.paths|\.components(?:\.[^.]+)?)$/;

const join = (whole: Json, piece: Json, at: string): Json =>
  Object.entries(piece).reduce<Json>((joined, [name, value]) => {
    const there = joined[name];
    if (there === undefined) return { ...joined, [name]: value };
    if (SHARED.test(`${at}.${name}`) && isObject(there) && isObject(value))
      return { ...joined, [name]: join(there, value, `${at}.${name}`) };
    throw new TypeError(`${at.slice(1)}.${name} is described twice in schemas/${PIECES}/`);
  }, whole);

export const openApiApi = (): readonly Route[] => {
  const value = readOpenApi();
  return [guarded('GET', '/admin/api/openapi.json', 'read', () => ({ kind: 'json', value }))];
};
