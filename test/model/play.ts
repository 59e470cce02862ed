import { formatDatestamp, type Datestamp } from '../../src/catalogue/datestamp.js';
import { parseXml } from '../../src/xml/parse.js';
import { assertHeld, BrokenGuarantee } from './broken-guarantee.js';
import { advance, converge, createHarvester, nextSelection, startAnew, startOfDay } from './harvester.js';
import type { ListRun, World } from './list.js';
import { argumentsOf, ask, beginList, continueList, misuseToken, reissueToken } from './list-run.js';
import { createModel } from './model.js';
import { openRepository, type RepositoryParts } from './repository.js';
import { PREFIXES, SETS, type Command, type Script } from './script.js';
import { beginSlowWrite, draftsOf, endSlowWrite, takeSlowWrite, write, writeOnBadDisk, type Play } from './writing.js';

const HOUR = 3_600_000;

/**
 * Plays a script against a repository of its own and holds each answer against the model, then lets writing stop and
 * every harvester come to rest.
 * @param inspect sees each answer's text
 * @throws BrokenGuarantee
 */
export const playScript = async (parts: RepositoryParts, script: Script, inspect: (text: string) => void = () => {}): Promise<void> => {
  const repository = await openRepository(parts, script);
  try {
    const earliest = await readEarliest({ repository, inspect });
    const harvesters = script.harvesters.map(createHarvester);
    const play: Play = { repository, model: createModel(earliest), script, inspect, harvesters, browser: {}, identifiers: [], revs: 0 };
    await run(play, { do: 'bulkLoad', count: script.preload });
    for (const command of script.commands) await run(play, command);
    await comeToRest(play);
  } finally {
    await repository.close();
  }
};

const readEarliest = async (world: Pick<World, 'repository' | 'inspect'>): Promise<Datestamp> => {
  const answer = await ask(world, { verb: 'Identify' });
  if (answer === 'failed' || answer.kind !== 'identify') throw new BrokenGuarantee('answer', 'Identify was not answered');
  return answer.earliestDatestamp;
};

const run = async (play: Play, command: Command): Promise<void> => {
  const { repository } = play;
  switch (command.do) {
    case 'tick':
      repository.clock.move(command.milliseconds);
      return;
    case 'clockBack':
      repository.clock.move(-1000 * command.seconds);
      return;
    case 'expire':
      repository.clock.move(49 * HOUR);
      return;
    case 'restart':
      await endSlowWrite(play);
      await repository.restart();
      return checkEarliest(play);
    case 'crash':
      await takeSlowWrite(play, await repository.crash());
      return checkEarliest(play);
    case 'beginSlowWrite':
      return beginSlowWrite(play, command);
    case 'endSlowWrite':
      return endSlowWrite(play);
    case 'writeOnBadDisk':
      return writeOnBadDisk(play, command);
    case 'startHarvest':
    case 'nextPage':
    case 'reissue':
    case 'dropResponse':
    case 'storeFault':
    case 'tamperToken':
      return read(play, command);
    case 'browse':
      return browse(play, command);
    case 'create':
    case 'update':
    case 'delete':
    case 'undelete':
    case 'moveSet':
    case 'repeat':
    case 'bulkLoad':
    case 'crosswalkBump':
      return write(play, draftsOf(play, command));
  }
};

const checkEarliest = async (play: Play): Promise<void> => {
  const earliest = await readEarliest(play);
  assertHeld(earliest === play.model.earliest, 'stamp', () => `earliestDatestamp moved to ${formatDatestamp(earliest)}`);
};

type ReadCommand = Extract<Command, { readonly reader: number }>;

const read = async (play: Play, command: ReadCommand): Promise<void> => {
  const harvester = play.harvesters[command.reader % (play.harvesters.length + 1)];
  const list = harvester?.run ?? (harvester ? undefined : play.browser.run);
  const token = list?.pages.at(-1)?.next;
  const request =
    list && token ? { verb: list.selection.verb, resumptionToken: token.text } : harvester && argumentsOf(nextSelection(harvester));
  switch (command.do) {
    case 'startHarvest':
      return harvester && startAnew(play, harvester);
    case 'nextPage':
      return harvester ? advance(play, harvester) : browseOn(play);
    case 'reissue':
      return list && reissueToken(play, list, command.back);
    case 'dropResponse':
      return request && dropResponse(play, request, command.permille);
    case 'storeFault':
      return request && failStore(play, request);
    case 'tamperToken':
      return list && token && tamper(play, list, token.text);
  }
};

/** An answer that is cut off is no XML document, so nobody takes it for the end (G7). */
const dropResponse = async ({ repository }: Play, request: Readonly<Record<string, string>>, permille: number): Promise<void> => {
  const reply = await repository.ask(request);
  if (reply.kind === 'failed') return;
  const text = reply.text.trimEnd();
  const arrived = text.slice(0, Math.floor((text.length * permille) / 1000));
  let isWhole = true;
  try {
    parseXml(arrived);
  } catch {
    isWhole = false;
  }
  assertHeld(!isWhole, 'G7', () => `an answer cut off after ${arrived.length} characters looks whole`);
};

const failStore = async ({ repository }: Play, request: Readonly<Record<string, string>>): Promise<void> => {
  repository.fault.arm();
  const reply = await repository.ask(request);
  if (!repository.fault.disarm()) return;
  assertHeld(reply.kind === 'failed', 'G7', () => 'an answer came, though the store had failed');
};

/** Changed, cut, lengthened, or sent with another verb: never a page (§3.2 of the facts: bound to its list). */
const tamper = async (play: Play, { selection: { verb } }: ListRun, token: string): Promise<void> => {
  const middle = token.length >> 1;
  await misuseToken(play, verb, `${token.slice(0, middle)}${token[middle] === 'A' ? 'B' : 'A'}${token.slice(middle + 1)}`);
  await misuseToken(play, verb, token.slice(0, -1));
  await misuseToken(play, verb, `${token}A`);
  await misuseToken(play, verb === 'ListRecords' ? 'ListIdentifiers' : 'ListRecords', token);
  await misuseToken(play, 'ListSets', token);
};

const browse = async (play: Play, command: Extract<Command, { do: 'browse' }>): Promise<void> => {
  const { verb, metadataPrefix, granularity } = command;
  const set = SETS[command.set];
  const now = await play.repository.now();
  const until = (now - Math.min(command.fromBack, command.untilBack)) as Datestamp;
  const from = (now - Math.max(command.fromBack, command.untilBack)) as Datestamp;
  const bounds = granularity === 'seconds' ? { from, until } : { from: startOfDay(from), until: (startOfDay(until) + 86_399) as Datestamp };
  const step = await beginList(play, { verb, metadataPrefix, granularity, ...(set !== undefined && { set }), ...bounds });
  play.browser.run = step.kind === 'page' && !step.isLast ? step.run : undefined;
};

const browseOn = async (play: Play): Promise<void> => {
  if (!play.browser.run) return;
  const step = await continueList(play, play.browser.run);
  play.browser.run = step.kind === 'failed' || (step.kind === 'page' && !step.isLast) ? play.browser.run : undefined;
};

/** Writing stops, two seconds pass, and then everyone's copy is true, a newcomer's too. */
const comeToRest = async (play: Play): Promise<void> => {
  await endSlowWrite(play);
  // The store's clock sees a step back of the wall clock only when it is read; unread, two seconds more could undo it.
  await play.repository.now();
  play.repository.clock.move(2000);
  for (const harvester of play.harvesters) await converge(play, harvester);
  for (const metadataPrefix of PREFIXES) {
    await converge(play, createHarvester({ variant: 'A', verb: 'ListIdentifiers', metadataPrefix, set: 'own', granularity: 'seconds' }));
  }
  await checkSets(play);
  await checkEarliest(play);
};

const checkSets = async (play: Play): Promise<void> => {
  const named: string[] = [];
  for (let resumptionToken = ''; ;) {
    const answer = await ask(play, { verb: 'ListSets', ...(resumptionToken !== '' && { resumptionToken }) });
    if (answer === 'failed' || answer.kind !== 'sets') throw new BrokenGuarantee('answer', 'ListSets was not answered');
    named.push(...answer.setSpecs);
    resumptionToken = answer.token?.text ?? '';
    if (resumptionToken === '' || named.length > SETS.length) break;
  }
  assertHeld(named.join() === [...SETS].sort().join(), 'G2', () => `ListSets named ${named.join()}`);
};
