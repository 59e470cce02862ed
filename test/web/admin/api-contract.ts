import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readOpenApi } from '../../../src/web/admin/api/openapi.js';

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** What an answer of the API must be by its own description. */
export interface Contract {
  readonly description: Description;
  /** What is wrong with an answer; empty for one that is as described. */
  faultsOf(answer: {
    readonly method: string;
    readonly target: string;
    readonly status: number;
    readonly type: string;
    readonly text: string;
  }): readonly string[];
}

export const readContract = (): Contract => {
  const description = readOpenApi() as unknown as Description;
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateSchema: false });
  addFormats.default(ajv);
  ajv.addSchema(description, 'api');
  const compiled = new Map<string, ValidateFunction>();
  const validatorAt = (pointer: string): ValidateFunction => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };
  return {
    description,
    faultsOf: ({ method, target, status, type, text }) => {
      const path = target.replace(/\?.*/, '');
      const template = Object.keys(description.paths).find((each) => patternOf(each).test(path));
      const operation = template === undefined ? undefined : description.paths[template]?.[method.toLowerCase()];
      // What is not there at all needs no description.
      if (template === undefined || !operation)
        return status === 404 || status === 405 || status === 401 ? [] : [`${method} ${path} is not described`];
      const found = operation.responses[String(status)];
      if (found === undefined) return [`${operation.operationId} answers ${status}, which is not described: ${text.slice(0, 200)}`];
      const response = resolve(description, found);
      const content = response.value['content'] as Readonly<Record<string, object>> | undefined;
      const media = type.split(';')[0]!.trim();
      if (!content) return text === '' ? [] : [`${operation.operationId} answers ${status} with a body, which is not described`];
      if (!(media in content)) return [`${operation.operationId} answers ${status} as ${media}, which is not described`];
      if (!/[/+]json$/.test(media)) return [];
      const base = response.pointer ?? `/paths/${escape(template)}/${method.toLowerCase()}/responses/${status}`;
      const validate = validatorAt(`${base}/content/${escape(media)}/schema`);
      return validate(JSON.parse(text))
        ? []
        : (validate.errors ?? []).map(
            (error) => `${operation.operationId} ${status}: ${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
          );
    },
  };
};

const resolve = (
  description: Description,
  found: unknown,
): { readonly value: Readonly<Record<string, unknown>>; readonly pointer?: string } => {
  const value = found as Readonly<Record<string, unknown>>;
  const reference = value['$ref'];
  if (typeof reference !== 'string') return { value };
  const pointer = reference.replace(/^#/, '');
  const target = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], description);
  return { value: target as Readonly<Record<string, unknown>>, pointer };
};

const escape = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');

const patternOf = (template: string): RegExp => new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
