import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const read = (file: string): string => readFileSync(file, 'utf8');
const FILES = ['deploy/Dockerfile', 'deploy/compose.yaml', 'deploy/nginx.conf', 'deploy/julkaisusilta.service', 'deploy/julkaisusilta.env'];
const dockerfile = read('deploy/Dockerfile');

/** What the program reads, and what is others': Node's own, the database's image's. */
const OURS = [...read('src/platform/config.ts').matchAll(/given\('(\w+)'\)/g)].map((match) => match[1]!);
const OTHERS = ['NODE_ENV', 'POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD'];

describe('what is in deploy/', () => {
  it.each(FILES.filter((file) => !file.endsWith('.env')))('%s says in its head that it was not run', (file) => {
    expect(read(file).split('\n').slice(0, 3).join(' ')).toMatch(/NOT RUN/);
  });

  it('sets variables of the environment that there are', () => {
    const set = [...dockerfile.matchAll(/^ENV (.+)$/gm), ...read('deploy/julkaisusilta.service').matchAll(/^Environment=(.+)$/gm)].flatMap(
      (match) => match[1]!.split(' ').map((pair) => pair.split('=')[0]!),
    );
    const composed = [...read('deploy/compose.yaml').matchAll(/^ +([A-Z][A-Z_]+): |\$\{([A-Z_]+)/gm)].map((match) => match[1] ?? match[2]!);
    const listed = [...read('deploy/julkaisusilta.env').matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]!);
    const all = [...set, ...composed, ...listed];
    expect(all.length).toBeGreaterThan(15);
    expect([...new Set(all)].filter((name) => ![...OURS, ...OTHERS].includes(name))).toEqual([]);
    expect(OURS.filter((name) => !['CONFIG', 'STORE_DIR'].includes(name) && !listed.includes(name))).toEqual([]);
  });

  it('copies files that there are, and that are not kept from the engine', () => {
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) => match[1]!.split(' '));
    expect(sources).toContain('schemas');
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
    const letIn = [...read('.dockerignore').matchAll(/^!(.+)$/gm)].map((match) => match[1]!);
    expect(sources.filter((source) => !letIn.includes(source))).toEqual([]);
  });

  it('takes along what package.json says that the program is made of', () => {
    const { files } = JSON.parse(read('package.json')) as { files: readonly string[] };
    const taken = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(files.filter((file) => !taken.includes(file))).toEqual([]);
  });

  it('starts a program that the build makes, by a command that it has', () => {
    const calls = FILES.flatMap((file) =>
      [...read(file).matchAll(/(dist\/[\w./-]+)"?,? "?(\w+)/g)].map((match) => [match[1]!, match[2]!] as const),
    );
    const started = calls.filter(([, command]) => command === 'serve');
    expect(started).toHaveLength(2);
    // As tsconfig.json has it, dist/ is made of src/.
    expect(started.filter(([program]) => !existsSync(program.replace('dist/', 'src/').replace('.js', '.ts')))).toEqual([]);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
    for (const file of FILES) for (const [, name] of read(file).matchAll(/npm run (\w[\w:]*)/g)) expect(scripts).toHaveProperty([name!]);
  });

  it('asks addresses that are answered, and mounts files that there are', () => {
    const app = read('src/web/app.ts');
    for (const file of FILES)
      for (const [asked] of read(file).matchAll(/\/(?:health\/\w+|metrics)\b/g)) expect(app).toContain(`'${asked}'`);
    const mounted = [...read('deploy/compose.yaml').matchAll(/'\.\/([\w.]+):/g)].map((match) => path.join('deploy', match[1]!));
    expect(mounted).toEqual(['deploy/nginx.conf']);
    expect(mounted.filter((file) => !existsSync(file))).toEqual([]);
    for (const [, file] of read('deploy/compose.yaml').matchAll(/dockerfile: (\S+)/g))
      expect([file, existsSync(file!)]).toEqual([file, true]);
  });

  it('proxies to the processes that compose starts, at the port at which they listen', () => {
    const services = [...read('deploy/compose.yaml').matchAll(/^ {2}([\w-]+): \*web$/gm)].map((match) => match[1]!);
    const port = /PORT=(\d+)/.exec(dockerfile)![1]!;
    const upstream = [...read('deploy/nginx.conf').matchAll(/^ +server ([\w-]+:\d+)/gm)].map((match) => match[1]!);
    expect(upstream).toEqual(services.map((service) => `${service}:${port}`));
  });
});

describe('docs/operating.md', () => {
  const text = read('docs/operating.md');

  it('names every variable of the environment and no other', () => {
    const table = text.slice(text.indexOf('| environment |'), text.indexOf('Exit codes'));
    const named = [...table.matchAll(/^\| ((?:`\w+`(?:, )?)+)/gm)].flatMap((match) =>
      [...match[1]!.matchAll(/\w+/g)].map(([name]) => name),
    );
    expect(named.toSorted()).toEqual([...new Set(OURS)].toSorted());
  });

  it('names metrics and labels that there are', () => {
    const sources = ['src/web/request-metrics.ts', 'src/administration/service-metrics.ts', 'src/platform/pool-metrics.ts']
      .map(read)
      .join('\n');
    const named = [...text.matchAll(/julkaisusilta_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, ''));
    expect(new Set(named).size).toBeGreaterThan(8);
    expect([...new Set(named)].filter((name) => !sources.includes(`'${name}'`))).toEqual([]);
  });

  it('names files and events of the log that there are', () => {
    const files = [...text.matchAll(/`((?:deploy|docs|src|store)\/[\w./-]*)`/g)].map((match) => match[1]!);
    expect(files.filter((file) => file !== 'store/data' && !existsSync(file))).toEqual([]);
    const events = /Worth watching: (.+)\./.exec(text)![1]!.matchAll(/`([\w.]+)`/g);
    const code = ['src/web/app.ts', 'src/harvester/run/harvests.ts', 'src/command/serve.ts', 'src/administration/service-metrics.ts']
      .map(read)
      .join('\n');
    for (const [, event] of events) expect(code).toContain(`'${event!}'`);
  });
});
