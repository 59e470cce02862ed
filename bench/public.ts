/**
 * `npm run bench:public`: the public side over many works, as a reader and a library's machine meet it, beside a bare koa app that sends
 * ready bodies of the same sizes. Both run in this process and are asked in turn, so that a noisy machine disturbs both alike. Figures are
 * medians and ratios within this one run.
 */
import http from 'node:http';
import Koa from 'koa';
import { readIsbn, type Isbn } from '../src/catalogue/isbn.js';
import type { Publication, PublicationId } from '../src/catalogue/publication.js';
import { createPublicPorts } from '../src/command/public-site.js';
import { createDiscovery } from '../src/discovery/create-discovery.js';
import { readConfig } from '../src/platform/config.js';
import { PACKAGE_DIRECTORY } from '../src/platform/package-files.js';
import { createMemoryStore } from '../src/store/memory/memory-store.js';
import type { RecordContent, Store } from '../src/store/ports.js';
import { createPublic } from '../src/web/public/public-app.js';
import { createPublicSite } from '../src/web/public/public-routes.js';
import { listen } from '../src/web/server.js';
import type { XmlText } from '../src/xml/markup.js';
import { SEED_CONFIRMED } from '../test/golden/seed-publication.js';

const WORKS = Number(process.env['BENCH_WORKS'] ?? 50_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 60);
const WORDS = 'poliisin talousvastuu toiminta strategia turvallisuus liikenne selvitys mietintö koulutus tutkinta järjestys tilastot'.split(
  ' ',
);

const main = async (): Promise<void> => {
  const config = await readConfig({}, { directory: PACKAGE_DIRECTORY });
  const store = createMemoryStore({ wallClock: () => Date.now() - 3_600_000 });
  await seed(store);
  const works = createDiscovery({ store, settings: config.settings, publicUrl: config.publicUrl, clock: Date.now });
  const ports = createPublicPorts({ ...config, store, storeKind: 'memory', works });
  const [heap, began] = [heapInMb(), performance.now()];
  await ports.discovery.readVersion();
  print(
    `${WORKS.toLocaleString('en')} works; index made in ${((performance.now() - began) / 1000).toFixed(0)} s, ${(heapInMb() - heap).toFixed(0)} MB`,
  );

  const site = createPublicSite(ports);
  const app = new Koa();
  const answer = createPublic({ ...site, behindProxy: true });
  app.use(async (context) => {
    await answer(context);
  });
  const ours = await listen(app, '127.0.0.1', 0);
  const bare = new Koa();
  bare.use((context) => {
    context.type = 'text/html';
    context.body = Buffer.alloc(Number(context.query['bytes'] ?? 0), 'x');
  });
  const theirs = await listen(bare, '127.0.0.1', 0);
  const compare = async (name: string, pathOf: (round: number) => string, reach?: number): Promise<void> => {
    const [own, other]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      const got = await ask(ours.port, pathOf(round));
      own.push(got.ms);
      other.push((await ask(theirs.port, `/?bytes=${got.bytes}`)).ms);
    }
    const [median, yardstick] = [medianOf(own), medianOf(other)];
    const told = reach === undefined ? '' : ` (reach ≤ ${reach} ms)`;
    print(
      `  ${name.padEnd(34)} ${median.toFixed(1)} ms${told}, slowest ${Math.max(...own).toFixed(1)}; ${(median / yardstick).toFixed(1)} × bare koa`,
    );
  };
  await compare('search page, one common word', () => '/julkaisut?q=poliisin', 100);
  await compare('search page, two words and a year', (i) => `/julkaisut?q=${WORDS[i % 12]!}+${WORDS[(i + 5) % 12]!}&from=1990`, 100);
  await compare('search page, a slip', () => '/julkaisut?q=turvallisus', 100);
  await compare('list without words', () => '/julkaisut', 100);
  await compare('page of a work', (i) => `/julkaisut/2012-${(i * 761) % WORKS}`);
  await compare('resolver, ISBN', (i) => `/isbn/${isbnOf((i * 761) % WORKS)}`, 10);
  await compare('resolver, unknown ISBN', (i) => `/isbn/${isbnOf(WORKS + i)}`, 10);
  await compare('resolver, ISSN and number', (i) => `/issn/1798-7121/2012/${i + 1}`, 10);
  await compare('API, search', () => '/api/works?q=koulutus');

  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const dump = await ask(ours.port, '/links.json');
  clearInterval(watch);
  print(
    `  /links.json: ${(dump.bytes / 1e6).toFixed(0)} MB in ${(dump.ms / 1000).toFixed(1)} s; memory grew by ${((most - before) / 1e6).toFixed(0)} MB`,
  );
  await ours.stop(0);
  await theirs.stop(0);
};

/** With a valid check digit; none of them is anybody's. */
const isbnOf = (number: number): string => {
  const basis = `978951${String(number).padStart(6, '0')}`;
  const sum = Array.from(basis, Number).reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
  return basis + String((10 - (sum % 10)) % 10);
};

/** The seed publication under other numbers and titles. Its records are not rendered anew: nobody reads them here. */
const seed = async (store: Store): Promise<void> => {
  for (let start = 0; start < WORKS; start += 5000) {
    const publications = Array.from({ length: Math.min(5000, WORKS - start) }, (_, i) => publicationOf(start + i));
    const records = publications.flatMap(({ id }) =>
      ['print', 'pdf'].flatMap((kind) =>
        ['oai_dc', 'marcxml'].map((metadataPrefix): RecordContent => ({
          ...{
            identifier: `oai:julkaisut.poliisi.fi:poliisi/${id}-${kind}`,
            metadataPrefix,
            deleted: false,
            sets: [`own:${kind}`],
            about: [],
          },
          metadata: '<record/>' as XmlText,
        })),
      ),
    );
    await store.commit({ publications: publications.map((publication) => ({ publication, sawRevision: 0 })), records });
  }
};

const publicationOf = (number: number): Publication => ({
  ...SEED_CONFIRMED,
  id: `2012-${number}` as PublicationId,
  titles: [{ text: [0, 3, 7].map((step) => WORDS[(number * 7 + step * 5) % WORDS.length]!).join(' ') + ` osa ${number}` }],
  series: { title: 'Poliisihallituksen julkaisusarja', code: 'poha', number: String(number + 1) },
  manifestations: SEED_CONFIRMED.manifestations.map((manifestation) => ({
    ...manifestation,
    ...(manifestation.kind === 'pdf' && { isbn: readIsbn(isbnOf(number) as Isbn) }),
    ...(manifestation.kind === 'print' && { isbn: readIsbn('not known') }),
  })),
});

let asked = 0;
/** Each request from an address of its own: the limit is not what is measured. */
const ask = (port: number, path: string): Promise<{ readonly ms: number; readonly bytes: number }> =>
  new Promise((resolve, reject) => {
    asked += 1;
    const headers = { Accept: 'text/html', 'X-Forwarded-For': `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}` };
    const began = performance.now();
    http
      .get({ host: '127.0.0.1', port, path: encodeURI(path), headers }, (response) => {
        let bytes = 0;
        response.on('data', (part: Buffer) => (bytes += part.length));
        response.on('end', () => {
          if ((response.statusCode ?? 500) >= 500) reject(new Error(`${path} answers ${String(response.statusCode)}`));
          else resolve({ ms: performance.now() - began, bytes });
        });
      })
      .on('error', reject);
  });

const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const heapInMb = (): number => process.memoryUsage().heapUsed / 1e6;
const print = (line: string): void => console.log(line);

await main();
