import type { Datestamp } from '../../src/catalogue/datestamp.js';
import { createProvider } from '../../src/provider/provider.js';
import { listSets } from '../../src/publishing/sets.js';
import { openAccountFiles } from '../../src/store/lowdb/account-files.js';
import type { Disk } from '../../src/store/lowdb/disk.js';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { openNoticeFile } from '../../src/store/lowdb/notice-file.js';
import { openRunFiles } from '../../src/store/lowdb/run-files.js';
import { openTieFile } from '../../src/store/lowdb/tie-file.js';
import { openVisitFile } from '../../src/store/lowdb/visit-file.js';
import type { Store } from '../../src/store/ports.js';
import type { WorkTies } from '../../src/store/tie-ports.js';
import { BASE_URL, FORMATS, SETTINGS } from '../provider/repository.js';
import { accountOf, lineOf, sessionOf, tokenOf } from './account-samples.js';
import { harvestedOf, linkOf, OAI, quarantinedOf, runIdOf, sourceChangeOf, SRU, theirIdentifierOf } from './harvest-samples.js';
import { runOf } from './run-samples.js';
import { identifierOf, isbnOf, publicationOf, recordOf, textOf, withIsbn, type TestClock } from './samples.js';

/** What a generated store has. Text is what people and libraries write: beyond ASCII, and beyond U+FFFF. */
export interface StorePlan {
  readonly items: readonly { readonly id: number; readonly title: string; readonly fate: 'live' | 'deleted' | 'changed' }[];
  readonly harvested: readonly {
    readonly id: number;
    readonly state: 'live' | 'deleted' | 'retired' | 'outOfScope';
    readonly name: string;
  }[];
  readonly accounts: readonly string[];
  readonly auditLines: number;
  readonly entries: readonly string[];
}

export const RICH: StorePlan = {
  items: [
    { id: 1, title: 'Poliisin ylijohdon julkaisu', fate: 'live' },
    { id: 2, title: 'Ångström & <söner> 😀', fate: 'deleted' },
    { id: 3, title: '\ue000 before 😀', fate: 'changed' },
    { id: 10, title: 'Ten', fate: 'live' },
  ],
  harvested: [
    { id: 1, state: 'live', name: 'uusi' },
    { id: 2, state: 'deleted', name: '\ue000' },
    { id: 3, state: 'outOfScope', name: '😀' },
  ],
  accounts: ['Maija', 'Åke', 'ÉMILE 😀'],
  auditLines: 5,
  entries: ['first page', 'a page with ä, 😀 and \0', '{"records":[]}'],
};

const textFor = (title: string) => textOf(`<t>${title.replaceAll(/[&<]/g, '')}</t>`);

const fillCatalogue = async (store: Store, clock: TestClock, { items, harvested }: StorePlan): Promise<void> => {
  await store.commit({
    publications: items.map(({ id, title }) => ({
      publication: id % 2 === 0 ? withIsbn(id, isbnOf(id)) : publicationOf(id, { titles: [{ text: title }] }),
      sawRevision: 0,
    })),
    records: items.flatMap(({ id, title }) => [
      recordOf(identifierOf(id), { metadata: textFor(title), about: [textOf('<a>1</a>'), textOf('<a>ä</a>')] }),
      recordOf(identifierOf(id), { metadataPrefix: 'marcxml', metadata: textFor(title), sets: ['own:print', 'older:1236-049X'] }),
    ]),
    statements: [{ kind: 'x', text: 'a statement' } as never],
    installation: { renderedWith: 'v1', identifierBasis: 'oai:julkaisut.poliisi.fi:poliisi/' },
  });
  clock.move(3);
  await store.commit({
    records: items.flatMap(({ id, fate, title }) =>
      fate === 'live' ? [] : [recordOf(identifierOf(id), { deleted: fate === 'deleted', metadata: textFor(`${title} again`) })],
    ),
  });
  for (const [index, source] of [SRU, OAI].entries()) {
    await store.commit({
      harvested: harvested.map(({ id, state, name }) =>
        harvestedOf(id + index, { source, state, aliases: [theirIdentifierOf(90 + id)], title: name }),
      ),
      quarantine: { put: harvested.map(({ id }) => quarantinedOf(id, { source })) },
      links: { put: harvested.map(({ id }) => linkOf(id, index + 1)) },
      source: sourceChangeOf(0, { source, lastRun: runIdOf(1, source) }),
    });
  }
};

const tiesOf = (work: string): WorkTies => ({
  work,
  asked: ['9789524915298'],
  checked: '2026-03-01T10:00:00Z',
  ties: [
    {
      ...{ target: 'finna', theirs: `finna.${work}`, tier: 'identifier', dedupIds: [], numbers: [], found: '2026-03-01T10:00:00Z' },
      evidence: [{ number: '9789524915298', source: 'finna', filters: [], at: '2026-03-01T10:00:00Z' }],
      changed: '2026-03-01T10:00:00Z',
    },
  ],
});

/** Fills a directory with something of everything that is kept. */
export const fillDirectory = async (
  where: { readonly directory: string; readonly disk?: Disk },
  clock: TestClock,
  plan = RICH,
): Promise<void> => {
  const store = await openLowdbStore({ ...where, wallClock: clock });
  await fillCatalogue(store, clock, plan);
  const accounts = await openAccountFiles(where);
  await accounts.commitAccounts({
    accounts: plan.accounts.map((name, index) =>
      accountOf(
        name,
        index === 0 ? { passwordHash: '$scrypt$x', role: 'administrator' } : { subject: { issuer: 'https://id.example', sub: name } },
      ),
    ),
    sessions: plan.accounts.map((name) => sessionOf(`hash-${name}`, name)),
    tokens: plan.accounts.flatMap((name) => [
      tokenOf(`1-${name}`, name),
      tokenOf(`2-${name}`, name, { lastUsed: '2026-03-01T11:00:00.000Z' }),
    ]),
    setUpLink: { hash: 'h', expires: '2026-03-01T12:00:00.000Z' },
  });
  for (let line = 0; line < plan.auditLines; line++) {
    await accounts.appendAudit(lineOf('publication.replaced', { target: `2012-${line}`, detail: { what: 'ä \0 😀', fields: ['title'] } }));
  }
  await accounts.close();
  const runs = await openRunFiles(where);
  await runs.saveRun(runOf(1, { state: 'staged' }));
  await runs.saveRun(runOf(2, { state: 'completed' }, OAI));
  for (const [index, entry] of plan.entries.entries()) await runs.appendEntry(runIdOf(1), index + 1, entry);
  await runs.saveReport(runIdOf(2, OAI), '{"report":"ä"}');
  await openNoticeFile(where).takeTurn((turn) =>
    turn.write({ email: [{ source: SRU, cause: 'failed', since: '2026-03-01T10:00:00Z', at: '2026-03-01T10:00:00Z', isOpen: true }] }),
  );
  await openVisitFile(where).update(() => ({
    visits: [],
    days: [{ day: '2026-03-01', requests: { ListRecords: 3 }, errors: {}, last: '2026-03-01T10:00:00Z' }],
  }));
  await openTieFile(where).put(plan.items.map(({ id }) => tiesOf(`2012-${id}`)));
  await store.close();
};

/** Every answer that a harvester can get, but for the time of answering; lists by pages of three. */
export const answersOf = async (store: Store): Promise<ReadonlyMap<string, string>> => {
  const settings = { ...SETTINGS, oai: { ...SETTINGS.oai, pageSize: 3 } };
  const provider = createProvider({ store, settings, baseUrl: BASE_URL, formats: FORMATS, sets: listSets(settings) });
  const answers = new Map<string, string>();
  const ask = async (query: string): Promise<string> => {
    const answer = (await provider.answer(new URLSearchParams(query))).replace(/<responseDate>[^<]*<\/responseDate>/, '');
    answers.set(query, answer);
    return answer;
  };
  for (const query of ['verb=Identify', 'verb=ListSets', 'verb=ListMetadataFormats']) await ask(query);
  for (const verb of ['ListRecords', 'ListIdentifiers']) {
    for (const list of ['oai_dc', 'marcxml', 'kk', 'oai_dc&set=own', 'marcxml&set=older']) {
      for (let query: string | undefined = `verb=${verb}&metadataPrefix=${list}`; query !== undefined;) {
        const answer = await ask(query);
        for (const [, identifier] of answer.matchAll(/<identifier>([^<]+)</g)) {
          for (const prefix of ['oai_dc', 'marcxml'])
            await ask(`verb=GetRecord&metadataPrefix=${prefix}&identifier=${encodeURIComponent(identifier!)}`);
        }
        const token: string | undefined = /<resumptionToken[^>]*>([^<]+)</.exec(answer)?.[1];
        query = token && `verb=${verb}&resumptionToken=${encodeURIComponent(token)}`;
      }
    }
  }
  return answers;
};

export const newestStamp = async (store: Store): Promise<Datestamp> => {
  const page = await store.listRecords({ metadataPrefix: 'oai_dc', until: 9_999_999_999 as Datestamp, limit: 1000 });
  return Math.max(...page.map(({ datestamp }) => datestamp)) as Datestamp;
};
