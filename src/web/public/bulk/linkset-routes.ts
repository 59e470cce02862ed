import { linksetJsonOf, linksetTextOf, writeLinksetJson, writeLinksetText } from '../../../discovery/dumps/linkset.js';
import { LINKSET_JSON, LINKSET_TEXT } from '../../../discovery/dumps/signposting.js';
import type { DumpPorts } from '../../../discovery/dumps/walk.js';
import type { PublicAnswer, PublicRequest, PublicRoute } from '../route.js';
import { readMoment } from './since.js';

/** The links of all works, or of one: `?work=2012-2`. */
export const linksetRoutes = (ports: DumpPorts): readonly PublicRoute[] => [
  { method: 'GET', path: '/linkset', handle: (request) => answerLinkset(ports, request) },
];

const answerLinkset = async (ports: DumpPorts, { query, accepts }: PublicRequest): Promise<PublicAnswer> => {
  const { discovery, publicUrl } = ports;
  // application/json is what a client asks for that knows JSON but not RFC 9264; the answer says what it is.
  const wanted = accepts([LINKSET_JSON, LINKSET_TEXT, 'application/json']);
  if (wanted === undefined) return refusal(406, 'Not acceptable', `The link set can be ${LINKSET_JSON} or ${LINKSET_TEXT}.`);
  const isText = wanted === LINKSET_TEXT;
  const type = isText ? LINKSET_TEXT : LINKSET_JSON;
  const id = query.get('work');
  if (id !== null) {
    const work = await discovery.find(id);
    if (!work) return refusal(404, 'No such work', `There is no work ${id.slice(0, 60)} here. /linkset without work= has them all.`);
    const version = await discovery.readVersion();
    const body = isText ? linksetTextOf(work, publicUrl) : linksetJsonOf(work, publicUrl);
    return { kind: 'content', type, body, version, vary: ['Accept'] };
  }
  const since = readMoment(query, 'since');
  if (since.kind === 'problem') return since;
  const version = await discovery.readVersion();
  const wish = since.seconds === undefined ? {} : { since: since.seconds };
  const body = isText ? writeLinksetText(ports, wish) : writeLinksetJson(ports, wish);
  return { kind: 'stream', type, body, version, headers: { Vary: 'Accept' } };
};

const refusal = (status: number, title: string, detail: string): PublicAnswer => ({ kind: 'problem', status, title, detail });
