import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Checks by one of the schemas of this folder, which are written from the standards and not from our code; answers what is wrong, or nothing. */
export const createValidator = (name: 'csl-json' | 'linkset' | 'schema-org'): ((value: unknown) => readonly string[]) => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictTuples: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as object);
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
};
