import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Publication } from '../../src/catalogue/publication.js';
import { CROSSWALKS } from '../../src/crosswalk/crosswalks.js';
import type { Crosswalk } from '../../src/crosswalk/item.js';
import { createPublishing, type Publishing } from '../../src/publishing/publishing.js';
import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import type { Store } from '../../src/store/ports.js';
import { element } from '../../src/xml/element.js';
import { SETTINGS } from '../golden/settings.js';
import { publication } from '../provider/catalogue.js';

const PRINT = 'oai:julkaisut.poliisi.fi:poliisi/2012-2-print';
const PDF = 'oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf';

let seconds: number;
let store: Store;
beforeEach(() => {
  seconds = 1_700_000_000;
  store = createMemoryStore({ wallClock: () => seconds * 1000 });
});

const publishingWith = (crosswalks: readonly Crosswalk[] = CROSSWALKS, publicUrl = 'https://a.example.fi'): Publishing =>
  createPublishing({ store, settings: SETTINGS, publicUrl, crosswalks, harvestedCrosswalks: [] });
const publish = async (publishing: Publishing, given: Publication) => {
  const sawRevision = (await store.findPublication(given.id))?.revision ?? 0;
  return publishing.publish({ publications: [{ publication: given, sawRevision }] });
};
const states = async (): Promise<Record<string, string>> => {
  const records = (await Promise.all([PRINT, PDF].map((identifier) => store.listRecordsOf(identifier)))).flat();
  return Object.fromEntries(
    records.map(({ identifier, metadataPrefix, deleted, datestamp }) => [
      `${identifier.split('-').at(-1)!} ${metadataPrefix}`,
      `${deleted ? 'deleted' : 'live'} +${datestamp - 1_700_000_000}`,
    ]),
  );
};
/** A crosswalk of the house that writes one more element when its version is 2. */
const dcWithNote = (version: number, note: (given: Publication) => string | undefined): Crosswalk => {
  const dc = CROSSWALKS.find(({ metadataPrefix }) => metadataPrefix === 'oai_dc')!;
  return {
    ...dc,
    version,
    write: (item, settings) => {
      const root = dc.write(item, settings)!;
      const text = note(item.publication);
      const dcNamespace = 'http://purl.org/dc/elements/1.1/';
      return text === undefined ? root : { ...root, children: [...root.children, element(dcNamespace, 'dc:source', {}, [text])] };
    },
  };
};

describe('a publication that is published', () => {
  it('becomes one item for each manifestation, in every format that the manifestation has', async () => {
    await publish(publishingWith(), publication('2012-2'));
    expect(await states()).toEqual({
      'print oai_dc': 'live +0',
      'print marcxml': 'live +0',
      'pdf oai_dc': 'live +0',
      'pdf marcxml': 'live +0',
      'pdf kk': 'live +0',
    });
  });

  it('keeps the datestamps of the records whose text did not change', async () => {
    const publishing = publishingWith();
    await publish(publishing, publication('2012-2'));
    seconds += 10;
    // Only MARC 21 says when the description was last changed (005).
    await publish(publishing, publication('2012-2', { modified: 1_700_000_010 as Publication['modified'] }));
    expect(await states()).toMatchObject({ 'print oai_dc': 'live +0', 'pdf kk': 'live +0', 'print marcxml': 'live +10' });
  });

  it('leaves a deleted record for a manifestation, or a format, that it has no more', async () => {
    const publishing = publishingWith();
    const whole = publication('2012-2');
    await publish(publishing, whole);
    seconds += 10;
    const [, pdf] = whole.manifestations;
    const { isbn: _, ...withoutIsbn } = pdf!;
    await publish(publishing, { ...whole, manifestations: [withoutIsbn] });
    expect(await states()).toEqual({
      'print oai_dc': 'deleted +10',
      'print marcxml': 'deleted +10',
      'pdf oai_dc': 'live +10',
      'pdf marcxml': 'live +10',
      'pdf kk': 'deleted +10',
    });
  });

  it('is deleted everywhere when it is withdrawn, and comes back when it is restored', async () => {
    const publishing = publishingWith();
    await publish(publishing, publication('2012-2'));
    seconds += 10;
    await publish(publishing, publication('2012-2', { withdrawn: { reason: 'a mistake' } }));
    expect(new Set(Object.values(await states()))).toEqual(new Set(['deleted +10']));
    seconds += 10;
    await publish(publishing, publication('2012-2'));
    expect(new Set(Object.values(await states()))).toEqual(new Set(['live +20']));
  });
});

describe('a record that cannot be rendered', () => {
  const failing = (fails: (given: Publication) => boolean): readonly Crosswalk[] =>
    CROSSWALKS.map((crosswalk) =>
      crosswalk.metadataPrefix !== 'marcxml'
        ? crosswalk
        : {
            ...crosswalk,
            write: (item, settings) => {
              if (fails(item.publication)) throw new Error('008 has 39 characters');
              return crosswalk.write(item, settings);
            },
          },
    );

  it('is named, and the other formats and publications are published', async () => {
    const publishing = publishingWith(failing(({ id }) => id === '2012-2'));
    const [bad, good] = [publication('2012-2'), publication('2012-3')];
    const { faults } = await publishing.publish({ publications: [bad, good].map((each) => ({ publication: each, sawRevision: 0 })) });
    expect(faults).toEqual(
      [PRINT, PDF].map((identifier) => ({ id: '2012-2', identifier, metadataPrefix: 'marcxml', message: '008 has 39 characters' })),
    );
    expect(Object.keys(await states()).sort()).toEqual(['pdf kk', 'pdf oai_dc', 'print oai_dc']);
    expect(await store.listRecordsOf('oai:julkaisut.poliisi.fi:poliisi/2012-3-print')).toHaveLength(2);
  });

  it('keeps its last good rendering and is never called deleted', async () => {
    let broken = false;
    const publishing = publishingWith(failing(() => broken));
    await publish(publishing, publication('2012-2'));
    const before = await store.findRecord(PRINT, 'marcxml');
    broken = true;
    seconds += 10;
    await publish(publishing, publication('2012-2', { year: 2013 }));
    expect(await store.findRecord(PRINT, 'marcxml')).toEqual(before);
    expect(await states()).toMatchObject({ 'print oai_dc': 'live +10', 'print marcxml': 'live +0' });
  });
});

describe('a crosswalk that was changed', () => {
  it('re-stamps only the records whose text came out differently', async () => {
    const note = ({ id }: Publication): string | undefined => (id === '2012-2' ? 'new' : undefined);
    const first = publishingWith([dcWithNote(1, () => undefined)]);
    await publish(first, publication('2012-2'));
    await publish(first, publication('2012-3'));
    await first.renderAnew();
    seconds += 10;
    const result = await publishingWith([dcWithNote(2, note)]).renderAnew();
    expect(result).toEqual({ items: 2, stamped: 2, faults: [] });
    expect(await states()).toEqual({ 'print oai_dc': 'live +10', 'pdf oai_dc': 'live +10' });
    const other = await store.findRecord('oai:julkaisut.poliisi.fi:poliisi/2012-3-print', 'oai_dc');
    expect(other!.datestamp - 1_700_000_000).toBe(0);
  });

  it('is applied once: the next start finds nothing to do', async () => {
    await publish(publishingWith(), publication('2012-2'));
    expect(await publishingWith().renderAnew()).toMatchObject({ items: 1, stamped: 0 });
    expect(await publishingWith().renderAnew()).toMatchObject({ items: 0 });
  });

  it('is applied as well when a setting changed that the records are made with', async () => {
    await publishingWith().renderAnew();
    await publish(publishingWith(), publication('2012-2'));
    expect(await publishingWith(CROSSWALKS, 'https://b.example.fi').renderAnew()).toMatchObject({ items: 1 });
  });

  it('is begun again when it was broken off', async () => {
    await publish(publishingWith(), publication('2012-2'));
    const stopped = new AbortController();
    stopped.abort();
    expect(await publishingWith().renderAnew({ signal: stopped.signal })).toMatchObject({ items: 0 });
    expect(await publishingWith().renderAnew()).toMatchObject({ items: 1 });
  });

  it('does not put an old text over an edit that was made meanwhile', async () => {
    const publishing = publishingWith([dcWithNote(1, ({ year }) => String(year))]);
    await publish(publishing, publication('2012-2'));
    let edited = false;
    const racing: Store = {
      ...store,
      commit: async (change) => {
        if (change.seen && !edited) {
          edited = true;
          await publish(publishing, publication('2012-2', { year: 2099 }));
        }
        return store.commit(change);
      },
    };
    await createPublishing({
      store: racing,
      settings: SETTINGS,
      publicUrl: 'https://a.example.fi',
      crosswalks: [dcWithNote(2, ({ year }) => String(year))],
      harvestedCrosswalks: [],
    }).renderAnew();
    expect(Buffer.from((await store.findRecord(PRINT, 'oai_dc'))!.metadata!).toString()).toContain('2099');
  });
});
