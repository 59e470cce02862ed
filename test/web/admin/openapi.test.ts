import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from '@jest/globals';
import type { AdminPorts } from '../../../src/web/admin/admin-ports.js';
import { adminRoutes } from '../../../src/web/admin/admin-routes.js';
import { readOpenApi } from '../../../src/web/admin/api/openapi.js';
import { readContract } from './api-contract.js';
import { openHouse } from './house.js';

const UNSAFE = ['POST', 'PUT', 'DELETE'];

/** Only the table is looked at, so that nothing of the house is needed. */
const routesOfApi = (ports: AdminPorts) => adminRoutes(ports).filter(({ path }) => path.startsWith('/admin/api/'));

describe('the description of the API', () => {
  it('is OpenAPI 3.1 by a validator that is not ours', async () => {
    const found = await new Validator().validate(JSON.parse(JSON.stringify(readOpenApi())) as Record<string, unknown>);
    expect(found).toMatchObject({ valid: true });
  });

  it('describes every address that the API answers, and no other', async () => {
    const house = await openHouse();
    try {
      const { description } = readContract();
      const described = Object.entries(description.paths).flatMap(([path, operations]) =>
        Object.keys(operations)
          .filter((method) => method !== 'parameters')
          .map((method) => `${method.toUpperCase()} ${path}`),
      );
      const answered = routesOfApi(house.adminPorts).map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
      expect(described.sort()).toEqual([...answered].sort());
    } finally {
      await house.stop();
    }
  });

  it('says of every operation how it refuses a stranger and one who may not', () => {
    const silent = Object.entries(readContract().description.paths).flatMap(([path, operations]) =>
      Object.entries(operations)
        .filter(([method]) => method !== 'parameters')
        .flatMap(([method, { operationId, responses }]) => {
          const needed = ['401', '403', ...(UNSAFE.includes(method.toUpperCase()) ? ['400'] : [])];
          const missing = needed.filter((status) => responses[status] === undefined);
          return operationId === '' || missing.length > 0 ? [`${method} ${path}: ${missing.join(', ')}`] : [];
        }),
    );
    expect(silent).toEqual([]);
  });

  it('is served to those who may read', async () => {
    const house = await openHouse();
    try {
      const ask = await house.program('reader', ['read']);
      const reply = await ask('GET', '/admin/api/openapi.json');
      expect([reply.status, (reply.json() as { openapi: string }).openapi]).toEqual([200, '3.1.0']);
    } finally {
      await house.stop();
    }
  });
});
