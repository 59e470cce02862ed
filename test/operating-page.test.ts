import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';

it('docs/operating.md explains every figure of ours that /metrics gives', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const sources = files.map((file) => readFileSync(path.join('src', file), 'utf8')).join('\n');
  const names = new Set([...sources.matchAll(/name: '(julkaisusilta_\w+)'/g)].map((match) => match[1]!));
  expect(names.size).toBeGreaterThan(10);
  const page = readFileSync('docs/operating.md', 'utf8');
  expect([...names].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
