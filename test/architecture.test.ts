import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const SRC = path.resolve('src');

/** The floors of the house, lowest first; a room imports from itself and from lower floors only. */
const FLOORS: readonly (readonly string[])[] = [
  ['catalogue'],
  ['xml', 'platform'],
  ['oai-pmh', 'crosswalk', 'store'],
  ['publishing'],
  ['intake', 'provider', 'harvester', 'linking', 'conformance', 'accounts', 'notices'],
  ['administration', 'discovery', 'schedule'],
  ['web'],
  ['command'],
  ['main.ts'],
];

/** Each outside thing has one owner: a folder or a file. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  koa: ['web'],
  '@koa/router': ['web'],
  'raw-body': ['web'],
  'rate-limiter-flexible': ['web/public/public-app.ts'],
  preact: ['web'],
  'preact-render-to-string': ['web'],
  'fast-xml-parser': ['xml'],
  xmlbuilder2: ['xml'],
  saxes: ['xml'],
  'libxml2-wasm': ['xml'],
  lowdb: ['store/lowdb'],
  pg: ['store/postgres'],
  dataloader: ['discovery/gathered-sources.ts'],
  'prom-client': ['platform/metrics.ts'],
  'node-cron': ['schedule'],
  ajv: ['platform/json-schema.ts'],
  'ajv-formats': ['platform/json-schema.ts'],
  isbn3: ['catalogue/isbn.ts'],
  'iso-639-3': ['catalogue/language.ts'],
  pino: ['platform/log.ts'],
  minisearch: ['discovery'],
  '@citation-js/core': ['discovery/citations.ts'],
  '@citation-js/plugin-bibtex': ['discovery/citations.ts'],
  '@citation-js/plugin-ris': ['discovery/citations.ts'],
  '@citation-js/plugin-csl': ['discovery/citations.ts'],
  parse5: ['intake'],
  'csv-parse': ['intake', 'discovery/dumps/lookup-list.ts'],
  commander: ['main.ts', 'command'],
  'openid-client': ['accounts/openid-connect.ts'],
  nodemailer: ['notices/email.ts'],
  'node:http': ['web', 'command/ask-service.ts', 'harvester/transport', 'notices/webhook.ts'],
  'node:https': ['harvester/transport', 'notices/webhook.ts'],
  'node:zlib': ['web', 'harvester/transport'],
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => file.split(path.sep).join('/'));
const textOf = (file: string): string => readFileSync(path.join(SRC, file), 'utf8');
const IMPORT = /^(?:import|export) [^;'=]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
const importsOf = (file: string): readonly string[] => [...textOf(file).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3]!);
const roomOf = (file: string): string => file.split('/')[0]!;
const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.includes(room));
const isIn = (file: string, owners: readonly string[]): boolean => owners.some((owner) => file === owner || file.startsWith(`${owner}/`));
const targetOf = (file: string, specifier: string): string => path.posix.join(path.posix.dirname(file), specifier);

describe('the house', () => {
  it('has no room outside the plan', () => {
    expect(files.filter((file) => floorOf(roomOf(file)) < 0)).toEqual([]);
  });

  it('lets a file import from its own room and from lower floors only', () => {
    const climbs = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => targetOf(file, specifier))
        .filter((target) => roomOf(target) !== roomOf(file) && floorOf(roomOf(target)) >= floorOf(roomOf(file)))
        .map((target) => `${file} -> ${target}`),
    );
    expect(climbs).toEqual([]);
  });

  it('has no circle of imports', () => {
    const graph = new Map(
      files.map((file) => [
        file.replace(/\.tsx?$/, '.js'),
        importsOf(file)
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => targetOf(file, specifier)),
      ]),
    );
    const done = new Set<string>();
    const circleFrom = (file: string, trail: readonly string[]): readonly string[] => {
      if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
      if (done.has(file)) return [];
      for (const next of graph.get(file) ?? []) {
        const circle = circleFrom(next, [...trail, file]);
        if (circle.length > 0) return circle;
      }
      done.add(file);
      return [];
    };
    expect([...graph.keys()].map((file) => circleFrom(file, [])).filter((circle) => circle.length > 0)).toEqual([]);
  });

  it.each(Object.entries(OWNERS))('keeps %s with its owner', (thing, owners) => {
    const strangers = files.filter(
      (file) => importsOf(file).some((specifier) => specifier === thing || specifier.startsWith(`${thing}/`)) && !isIn(file, owners),
    );
    expect(strangers).toEqual([]);
  });

  it('gives every package of the program an owner', () => {
    const packages = files.flatMap(importsOf).filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'));
    const names = packages.map((specifier) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    );
    expect([...new Set(names)].filter((name) => !(name in OWNERS))).toEqual([]);
  });

  it.each([
    ['process.env', /process\.env/, ['main.ts']],
    ['the current time', /Date\.now\(\)|new Date\(\)|performance\.now\(\)/, ['platform/clock.ts']],
    ['fetch', /\bfetch\(/, []],
    ['the console', /\bconsole\./, []],
    ['URL.canParse, which Node 20 gets wrong once it is compiled,', /URL\.canParse/, []],
  ] as const)('keeps %s with its owner', (_, pattern, owners) => {
    expect(files.filter((file) => pattern.test(textOf(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')) && !isIn(file, owners))).toEqual(
      [],
    );
  });

  it('starts every harvest by one function, whoever wants it: a page, the API, a command, the schedule', () => {
    const codeOf = (file: string): string => textOf(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const callersOf = (name: string): readonly string[] => files.filter((file) => new RegExp(`\\b${name}\\(`).test(codeOf(file)));
    // There is one set of harvests, and it is the one that is written down in the audit.
    expect(callersOf('createHarvests')).toEqual(['command/services.ts']);
    expect(callersOf('auditHarvests')).toEqual(['command/services.ts']);
    // Only it runs anything, and only a run applies anything.
    expect(callersOf('executeRun')).toEqual(['harvester/run/harvests.ts']);
    expect(callersOf('applyRun')).toEqual(['harvester/run/execute-run.ts']);
    const waysIn = ['web/admin/pages/sources/source-routes.tsx', 'web/admin/api/run-start.ts', 'command/run-harvest-command.ts'];
    expect(waysIn.filter((file) => !/\bharvests\.start\(/.test(codeOf(file)))).toEqual([]);
    expect(codeOf('schedule/harvest-schedule.ts')).toMatch(/\{ start \}: Pick<Harvests, 'start'>/);
  });

  it('has no default exports, and no drawer for odds and ends', () => {
    expect(files.filter((file) => /export default/.test(textOf(file)))).toEqual([]);
    expect(
      files.filter((file) => /(?:^|[/-])(?:helpers?|utils?|common|shared|misc|manager|data|info|process)(?:[/.-]|$)/.test(file)),
    ).toEqual([]);
  });
});
