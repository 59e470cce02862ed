import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { build, command, run, serve, type Serving } from './program.js';

let directory: string;
let environment: Readonly<Record<string, string>>;
let serving: Serving | undefined;

beforeAll(build, 120_000);
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'julkaisusilta-'));
  environment = { STORE_DIR: path.join(directory, 'data') };
});
afterEach(async () => {
  await serving?.stop('SIGKILL');
  serving = undefined;
  await rm(directory, { recursive: true });
});

const start = async (more: Readonly<Record<string, string>> = {}): Promise<Serving> => {
  serving = await serve({ ...environment, ...more });
  return serving;
};
const ask = async (url: string, query: string): Promise<string> => (await fetch(`${url}/oai?${query}`)).text();

describe('the first start', () => {
  it('fills the empty catalogue from the page beside the settings, and the first harvester finds both items', async () => {
    const { url } = await start();
    const answer = await ask(url, 'verb=ListRecords&metadataPrefix=oai_dc');
    expect(answer.match(/<identifier>[^<]+/g)).toEqual([
      '<identifier>oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf',
      '<identifier>oai:julkaisut.poliisi.fi:poliisi/2012-2-print',
    ]);
    expect(answer).not.toContain('987-952-491-529-8');
  });

  it('prints a link to make the first account, outside the log, and never again once there is one', async () => {
    const first = await start();
    const linkIn = ({ log }: Serving): string | undefined => /^ *(http\S+\/admin\/setup\?link=\S+)$/m.exec(log())?.[1];
    while (linkIn(first) === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    const link = linkIn(first)!;
    expect((await fetch(link)).status).toBe(200);
    const secret = new URL(link).searchParams.get('link')!;
    const told = first
      .log()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect([told.length > 3, told.filter((line) => line.includes(secret))]).toEqual([true, []]);
    const added = await command(['admin', 'add', 'Aino'], environment, 'kuusi kukkaa kedolla\n');
    expect([added.exit, added.err]).toEqual([0, '']);
    expect((await fetch(link)).status).toBe(410);
    await first.stop();
    const second = await start();
    expect([await second.stop(), second.log().includes('setup?link')]).toEqual([0, false]);
  });

  it('is remembered: identifiers, datestamps and tokens outlive a restart, even a kill', async () => {
    const settings = path.join(directory, 'config.json');
    const given = JSON.parse(await readFile('store/config.json', 'utf8')) as { oai: object };
    await writeFile(settings, JSON.stringify({ ...given, oai: { ...given.oai, pageSize: 1 } }));
    await writeFile(path.join(directory, 'julkaisut.txt'), await readFile('store/julkaisut.txt'));
    const first = await start({ CONFIG: settings });
    const page = await ask(first.url, 'verb=ListIdentifiers&metadataPrefix=marcxml');
    const token = />([\w-]+)<\/resumptionToken>/.exec(page)![1]!;
    const datestamp = /<datestamp>([^<]+)/.exec(page)![1];
    await first.stop('SIGKILL');
    const second = await start({ CONFIG: settings });
    const next = await ask(second.url, `verb=ListIdentifiers&resumptionToken=${token}`);
    expect(next).toContain('2012-2-print');
    expect(next).toContain('<resumptionToken/>');
    expect(next).toContain(`<datestamp>${datestamp!}`);
  });
});

describe('a running service', () => {
  it('ends with exit code 0 on SIGTERM and on Ctrl-C', async () => {
    expect(await (await start()).stop('SIGTERM')).toBe(0);
    expect(await (await start()).stop('SIGINT')).toBe(0);
  });

  it('is asked by the commands, which change what harvesters get', async () => {
    const { url } = await start();
    const confirmed = await command(['isbn', '2012-2', 'print', '--confirm', '978-952-491-529-8'], environment);
    expect(confirmed).toMatchObject({ exit: 0, err: '' });
    const record = await ask(url, 'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:julkaisut.poliisi.fi:poliisi/2012-2-print');
    expect(record).toContain('978-952-491-529-8');

    const again = await command(['import', 'store/julkaisut.txt', '--json'], environment);
    expect(JSON.parse(again.out)).toMatchObject({ totals: { unchanged: 1, added: 0, changed: 0, rejected: 0 } });
    const withdrawn = await command(['withdraw', '2012-2', '--reason', 'printed by mistake'], environment);
    expect(withdrawn.exit).toBe(0);
    const gone = await ask(url, 'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:julkaisut.poliisi.fi:poliisi/2012-2-print');
    expect(gone).toContain('<header status="deleted">');
  });

  it('cannot be joined by a second one on the same store', async () => {
    await start();
    const second = await run(['serve'], { ...environment, PORT: '1' });
    expect(second.exit).toBe(1);
    expect(second.err).toMatch(/in use by process \d+/);
  });

  it('keeps its door for commands shut to whoever does not know the secret', async () => {
    await start();
    const { port } = JSON.parse(await readFile(path.join(directory, 'data', 'control.json'), 'utf8')) as { port: number };
    const command = JSON.stringify({ kind: 'withdraw', id: '2012-2', reason: 'mischief' });
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: command, headers: { authorization: 'Bearer x' } });
    expect(answer.status).toBe(401);
  });
});

describe('what a killed service left behind', () => {
  it('sends no command, and no secret, to whoever has its port now', async () => {
    const first = await start();
    const left = await readFile(path.join(directory, 'data', 'control.json'), 'utf8');
    await first.stop('SIGKILL');
    const { port } = JSON.parse(left) as { port: number };
    const heard: string[] = [];
    const stranger = createServer((request, response) => {
      heard.push(String(request.headers.authorization));
      response.end('{"exit":0}\n');
    });
    await new Promise<void>((resolve) => stranger.listen(port, '127.0.0.1', resolve));
    const withdrawn = await command(['withdraw', '2012-2', '--reason', 'a test'], environment);
    stranger.close();
    expect(withdrawn).toMatchObject({ exit: 0 });
    expect(heard).toEqual([]);
    expect((await command(['export'], environment)).out).toContain('"withdrawn"');
  });

  it('does not keep the next one from starting', async () => {
    await (await start()).stop('SIGKILL');
    const { url } = await start();
    expect(await ask(url, 'verb=Identify')).toContain('<Identify>');
  });
});

describe('a start that fails half way', () => {
  it('ends, with the reason', async () => {
    await mkdir(path.join(directory, 'data', 'control.json', 'x'), { recursive: true });
    const { exit, err } = await run(['serve'], { ...environment, PORT: '1' });
    expect(exit).toBe(1);
    expect(err).toMatch(/control\.json/);
  });

  it('because the port is taken says so and leaves the store free', async () => {
    const { url } = await start();
    const { port } = new URL(url);
    const other = { STORE_DIR: path.join(directory, 'other'), PORT: port };
    const second = await run(['serve'], other);
    expect(second.exit).toBe(1);
    expect(second.err).toMatch(/cannot listen there.*HOST and PORT choose another address/);
    expect((await command(['export'], other)).exit).toBe(0);
  });
});

describe('a service in memory', () => {
  it('answers and leaves no trace', async () => {
    serving = await serve({ ...environment }, ['--memory']);
    expect(await ask(serving.url, 'verb=ListRecords&metadataPrefix=kk')).toContain('2012-2-pdf');
    expect(await serving.stop()).toBe(0);
    await expect(readFile(path.join(directory, 'data', 'manifest.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('settings that would give every item a new identifier', () => {
  it('are refused on a store whose items have theirs already', async () => {
    await command(['import', 'store/julkaisut.txt'], environment);
    const settings = path.join(directory, 'config.json');
    const given = JSON.parse(await readFile('store/config.json', 'utf8')) as { repository: object };
    await writeFile(settings, JSON.stringify({ ...given, repository: { ...given.repository, identifierDomain: 'other.example.fi' } }));
    const { exit, err } = await run(['serve'], { ...environment, CONFIG: settings, PORT: '1' });
    expect(exit).toBe(2);
    expect(err).toMatch(/oai:julkaisut\.poliisi\.fi:poliisi\/.*oai:other\.example\.fi:poliisi\//s);
    expect((await command(['export'], environment)).exit).toBe(0);
  });
});

describe('a reader that has seen enough', () => {
  it('closes the pipe without a failure', async () => {
    // Several times what a pipe holds.
    const lines = Array.from({ length: 600 }, (_, n) => JSON.stringify({ id: `x-${n}`, title: `Julkaisu ${n} ${'x'.repeat(500)}` }));
    const file = path.join(directory, 'many.jsonl');
    await writeFile(file, lines.join('\n'));
    expect((await command(['import', file], environment)).exit).toBe(0);
    const shell = promisify(execFile);
    const piped = `"${process.execPath}" dist/main.js export | head -n 1; exit "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await shell('bash', ['-c', piped], { env: { ...process.env, ...environment } });
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('');
  });
});

describe('commands without a service', () => {
  it('import reports line by line and exits 0; the same file again changes nothing', async () => {
    const first = await run(['import', 'store/julkaisut.txt'], environment);
    expect(first.exit).toBe(0);
    expect(first.out).toContain('1 entry: 1 added');
    expect(first.out).toContain('--confirm 978-952-491-529-8');
    const second = await command(['import', 'store/julkaisut.txt'], environment);
    expect(second.out).toContain('0 added, 0 changed, 1 unchanged');
  });

  it('export writes what import reads', async () => {
    await command(['import', 'store/julkaisut.txt'], environment);
    const exported = await command(['export'], environment);
    const file = path.join(directory, 'all.jsonl');
    await writeFile(file, exported.out);
    const into = { STORE_DIR: path.join(directory, 'other') };
    expect((await command(['import', file], into)).exit).toBe(0);
    expect((await command(['export'], into)).out).toBe(exported.out);
  });

  it('a file that is not there is named, and nothing of the others is imported', async () => {
    const { exit, err } = await command(['import', 'store/julkaisut.txt', 'no-such-file.txt'], environment);
    expect(exit).toBe(1);
    expect(err).toMatch(/no-such-file\.txt cannot be read \(ENOENT\)/);
    expect((await command(['export'], environment)).out).toBe('');
  });

  it('a folder in place of a file is named, and nothing of the others is imported', async () => {
    const { exit, err } = await command(['import', 'store/julkaisut.txt', 'schemas'], environment);
    expect(exit).toBe(1);
    expect(err).toMatch(/schemas is a folder, not a file\. Nothing was imported\./);
    expect((await command(['export'], environment)).out).toBe('');
  });

  it('a damaged store is named and not replaced, and rollback takes it back', async () => {
    await command(['import', 'store/julkaisut.txt'], environment);
    await command(['withdraw', '2012-2', '--reason', 'to make a second generation'], environment);
    await writeFile(path.join(directory, 'data', 'manifest.json'), '{');
    const damaged = await run(['serve'], environment);
    expect(damaged.exit).toBe(1);
    expect(damaged.err).toMatch(/manifest\.json/);
    expect((await command(['rollback'], environment)).exit).toBe(0);
    expect((await command(['export'], environment)).out).toContain('2012-2');
  });
});

describe('a backup that was put back', () => {
  it('is stamped anew, so that harvesters fetch what went back', async () => {
    const { cp } = await import('node:fs/promises');
    const data = path.join(directory, 'data');
    await command(['import', 'store/julkaisut.txt'], environment);
    await cp(data, path.join(directory, 'copy'), { recursive: true });
    await command(['withdraw', '2012-2', '--reason', 'after the backup'], environment);
    await rm(data, { recursive: true });
    await cp(path.join(directory, 'copy'), data, { recursive: true });
    const before = new Date();
    const taken = await command(['rollback', '--backup'], environment);
    expect(taken).toMatchObject({ exit: 0 });
    const { url } = await start();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const since = `${new Date(before.getTime() - 1000).toISOString().slice(0, 19)}Z`;
    const answer = await ask(url, `verb=ListIdentifiers&metadataPrefix=oai_dc&from=${since}`);
    expect(answer.match(/<header>/g)).toHaveLength(2);
  });
});

describe('a wrong call', () => {
  it.each([
    [['serv'], /unknown command/],
    [['import'], /missing required argument/],
    [['serve', '--colour'], /unknown option/],
    [['isbn', '2012-2', 'print'], /--confirm/],
  ])('%j is explained and exits 2', async (words, message) => {
    const { exit, err } = await run(words, environment);
    expect(exit).toBe(2);
    expect(err).toMatch(message);
  });

  it('settings with three mistakes are reported all at once, in plain words, with exit code 2', async () => {
    const settings = path.join(directory, 'config.json');
    const given = JSON.parse(await readFile('store/config.json', 'utf8')) as Record<string, object>;
    await writeFile(
      settings,
      JSON.stringify({
        ...given,
        repository: { ...given['repository'], adminEmail: ['nobody@localhost'] },
        oai: { pageSise: 5 },
        publisher: { name: 'X' },
      }),
    );
    const { exit, err } = await run(['serve'], { ...environment, CONFIG: settings, PORT: '80x' });
    expect(exit).toBe(2);
    expect(err).toMatch(/PORT is "80x"/);
    expect(err).toMatch(/adminEmail\[0\]: "nobody@localhost" does not have the right form/);
    expect(err).toMatch(/unknown field "pageSise"; did you mean "pageSize"\?/);
    expect(err).toMatch(/the field "place" is missing/);
  });

  it('a settings file that is not there or not JSON is named', async () => {
    const missing = await run(['serve'], { ...environment, CONFIG: path.join(directory, 'none.json') });
    expect(missing).toMatchObject({ exit: 2 });
    expect(missing.err).toMatch(/none\.json cannot be read \(ENOENT\)/);
    await writeFile(path.join(directory, 'bad.json'), '{ "repository": ');
    const bad = await run(['serve'], { ...environment, CONFIG: path.join(directory, 'bad.json') });
    expect(bad).toMatchObject({ exit: 2 });
    expect(bad.err).toMatch(/this is not JSON/);
  });
});

describe('the README', () => {
  it('names every command that the program has, and no other', async () => {
    const help = (await run(['--help'], environment)).out;
    const commands = [...help.matchAll(/^ {2}([a-z-]+)(?= )/gm)].map((match) => match[1]).filter((name) => name !== 'help');
    const readme = await readFile('README.md', 'utf8');
    const table = readme.slice(readme.indexOf('| command | does |'), readme.indexOf('`--help` tells more'));
    const named = [...table.matchAll(/(?:^\| |, )`([a-z][a-z-]*)/gm)].map((match) => match[1]);
    expect(named.sort()).toEqual(commands.sort());
  });

  it('has the two commands of a newcomer, and a first request that is answered', async () => {
    const readme = await readFile('README.md', 'utf8');
    const scripts = (JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;
    for (const command of ['npm ci && npm start', 'npm ci && npm test']) expect(readme).toContain(command);
    for (const name of [...readme.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1]!)) expect(scripts).toHaveProperty([name]);
    const { url } = await start();
    const first = /curl 'http:\/\/127\.0\.0\.1:3000([^']+)'/.exec(readme)![1]!;
    expect(await (await fetch(`${url}${first}`)).text()).toContain('<ListRecords>');
  });

  it('names every variable of the environment that is read', async () => {
    const readme = await readFile('README.md', 'utf8');
    const config = await readFile('src/platform/config.ts', 'utf8');
    const read = new Set([...config.matchAll(/given\('(\w+)'\)/g)].map((match) => match[1]!));
    expect([...read].filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
