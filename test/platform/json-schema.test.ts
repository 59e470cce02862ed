import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compileSchema, formatSchemaFault, readSchema } from '../../src/platform/json-schema.js';

const faultsOf = (schema: object, value: unknown): readonly string[] => {
  const result = compileSchema(schema)(value);
  return result.kind === 'invalid' ? result.faults.map(formatSchemaFault) : [];
};

const settings = {
  type: 'object',
  additionalProperties: false,
  required: ['repository'],
  properties: {
    repository: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'adminEmail'],
      properties: {
        name: { type: 'string', minLength: 1 },
        adminEmail: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string', format: 'email' } },
        prefix: { type: 'string', pattern: '^[a-z]+$', examples: ['polha'] },
        pageSize: { type: 'integer', minimum: 1, maximum: 1000, default: 500 },
      },
    },
  },
};
const repository = { name: 'A', adminEmail: ['a@b.example'] };

describe('a fault of a schema is told in a plain sentence', () => {
  it.each([
    ['a missing field', { repository: { name: 'A' } }, ['repository: the field "adminEmail" is missing']],
    ['an unknown field', { repository, repositroy: 1 }, ['unknown field "repositroy"; did you mean "repository"?']],
    ['text for a number', { repository: { ...repository, pageSize: '5' } }, ['repository.pageSize: "5" is not a whole number']],
    ['a number out of bounds', { repository: { ...repository, pageSize: 0 } }, ['repository.pageSize: 0 is too small: it must be >= 1']],
    ['an empty list', { repository: { ...repository, adminEmail: [] } }, ['repository.adminEmail: has fewer than 1 entry']],
    ['an empty text', { repository: { ...repository, name: '' } }, ['repository.name: is empty']],
    ['no e-mail address', { repository: { ...repository, adminEmail: ['x'] } }, ['repository.adminEmail[0]: "x" is not an e-mail address']],
    [
      'one thing twice',
      { repository: { ...repository, adminEmail: ['a@b.fi', 'a@b.fi'] } },
      ['repository.adminEmail: entries 1 and 2 are the same'],
    ],
    [
      'the wrong form',
      { repository: { ...repository, prefix: 'A1' } },
      ['repository.prefix: "A1" does not have the right form, for example "polha"'],
    ],
    ['something else altogether', [], ['[] is not a group of fields']],
  ])('%s', (_, value, sentences) => {
    expect(faultsOf(settings, value)).toEqual(sentences);
  });

  it('all of them together', () => {
    expect(faultsOf(settings, { repository: { name: 1, pageSize: 'x' } })).toHaveLength(3);
  });

  it('with a long value cut to 60 characters', () => {
    const [fault] = faultsOf({ type: 'integer' }, 'x'.repeat(100));
    expect(fault).toBe(`"${'x'.repeat(58)}… is not a whole number`);
  });

  it.each([
    ['of the branch that has the right type', { text: 1 }, ['title.text: 1 is not text']],
    ['of the choice when no branch has it', 5, ['title: 5 is none of the forms that are possible here, for example "A"']],
  ])('in a choice of forms, %s', (_, title, sentences) => {
    const object = { type: 'object', properties: { text: { type: 'string' } } };
    expect(
      faultsOf({ type: 'object', properties: { title: { anyOf: [{ type: 'string' }, object], examples: ['A'] } } }, { title }),
    ).toEqual(sentences);
  });
});

describe('a value made to break the reader', () => {
  const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
  const tooDeep = 'is nested more than 64 levels deep';
  const tooMany = 'has more than 20000 values in it';

  it.each([
    ['nested deeply in a field that nobody knows', { repository, x: nested(50_000) }, `x: ${tooDeep}`],
    ['nested deeply in a field of the schema', { repository: { ...repository, name: nested(50_000) } }, `repository: ${tooDeep}`],
    ['nested deeply as a whole', nested(50_000), `[0]: ${tooDeep}`],
    ['nested deeply under a name without end', { ['n'.repeat(1000)]: nested(50_000) }, `${'n'.repeat(59)}…: ${tooDeep}`],
    ['a list of a million', { repository: Array.from({ length: 1_000_000 }, (_, number) => number) }, tooMany],
  ])('is refused like any other: %s', (_, value, sentence) => {
    expect(faultsOf(settings, value)).toEqual([sentence]);
    const filled = compileSchema(settings, { defaults: 'fill' })(value);
    expect(filled.kind === 'invalid' && filled.faults.map(formatSchemaFault)).toEqual([sentence]);
  });

  it('may be nested as deep as people nest', () => {
    expect(faultsOf({}, nested(64))).toEqual([]);
    expect(faultsOf({}, nested(65))).toHaveLength(1);
  });

  it('is told by its first twenty faults, when it has thousands', () => {
    const unknown = Object.fromEntries(Array.from({ length: 19_000 }, (_, number) => [`field ${number}`, 'x'.repeat(40)]));
    const faults = faultsOf(settings, { repository, ...unknown });
    expect(faults).toHaveLength(21);
    expect(faults.slice(19)).toEqual(['unknown field "field 19"; known are repository', 'and more of the kind, not told here']);
  });
});

describe('a compiled schema', () => {
  it('fills in defaults in a copy, when asked to', () => {
    const given = { repository };
    expect(compileSchema(settings, { defaults: 'fill' })(given)).toEqual({
      kind: 'valid',
      value: { repository: { ...repository, pageSize: 500 } },
    });
    expect(given.repository).not.toHaveProperty('pageSize');
    expect(compileSchema(settings)(given)).toEqual({ kind: 'valid', value: given });
  });

  it('can be a part of a schema', () => {
    const schema = { $defs: { year: { type: 'integer' } } };
    expect(compileSchema(schema, { part: '#/$defs/year' })('x').kind).toBe('invalid');
  });

  it.each(readdirSync(path.resolve('schemas')).filter((name) => name.endsWith('.schema.json')))('%s is one', (name) => {
    const schema = readSchema(name);
    const parse = compileSchema(schema);
    const examples = 'examples' in schema && Array.isArray(schema.examples) ? (schema.examples as unknown[]) : [];
    for (const example of examples) expect(parse(example)).toMatchObject({ kind: 'valid' });
  });
});
