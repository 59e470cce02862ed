import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findChild, textOf } from '../../src/xml/element.js';
import { codesOf, nextTokenOf } from '../provider/harvest.js';
import { BASE_URL, item, localIds, openRepository, type Repository } from '../provider/repository.js';
import { FORM, readOaiAnswer, serve, TRANSPORTS, type Service } from './service.js';
import { codePoint } from '../code-point.js';

let repository: Repository;
let service: Service;
beforeAll(async () => {
  repository = openRepository({ oai: { pageSize: 1 } });
  await repository.put(...localIds(3).flatMap((id) => item(id)));
  service = await serve(repository);
});
afterAll(() => service.stop());

/** What a stranger may write for a value: wrongly encoded, forbidden, or meant for another machine. */
const JUNK: readonly (readonly [string, string])[] = [
  ['a percent sign without digits', '%zz'],
  ['a cut percent sign', '%'],
  ['half a percent sign', '%4'],
  ['a byte that no UTF-8 has', '%ff'],
  ['NUL', '%00'],
  ['NUL after a good beginning', 'oai_dc%00'],
  ['a slash in too many bytes', '%c0%af'],
  ['a NUL in too many bytes', '%e0%80%80'],
  ['a lone surrogate', '%ed%a0%80'],
  ['a surrogate pair as six bytes', '%ed%a0%bd%ed%b8%80'],
  ['a code point beyond Unicode', '%f4%90%80%80'],
  ['a cut sequence', '%e2%82'],
  ['Latin-1', '%e4%f6'],
  ['U+FFFE', '%ef%bf%be'],
  ['a byte order mark', '%ef%bb%bf'],
  ['line ends', 'a%0d%0aSet-Cookie:%20x=1'],
  ['markup', '%3Cscript%3Ealert(1)%3C/script%3E'],
  ['the end of a CDATA section', '%5d%5d%3e'],
  ['an entity', '%26%23x1%3b%26lt%3b'],
  ['an external entity', '%3C!DOCTYPE%20x%20%5B%3C!ENTITY%20e%20SYSTEM%20%22file:///etc/passwd%22%3E%5D%3E'],
  ['a path', '../../../../etc/passwd'],
  ['a query', "'%20OR%201=1--"],
  ['a template', '${7*7}{{7*7}}'],
  ['a number too large', '9'.repeat(400)],
  ['only blanks', '%20%20'],
  ['emoji', '%f0%9f%98%80'],
  ['right-to-left override', '%e2%80%ae'],
];
const ARGUMENTS = ['verb', 'identifier', 'metadataPrefix', 'from', 'until', 'set', 'resumptionToken', 'unknown'];
const BASES: Readonly<Record<string, string>> = {
  verb: '',
  identifier: 'verb=GetRecord&metadataPrefix=oai_dc&',
  metadataPrefix: 'verb=ListRecords&',
  resumptionToken: 'verb=ListRecords&',
  unknown: 'verb=Identify&',
};
const requestWith = (name: string, value: string): string => `${BASES[name] ?? 'verb=ListRecords&metadataPrefix=oai_dc&'}${name}=${value}`;

describe.each(TRANSPORTS)('junk by %s', (transport) => {
  it.each(JUNK)('%s, as the value of any argument, is an error of the protocol', async (_, value) => {
    for (const name of ARGUMENTS) {
      const answer = await service.ask(transport, requestWith(name, value));
      const expected = { verb: ['badVerb'], resumptionToken: ['badResumptionToken'] }[name];
      if (expected) expect(codesOf(answer)).toEqual(expected);
      else if (name !== 'identifier' || codesOf(answer)[0] === 'badArgument') expect(new Set(codesOf(answer)).size).toBe(1);
      expect(answer.errors.length).toBeGreaterThan(0);
      expect(answer.text).not.toContain('<script>');
    }
  });

  it.each(JUNK)('%s, as the name of an argument, is badArgument', async (_, value) => {
    expect(new Set(codesOf(await service.ask(transport, `verb=Identify&${value}=1`)))).toEqual(new Set(['badArgument']));
  });

  it.each(['&', '&&&&', '=', '=&=', '%', '%3Fverb=Identify', 'verb==Identify', '&verb=&', 'verb;Identify', 'verb=Identify;set=own'])(
    'a query that is none is answered with an error: %s',
    async (query) => {
      expect((await service.ask(transport, query)).errors.length).toBeGreaterThan(0);
    },
  );

  it('empty pairs between ampersands are nothing', async () => {
    expect((await service.ask(transport, '&&verb=Identify&&')).body?.name).toBe('Identify');
  });

  it('whatever the arguments, the answer is valid and not a 500', async () => {
    const name = fc.oneof(fc.constantFrom(...ARGUMENTS), fc.string({ unit: codePoint, maxLength: 8 }));
    const value = fc.oneof(
      fc.constantFrom(
        'Identify',
        'ListRecords',
        'ListIdentifiers',
        'GetRecord',
        'ListSets',
        'ListMetadataFormats',
        'oai_dc',
        'own',
        '2012-03-04',
      ),
      fc.string({ unit: codePoint, maxLength: 40 }),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 6 }), async (pairs) => {
        // `ask` refuses every status but 200 and whatever the schemas refuse.
        await service.ask(transport, new URLSearchParams(pairs).toString());
      }),
      { numRuns: 150 },
    );
  });
});

describe('any identifier that is a URI by its characters', () => {
  it('comes back unchanged in a valid answer', async () => {
    const characters = Array.from("ABZabz019-._~:/?#[]@!$&'()*+,;=");
    const part = fc.oneof(fc.constantFrom(...characters), fc.constantFrom('%2F', '%c3%a4', '%00'));
    const identifier = fc.array(part, { minLength: 1, maxLength: 20 }).map((parts) => `oai:${parts.join('')}`);
    await fc.assert(
      fc.asyncProperty(identifier, async (text) => {
        const answer = await repository.ask(`verb=GetRecord&metadataPrefix=oai_dc&identifier=${encodeURIComponent(text)}`);
        // An illegal identifier may be either (§1.3 of the standard's table), but never anything else.
        if (codesOf(answer)[0] === 'idDoesNotExist') expect(answer.request.attributes['identifier']).toBe(text);
        else expect(codesOf(answer)).toEqual(['badArgument']);
      }),
      { numRuns: 300 },
    );
  });
});

describe('too much', () => {
  it.each(ARGUMENTS)('a value of 10,000 characters in the URL is an error of the protocol: %s', async (name) => {
    expect((await service.ask('GET', requestWith(name, 'a'.repeat(10_000)))).errors.length).toBeGreaterThan(0);
  });

  it('a URL of 100 kB is refused by HTTP, and the next request is answered', async () => {
    expect((await service.send({ path: `/oai?verb=${'a'.repeat(100_000)}` })).status).toBe(431);
    expect((await service.ask('GET', 'verb=Identify')).body?.name).toBe('Identify');
  });

  it('a body of just under 64 KiB is read, one of more is 413', async () => {
    const post = (length: number) =>
      service.send({ method: 'POST', headers: { 'Content-Type': FORM }, body: `verb=Identify&x=${'a'.repeat(length - 16)}` });
    expect(codesOf(readOaiAnswer(await post(64 * 1024)))).toEqual(['badArgument']);
    expect((await post(64 * 1024 + 1)).status).toBe(413);
    expect((await post(100_000)).status).toBe(413);
  });

  it('a thousand arguments are one answer', async () => {
    const answer = await service.ask('POST', `verb=Identify&${Array.from({ length: 1000 }, (_, index) => `a${index}=1`).join('&')}`);
    expect(new Set(codesOf(answer))).toEqual(new Set(['badArgument']));
    expect(answer.text.length).toBeLessThan(200_000);
  });

  it.each([
    ['announced', true],
    ['sent without a length', false],
  ])('10 MB of body, %s, is 413 before it has all come, and is not kept', async (_, hasLength) => {
    const head = `POST /oai HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM}\r\n${hasLength ? 'Content-Length: 10485760' : 'Transfer-Encoding: chunked'}\r\n\r\n`;
    const chunk = hasLength ? 'a'.repeat(65_536) : `10000\r\n${'a'.repeat(65_536)}\r\n`;
    const { answer, sent } = await pour(service.port, head, chunk, 160);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('65536 bytes');
    expect(sent).toBeLessThan(100);
  });

  it.each(['gzip', 'deflate', 'br', 'x'])('a compressed body (%s) is 415', async (encoding) => {
    const answer = await service.send({
      method: 'POST',
      headers: { 'Content-Type': FORM, 'Content-Encoding': encoding },
      body: 'verb=Identify',
    });
    expect(answer.status).toBe(415);
  });

  it('a body that ends too early disturbs nobody', async () => {
    const socket = net.connect(service.port, '127.0.0.1');
    socket.write(`POST /oai HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM}\r\nContent-Length: 1000\r\n\r\nverb=Ide`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await service.ask('POST', 'verb=Identify')).body?.name).toBe('Identify');
  });
});

/** Writes chunk after chunk until an answer has come or all are sent. */
const pour = (port: number, head: string, chunk: string, chunks: number): Promise<{ answer: string; sent: number }> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    let answer = '';
    let sent = 0;
    const finish = (): void => {
      socket.destroy();
      resolve({ answer, sent });
    };
    const write = (): void => {
      if (answer !== '' || sent === chunks) return;
      sent += 1;
      socket.write(chunk, () => setTimeout(write, 1));
    };
    socket.on('data', (data) => {
      answer += data.toString();
      setTimeout(finish, 50);
    });
    socket.on('error', finish);
    socket.on('close', finish);
    socket.write(head, write);
  });

/** Bytes that no HTTP client would send. */
const sendRaw = (port: number, text: string | Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });

describe('bytes that are no request', () => {
  it.each([
    [
      'raw bytes in the query',
      Buffer.from('GET /oai?verb=\xff\xfe\x80 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 'latin1'),
      /^HTTP\/1\.1 (?:200|400) /,
    ],
    ['no Host', 'GET /oai?verb=Identify HTTP/1.1\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['no HTTP', 'verb=Identify\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'a URL with a host',
      'GET http://evil.example/oai?verb=Identify HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 (?:200|404) /,
    ],
    ['two lengths', 'POST /oai HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nverb=', /^HTTP\/1\.1 400 /],
  ])('%s', async (_, text, expected) => {
    const answer = await sendRaw(service.port, text);
    expect(answer).toMatch(expected);
    expect(answer).not.toContain('evil.example');
    expect(answer).not.toMatch(/\bat .*\.[jt]s:/);
  });
});

describe('a stranger who says that the service is elsewhere (R10, row 22)', () => {
  it.each([
    { Host: 'evil.example' },
    { Host: 'evil.example:8080' },
    { Host: '' },
    { 'X-Forwarded-Host': 'evil.example' },
    { 'X-Forwarded-Proto': 'gopher', 'X-Forwarded-Port': '1', 'X-Forwarded-Prefix': '/evil' },
    { Forwarded: 'host=evil.example;proto=http;for=1.2.3.4' },
    { 'X-Original-URL': '/evil', 'X-Rewrite-URL': '/evil' },
    { 'X-HTTP-Method-Override': 'DELETE' },
  ])('changes nothing: %j', async (headers) => {
    const honest = await service.send({ path: '/oai?verb=Identify' });
    const answer = await service.send({ path: '/oai?verb=Identify', headers });
    expect(answer.text).toBe(honest.text);
    const { request, body } = readOaiAnswer(answer);
    expect([textOf(request), textOf(findChild(body, 'baseURL'))]).toEqual([BASE_URL, BASE_URL]);
    expect((await service.send({ path: '/', headers })).headers.location).toBe(`${BASE_URL}?verb=Identify`);
  });

  it('nor does a token depend on the address at which it was given', async () => {
    const first = await service.send({ path: '/oai/?verb=ListRecords&metadataPrefix=oai_dc', headers: { Host: 'a.example' } });
    const token = nextTokenOf(readOaiAnswer(first));
    const second = await service.send({ path: `//oai?verb=ListRecords&resumptionToken=${token}`, headers: { Host: 'b.example' } });
    expect(codesOf(readOaiAnswer(second))).toEqual([]);
  });
});
