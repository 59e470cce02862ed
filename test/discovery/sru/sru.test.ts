import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Work } from '../../../src/discovery/work.js';
import { childElements, findChild, localName, textOf, type XmlElement } from '../../../src/xml/element.js';
import { parseXml } from '../../../src/xml/parse.js';
import { createFixedDiscovery, EXAMPLE_WORKS } from '../example-works.js';
import { countedDiscovery, createAsk, namesIn, numberOf, portsOf, recordsOf, workOf, MARC } from './sru-example.js';
import { codePoint } from '../../code-point.js';

const VERSIONS = [
  { version: '1.2', namespace: 'http://www.loc.gov/zing/srw/', diagnostic: 'http://www.loc.gov/zing/srw/diagnostic/' },
  {
    version: '2.0',
    namespace: 'http://docs.oasis-open.org/ns/search-ws/sruResponse',
    diagnostic: 'http://docs.oasis-open.org/ns/search-ws/diagnostic',
  },
] as const;

const namespacesOf = (of: XmlElement): readonly string[] => [of.namespace, ...childElements(of).flatMap(namespacesOf)];
const search = (version: string, query: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  ...{ operation: 'searchRetrieve', version, query },
  ...more,
});

describe.each(VERSIONS)('an answer of SRU $version', ({ version, namespace, diagnostic }) => {
  const ask = createAsk();

  it('is a searchRetrieveResponse in its namespace, its elements in the order of the schema', async () => {
    const { root, text } = await ask(search(version, 'cql.allRecords = 1', { maximumRecords: '2', stylesheet: 'x' }));
    expect(text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n')).toBe(true);
    expect([root.name, root.namespace]).toEqual(['searchRetrieveResponse', namespace]);
    const exact = version === '2.0' ? ['resultCountPrecision'] : [];
    expect(namesIn(root)).toEqual(['version', 'numberOfRecords', 'records', 'nextRecordPosition', 'diagnostics', ...exact]);
    expect(textOf(findChild(root, 'version'))).toBe(version);
    expect(recordsOf(root).map(namesIn)).toEqual(
      Array.from({ length: 2 }, () => [
        'recordSchema',
        version === '2.0' ? 'recordXMLEscaping' : 'recordPacking',
        ...['recordData', 'recordIdentifier', 'recordPosition'],
      ]),
    );
    expect([...new Set(namespacesOf(root))]).toEqual([namespace, MARC, diagnostic]);
  });

  it('says of an exact number that it is exact, in 2.0', async () => {
    const { root } = await ask(search(version, 'poliisin'));
    expect(textOf(findChild(root, 'resultCountPrecision'))).toBe(
      version === '2.0' ? 'info:srw/vocabulary/resultCountPrecision/1/exact' : '',
    );
  });

  it('holds each record with its place and the identifier that it has by OAI-PMH', async () => {
    const { root, total, identifiers } = await ask(search(version, 'rec.id = 2012-2'));
    expect(total).toBe('2');
    expect(identifiers).toEqual(['oai:julkaisut.poliisi.fi:poliisi/2012-2-print', 'oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf']);
    const [record] = recordsOf(root);
    expect(textOf(findChild(record, 'recordPosition'))).toBe('1');
    expect(textOf(findChild(record, 'recordSchema'))).toBe('info:srw/schema/1/marcxml-v1.1');
    const marc = childElements(findChild(record, 'recordData')!)[0]!;
    expect([localName(marc), marc.namespace]).toEqual(['record', MARC]);
    expect(namesIn(root)).not.toContain('nextRecordPosition');
  });

  it('gives the explanation to whoever asks for it', async () => {
    const { root } = await ask({ operation: 'explain', version });
    expect([root.name, root.namespace, ...namesIn(root)]).toEqual(['explainResponse', namespace, 'version', 'record']);
    const explain = childElements(findChild(findChild(root, 'record'), 'recordData')!)[0]!;
    expect([localName(explain), explain.namespace]).toEqual(['explain', 'http://explain.z3950.org/dtd/2.0/']);
    expect(namesIn(explain)).toEqual(['serverInfo', 'databaseInfo', 'indexInfo', 'schemaInfo', 'configInfo']);
    const server = findChild(explain, 'serverInfo')!;
    expect(server.attributes).toMatchObject({ protocol: 'SRU', version, transport: 'https', method: 'GET POST' });
    expect(childElements(server).map(textOf)).toEqual(['julkaisut.example.fi', '443', 'sru']);
  });

  it('is refused by a diagnostic in its own namespace', async () => {
    const { root, total, diagnostics } = await ask(search(version, 'dc.colour = x'));
    expect([total, ...diagnostics]).toEqual(['0', 16]);
    const told = childElements(findChild(root, 'diagnostics')!)[0]!;
    expect([told.namespace, ...namesIn(told)]).toEqual([diagnostic, 'uri', 'details', 'message']);
    expect(textOf(findChild(told, 'details'))).toBe('dc.colour');
  });

  it('puts a diagnostic in the place of a record that cannot be had', async () => {
    const [seed] = EXAMPLE_WORKS as [Work];
    const works = [
      seed,
      workOf('plain', { manifestations: [{ ...seed.manifestations[0]!, identifier: 'oai:x:y/plain', formats: ['oai_dc'] }] }),
    ];
    const lost = createAsk(portsOf(works, { readRecord: async () => undefined }));
    const { root, total, identifiers, diagnostics } = await lost(search(version, 'cql.allRecords = 1'));
    expect([total, identifiers.length, diagnostics]).toEqual(['3', 3, []]);
    const surrogates = recordsOf(root).map((record) => {
      const [told] = childElements(findChild(record, 'recordData')!);
      return [textOf(findChild(record, 'recordSchema')), told!.namespace, numberOf(told!)];
    });
    const schema = 'info:srw/schema/1/diagnostics-v1.1';
    expect(surrogates.toSorted()).toEqual([
      [schema, diagnostic, 65],
      [schema, diagnostic, 65],
      [schema, diagnostic, 67],
    ]);
  });

  it('holds whatever a field holds as text, never as markup', async () => {
    const hostile = '<script>alert("1")</script> & ]]> \u0001 \ud800';
    const asked = createAsk(portsOf([workOf('h', { titles: [{ text: hostile }] })]));
    const tried = [
      search(version, hostile),
      search(version, `dc.title = "${hostile.replaceAll('"', '\\"')}"`),
      search(version, 'a', { recordSchema: hostile }),
      search(version, 'a', { startRecord: hostile }),
      search(version, 'a', { [hostile]: hostile }),
      search(version, 'a', { stylesheet: hostile }),
      search(version, 'a', { sortKeys: hostile }),
      search(version, `<${hostile}`),
      search(hostile, 'a'),
      { operation: hostile, version },
      ...['marcxml', 'dc', 'oai_dc'].flatMap((recordSchema) =>
        ['xml', 'string'].map((recordPacking) => search(version, 'cql.allRecords=1', { recordSchema, recordPacking })),
      ),
    ];
    for (const params of tried) {
      const { root, text } = await asked(params);
      expect(/<script/i.test(text)).toBe(false);
      expect(namespacesOf(root).every((each) => each !== '')).toBe(true);
    }
  });

  it('is well-formed whatever is asked', async () => {
    const name = fc.constantFrom('query', 'operation', 'version', 'startRecord', 'maximumRecords', 'recordSchema', 'sortKeys', 'x-any');
    const value = fc.oneof(
      fc.string({ unit: codePoint }),
      fc.constantFrom('cql.allRecords=1', 'poliisi', 'searchRetrieve', 'dc', '1', '0', '-1', '1e9', version),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 6 }), async (pairs) => {
        const { root } = await ask(new URLSearchParams([...pairs.map(([key, text]): [string, string] => [key, text])]).toString());
        expect(['searchRetrieveResponse', 'explainResponse']).toContain(root.name);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a request says', () => {
  const ask = createAsk();

  it.each([
    ['nothing', '', 'explainResponse', '1.2'],
    ['nothing but the version', 'version=2.0', 'explainResponse', '2.0'],
    ['a query without version, as 2.0 has it', 'query=poliisin', 'searchRetrieveResponse', '2.0'],
    ['an operation without version', 'operation=searchRetrieve&query=poliisin', 'searchRetrieveResponse', '1.2'],
    ['version 1.1', 'operation=searchRetrieve&version=1.1&query=poliisin', 'searchRetrieveResponse', '1.1'],
    ['an extension of somebody', 'version=1.2&query=poliisin&x-info-2-auth=1', 'searchRetrieveResponse', '1.2'],
    ['what it wants to accept', 'query=poliisin&httpAccept=application/sru%2Bxml&queryType=cql', 'searchRetrieveResponse', '2.0'],
  ])('is understood: %s', async (_, params, root, version) => {
    const answer = await ask(params);
    expect([answer.root.name, textOf(findChild(answer.root, 'version')), answer.diagnostics]).toEqual([root, version, []]);
  });

  it.each([
    [4, 'explainResponse', 'operation=scan&version=1.2&scanClause=dc.title'],
    [4, 'explainResponse', 'operation=SEARCHRETRIEVE&version=1.2&query=a'],
    [5, 'searchRetrieveResponse', 'operation=searchRetrieve&version=3.0&query=a'],
    [5, 'explainResponse', 'operation=explain&version=1.0'],
    [6, 'searchRetrieveResponse', 'version=1.2&query=a&startRecord=0'],
    [6, 'searchRetrieveResponse', 'version=1.2&query=a&startRecord=one'],
    [6, 'searchRetrieveResponse', 'version=1.2&query=a&maximumRecords=-1'],
    [6, 'searchRetrieveResponse', 'version=1.2&query=a&query=b'],
    [6, 'searchRetrieveResponse', 'query=a&queryType=solr'],
    [6, 'searchRetrieveResponse', 'query=a&renderedBy=server'],
    [7, 'searchRetrieveResponse', 'operation=searchRetrieve&version=1.2'],
    [7, 'searchRetrieveResponse', 'operation=searchRetrieve&version=1.2&query='],
    [8, 'searchRetrieveResponse', 'version=1.2&query=a&maximumrecords=1'],
    [8, 'searchRetrieveResponse', 'query=a&facetLimit=1'],
    [8, 'explainResponse', 'operation=explain&version=1.2&query=a'],
    [10, 'searchRetrieveResponse', 'version=1.2&query=a%20and'],
    [12, 'searchRetrieveResponse', `version=1.2&query=${'a'.repeat(1_000_000)}`],
    [61, 'searchRetrieveResponse', 'version=1.2&query=poliisin&startRecord=9'],
    [66, 'searchRetrieveResponse', 'version=1.2&query=a&recordSchema=mods'],
    [71, 'searchRetrieveResponse', 'version=1.2&query=a&recordPacking=json'],
    [71, 'searchRetrieveResponse', 'query=a&recordXMLEscaping=json'],
    [87, 'searchRetrieveResponse', 'version=1.2&query=a&sortKeys=title,mods'],
    [88, 'searchRetrieveResponse', 'version=1.2&query=a&sortKeys=colour'],
    [90, 'searchRetrieveResponse', 'version=1.2&query=a&sortKeys=title,,up'],
    [91, 'searchRetrieveResponse', 'version=1.2&query=a&sortKeys=title,,1,1'],
    [92, 'searchRetrieveResponse', 'version=1.2&query=a&sortKeys=title,,1,0,abort'],
    [110, 'searchRetrieveResponse', 'version=1.2&query=a&stylesheet=https://evil.example/x.xsl'],
    [110, 'explainResponse', 'version=1.2&operation=explain&stylesheet=/x.xsl'],
  ])('is told by diagnostic %i in an %s', async (number, root, params) => {
    const answer = await ask(params);
    expect([answer.root.name, answer.diagnostics]).toEqual([root, [number]]);
  });

  it('says how many there are when a page begins beyond them', async () => {
    expect((await ask('version=1.2&query=poliisin&startRecord=9')).total).toBe('3');
    expect((await ask('version=1.2&query=tuntematon')).diagnostics).toEqual([]);
  });

  it('names the highest version that is spoken', async () => {
    const { root } = await ask('operation=searchRetrieve&version=3.0&query=a');
    expect(textOf(findChild(findChild(findChild(root, 'diagnostics'), 'diagnostic'), 'details'))).toBe('2.0');
  });

  it('leaves the identifier out of a record of 1.1, whose schema has none', async () => {
    const { root } = await ask('version=1.1&operation=searchRetrieve&query=poliisin');
    expect(namesIn(recordsOf(root)[0]!)).toEqual(['recordSchema', 'recordPacking', 'recordData', 'recordPosition']);
  });
});

describe('the records of a page', () => {
  const many = Array.from({ length: 75 }, (_, number) => workOf(`w${String(number).padStart(2, '0')}`));
  const ask = createAsk(portsOf(many));

  it.each([
    ['as many as usual', {}, 10, '11'],
    ['as many as asked for', { maximumRecords: '3' }, 3, '4'],
    ['no more than a hundred', { maximumRecords: '1000' }, 100, '101'],
    ['the last of them', { startRecord: '149', maximumRecords: '10' }, 2, ''],
    ['exactly to the end', { startRecord: '141', maximumRecords: '10' }, 10, ''],
    ['none, when only their number is asked for', { maximumRecords: '0' }, 0, '1'],
  ])('are %s', async (_, more, count, next) => {
    const { root, total, identifiers } = await ask(search('1.2', 'cql.allRecords=1', more));
    expect([total, identifiers.length, textOf(findChild(root, 'nextRecordPosition'))]).toEqual(['150', count, next]);
  });

  it('are MARC, Dublin Core as SRU has it, or as OAI-PMH has it, by name or identifier', async () => {
    const payload = async (recordSchema: string): Promise<readonly string[]> => {
      const { root } = await ask(search('1.2', 'cql.allRecords=1', { recordSchema, maximumRecords: '1' }));
      const record = recordsOf(root)[0]!;
      const [content] = childElements(findChild(record, 'recordData')!);
      return [
        textOf(findChild(record, 'recordSchema')),
        content!.namespace,
        localName(content!),
        ...childElements(content!).map((each) => each.namespace),
      ];
    };
    const dc = 'http://purl.org/dc/elements/1.1/';
    const sruDc = ['info:srw/schema/1/dc-v1.1', 'info:srw/schema/1/dc-schema', 'dc', dc, dc];
    expect(await payload('dc')).toEqual(sruDc);
    expect(await payload('info:srw/schema/1/dc-v1.1')).toEqual(sruDc);
    const oaiDc = 'http://www.openarchives.org/OAI/2.0/oai_dc/';
    expect(await payload('oai_dc')).toEqual([oaiDc, oaiDc, 'dc', dc, dc]);
    expect((await payload('info:srw/schema/1/marcxml-v1.1')).slice(0, 3)).toEqual(['info:srw/schema/1/marcxml-v1.1', MARC, 'record']);
  });

  it('keep their text and its language in Dublin Core as SRU has it', async () => {
    const { root } = await createAsk()(search('1.2', 'rec.id = 2012-2', { recordSchema: 'dc' }));
    const [content] = childElements(findChild(recordsOf(root)[0], 'recordData')!);
    const title = findChild(content, 'title')!;
    expect([textOf(title), title.attributes['xml:lang']]).toEqual(['Poliisin näkyvä toiminta sosiaalisessa mediassa', 'fi']);
    expect(textOf(findChild(content, 'date'))).toBe('2012');
  });

  it.each([
    ['1.2', { recordPacking: 'string' }],
    ['2.0', { recordXMLEscaping: 'string' }],
    ['2.0', { recordPacking: 'string' }],
  ])('come as text that is XML where asked so (%s, %j)', async (version, more) => {
    const { root } = await ask(search(version, 'cql.allRecords=1', { ...more, maximumRecords: '1' }));
    const content = findChild(recordsOf(root)[0], 'recordData')!;
    expect(childElements(content)).toEqual([]);
    expect(parseXml(textOf(content)).namespace).toBe(MARC);
    expect(textOf(findChild(recordsOf(root)[0], version === '2.0' ? 'recordXMLEscaping' : 'recordPacking'))).toBe('string');
  });
});

describe('the order of a result', () => {
  const titled = (id: string, text: string, year?: number): Work => {
    const { year: _, ...work } = workOf(id, { titles: [{ text }] });
    return { ...work, manifestations: work.manifestations.slice(0, 1), ...(year !== undefined && { year }) };
  };
  const ask = createAsk(
    portsOf([
      titled('1', 'Öljy', 2001),
      titled('2', 'zeta', 2003),
      titled('3', 'Ähtäri', 2003),
      titled('4', 'auto'),
      titled('5', 'Auto 10', 1999),
      titled('6', 'Auto 9', 2003),
    ]),
  );
  const order = async (query: string, more: Readonly<Record<string, string>> = {}): Promise<string> =>
    (await ask(search('1.2', query, more))).identifiers.map((each) => /(\d)-print$/.exec(each)![1]).join('');

  it.each([
    ['cql.allRecords=1 sortBy dc.title', '465231'],
    ['cql.allRecords=1 sortBy dc.title/sort.descending', '132564'],
    ['cql.allRecords=1 sortBy dc.date/sort.ascending dc.title', '516234'],
    ['cql.allRecords=1 sortBy dc.date/descending dc.title/descending', '326154'],
  ])('is that of %s: Finnish, numbers by their value, what has no value last', async (query, expected) => {
    expect(await order(query)).toBe(expected);
  });

  it('may be asked for by the parameter of 1.1; the query itself goes before it', async () => {
    expect(await order('cql.allRecords=1', { sortKeys: 'title,dc,0' })).toBe('132564');
    expect(await order('cql.allRecords=1', { sortKeys: 'date,,1 title' })).toBe('516234');
    expect(await order('cql.allRecords=1 sortBy title', { sortKeys: 'date' })).toBe('465231');
  });
});

describe('a result that is paged through', () => {
  it('is searched once while the catalogue stays as it is, and anew when it changes', async () => {
    let tag = 'one';
    const { discovery, asked } = countedDiscovery({ ...createFixedDiscovery(), readVersion: async () => ({ tag, changed: 0 }) });
    const ask = createAsk(portsOf(EXAMPLE_WORKS, { discovery }));
    for (const startRecord of ['1', '2', '3']) await ask(search('1.2', 'poliisin', { startRecord, maximumRecords: '1' }));
    expect(asked).toEqual(['search']);
    await ask(search('1.2', 'poliisin', { sortKeys: 'title' }));
    expect(asked).toHaveLength(2);
    tag = 'two';
    await ask(search('1.2', 'poliisin'));
    expect(asked).toHaveLength(3);
  });
});
