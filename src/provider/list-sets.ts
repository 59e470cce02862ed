import type { RepositorySet } from '../publishing/sets.js';
import { writeResumptionToken } from '../oai-pmh/response.js';
import { xml, type Markup } from '../xml/markup.js';
import { XSI } from '../xml/build.js';
import { OaiError } from '../oai-pmh/protocol.js';
import { describePage } from './answered-request.js';
import { badToken, cutPage, MOST_PAGE_BYTES, nextToken, openToken } from './page.js';
import type { Answer, Moment, ProviderPorts } from './ports.js';
import { NO_SETS } from './problems.js';

/** A page of ListSets (OAI-PMH 2.0 §4.6), in the order of setSpec, so that a parent stands before its children. */
export const answerListSets = async ({ sets, settings }: ProviderPorts, moment: Moment, token: string | undefined): Promise<Answer> => {
  const { pageSize, pinResponseDate } = settings.oai;
  if (sets.length === 0) throw new OaiError(NO_SETS);
  const start = { verb: 'ListSets' as const, after: '', cursor: 0, completeListSize: sets.length, listResponseDate: moment.responseDate };
  const position = token === undefined ? start : openToken(token, 'ListSets', moment);
  const rest = [...sets].sort(bySetSpec).filter(({ setSpec }) => setSpec > position.after);
  const { page, more } = cutPage(rest, { records: pageSize, bytes: MOST_PAGE_BYTES }, () => 0);
  const last = page.at(-1);
  if (!last) throw badToken('No set is left after the resumptionToken. Begin the list again.');
  const next = more ? { ...position, after: last.setSpec, cursor: position.cursor + page.length } : undefined;
  const ending = nextToken(next, token !== undefined, position.cursor, moment);
  const body = [xml`<ListSets>${page.map(writeSet)}${ending && writeResumptionToken(ending)}</ListSets>`.markup];
  const described = describePage(position, { records: page.length, hasNext: more });
  return { body, page: described, ...(pinResponseDate && { responseDate: position.listResponseDate }) };
};

const bySetSpec = (a: RepositorySet, b: RepositorySet): number => (a.setSpec < b.setSpec ? -1 : 1);

const DC = 'http://purl.org/dc/elements/1.1/';
const OAI_DC = 'http://www.openarchives.org/OAI/2.0/oai_dc/';

const writeSet = ({ setSpec, setName, description }: RepositorySet): Markup =>
  xml`<set><setSpec>${setSpec}</setSpec><setName>${setName}</setName><setDescription><oai_dc:dc xmlns:oai_dc="${OAI_DC}" xmlns:dc="${DC}" xmlns:xsi="${XSI}" xsi:schemaLocation="${OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"><dc:description>${description}</dc:description></oai_dc:dc></setDescription></set>`;
