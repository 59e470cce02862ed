import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textOf } from '../../src/xml/element.js';
import { codesOf, identifiersOf } from '../provider/harvest.js';
import { BASE_URL, item, openRepository, identifierOf } from '../provider/repository.js';
import { FORM, readOaiAnswer, serve, TRANSPORTS, type Service } from './service.js';

let service: Service;
beforeAll(async () => {
  const repository = openRepository();
  await repository.put(...item('2012-1-pdf'), ...item('2012-1-print'));
  service = await serve(repository);
});
afterAll(() => service.stop());

const GET_RECORD = `verb=GetRecord&metadataPrefix=oai_dc&identifier=${identifierOf('2012-1-pdf')}`;

describe.each(TRANSPORTS)('a request by %s (OAI-PMH 2.0 §3.1.1)', (transport) => {
  const ask = (query: string) => service.ask(transport, query);

  it('R1 is the base URL with arguments; without any it is answered with badVerb', async () => {
    expect(codesOf(await ask(''))).toEqual(['badVerb']);
  });

  it('R2 row 29: gets the same answer by GET and by POST', async () => {
    const [given, other] = [await ask(GET_RECORD), await service.ask(transport === 'GET' ? 'POST' : 'GET', GET_RECORD)];
    expect(given.text).toBe(other.text);
  });

  it.each([
    ['verb last', `metadataPrefix=oai_dc&identifier=${identifierOf('2012-1-pdf')}&verb=GetRecord`],
    ['verb between', `identifier=${identifierOf('2012-1-pdf')}&verb=GetRecord&metadataPrefix=oai_dc`],
    ['everything percent-encoded', 'verb=%47etRecord&metadataPrefix=oai%5Fdc&identifier=oai%3Ajulkaisut.example.fi%3Aesim%2F2012-1-pdf'],
    [
      'hexadecimal digits in small letters',
      'verb=GetRecord&metadataPrefix=oai_dc&identifier=oai%3ajulkaisut.example.fi%3aesim%2f2012-1-pdf',
    ],
  ])('R3 takes its arguments in any order and encoding: %s', async (_, query) => {
    expect(identifiersOf(await ask(query))).toEqual([identifierOf('2012-1-pdf')]);
  });

  it('R3 reads + as a blank', async () => {
    expect(codesOf(await ask('verb=ListRecords&metadataPrefix=oai+dc'))).toEqual(['badArgument']);
    expect((await ask('verb=ListRecords&metadataPrefix=oai+dc')).errors[0]!.message).toContain('oai dc');
  });

  it.each([
    ['verb in other letters', 'verb=identify', 'badVerb'],
    ['the name of verb in other letters', 'Verb=Identify', 'badVerb'],
    ['an argument name in other letters', 'verb=ListRecords&MetadataPrefix=oai_dc', 'badArgument'],
    ['a prefix in other letters', 'verb=ListRecords&metadataPrefix=OAI_DC', 'cannotDisseminateFormat'],
    ['a set in other letters', 'verb=ListRecords&metadataPrefix=oai_dc&set=OWN', 'noRecordsMatch'],
    ['an identifier in other letters', `verb=GetRecord&metadataPrefix=oai_dc&identifier=${identifierOf('2012-1-PDF')}`, 'idDoesNotExist'],
    ['an argument that no verb has', 'verb=Identify&format=xml', 'badArgument'],
    ['an argument that another verb has', 'verb=Identify&set=own', 'badArgument'],
    ['an argument named as a property of objects', 'verb=Identify&__proto__=1', 'badArgument'],
    ['a verb named as a property of objects', 'verb=constructor', 'badVerb'],
  ])('R4 distinguishes letters and knows its arguments: %s', async (_, query, code) => {
    expect(new Set(codesOf(await ask(query)))).toEqual(new Set([code]));
  });

  it.each([
    ['verb twice', 'verb=Identify&verb=Identify', 'badVerb'],
    ['two verbs', 'verb=Identify&verb=ListSets', 'badVerb'],
    ['an empty verb', 'verb=', 'badVerb'],
    ['verb without a value', 'verb', 'badVerb'],
    ['metadataPrefix twice', 'verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc', 'badArgument'],
    ['metadataPrefix and another', 'verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=marcxml', 'badArgument'],
    ['from twice', 'verb=ListRecords&metadataPrefix=oai_dc&from=2012-01-01&from=2012-01-01', 'badArgument'],
    ['identifier twice', `${GET_RECORD}&identifier=${identifierOf('2012-1-pdf')}`, 'badArgument'],
    ['resumptionToken twice', 'verb=ListRecords&resumptionToken=a&resumptionToken=a', 'badArgument'],
    ['an empty set', 'verb=ListRecords&metadataPrefix=oai_dc&set=', 'badArgument'],
    ['an empty from', 'verb=ListRecords&metadataPrefix=oai_dc&from=', 'badArgument'],
    ['an empty until', 'verb=ListRecords&metadataPrefix=oai_dc&until=', 'badArgument'],
    ['an empty metadataPrefix', 'verb=ListRecords&metadataPrefix=', 'badArgument'],
    ['an empty resumptionToken', 'verb=ListRecords&resumptionToken=', 'badArgument'],
    ['an empty identifier', 'verb=ListMetadataFormats&identifier=', 'badArgument'],
    ['an argument without a name', 'verb=Identify&=x', 'badArgument'],
  ])('R5 an argument given twice, or empty, is an error: %s', async (_, query, code) => {
    const answer = await ask(query);
    expect(codesOf(answer)).toEqual([code]);
    expect(answer.request.attributes).toEqual({});
  });

  it.each(['verb=Nothing', 'verb=ListRecords', 'verb=ListRecords&metadataPrefix=none', 'verb=ListRecords&resumptionToken=junk'])(
    'R6 R7 an error of the protocol is XML with status 200: %s',
    async (query) => {
      // `ask` refuses any other status and media type.
      expect((await ask(query)).errors).toHaveLength(1);
    },
  );

  it('R10 R15 the request element has the configured base URL, whatever was asked and where', async () => {
    for (const query of ['', 'verb=Identify', GET_RECORD, 'verb=Nothing']) {
      expect(textOf((await ask(query)).request)).toBe(BASE_URL);
    }
  });
});

describe('the arguments of a POST', () => {
  const post = (path: string, body: string) => service.send({ method: 'POST', path, headers: { 'Content-Type': FORM }, body });

  it('R2 are those of the URL and of the body together', async () => {
    const answer = readOaiAnswer(await post('/oai?verb=GetRecord&metadataPrefix=oai_dc', `identifier=${identifierOf('2012-1-pdf')}`));
    expect(identifiersOf(answer)).toEqual([identifierOf('2012-1-pdf')]);
  });

  it('R2 R5 are given twice when both have them', async () => {
    expect(codesOf(readOaiAnswer(await post('/oai?verb=Identify', 'verb=Identify')))).toEqual(['badVerb']);
    expect(codesOf(readOaiAnswer(await post('/oai?metadataPrefix=oai_dc', 'verb=ListRecords&metadataPrefix=oai_dc')))).toEqual([
      'badArgument',
    ]);
  });

  it('R2 may have their media type written with a charset and in any letters', async () => {
    for (const type of [`${FORM}; charset=UTF-8`, 'Application/X-WWW-Form-Urlencoded', `${FORM};charset=utf-8`]) {
      const answer = await service.send({ method: 'POST', headers: { 'Content-Type': type }, body: 'verb=Identify' });
      expect(readOaiAnswer(answer).body?.name).toBe('Identify');
    }
  });

  it('R2 may all stand in the URL, with no body at all', async () => {
    expect(readOaiAnswer(await service.send({ method: 'POST', path: '/oai?verb=Identify' })).body?.name).toBe('Identify');
    expect(readOaiAnswer(await post('/oai?verb=Identify', '')).body?.name).toBe('Identify');
  });
});

describe('other methods (R2)', () => {
  it.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', 'text/xml', 'junk'])(
    'a POST of %s is 415 and says what is wanted',
    async (type) => {
      const answer = await service.send({ method: 'POST', headers: { 'Content-Type': type }, body: 'verb=Identify' });
      expect(answer.status).toBe(415);
      expect(answer.text).toContain(FORM);
    },
  );

  it('a POST without a media type is 415', async () => {
    expect((await service.send({ method: 'POST', body: 'verb=Identify' })).status).toBe(415);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('%s is 405 and names those that are answered', async (method) => {
    const answer = await service.send({ method, path: '/oai?verb=Identify' });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe('GET, HEAD, POST');
  });

  it('HEAD is GET without the body', async () => {
    const [head, get] = [
      await service.send({ method: 'HEAD', path: `/oai?${GET_RECORD}` }),
      await service.send({ path: `/oai?${GET_RECORD}` }),
    ];
    expect(head.status).toBe(200);
    expect(head.text).toBe('');
    for (const name of ['content-type', 'content-length', 'vary']) expect(head.headers[name]).toBe(get.headers[name]);
  });
});

describe('status codes of HTTP (R8)', () => {
  it('R8 a request of the protocol is never redirected, and nothing is 3xx but the way from / to the service', async () => {
    expect((await service.send({ path: '/oai?verb=Identify' })).status).toBe(200);
    const root = await service.send({ path: '/' });
    expect([root.status, root.headers.location]).toEqual([302, `${BASE_URL}?verb=Identify`]);
  });

  it.each(['/oai', '/oai/', '//oai', '/oai//', '///oai///'])('R1 %s is the base URL too', async (path) => {
    const answer = readOaiAnswer(await service.send({ path: `${path}?verb=Identify` }));
    expect(textOf(answer.request)).toBe(BASE_URL);
  });

  it.each(['/OAI', '/oai/x', '/oai.xml', '/../oai/..', '/oai%2f', '/%6fai', '/favicon.ico'])(
    'what is not there is 404: %s',
    async (path) => {
      expect((await service.send({ path: `${path}?verb=Identify` })).status).toBe(404);
    },
  );
});
