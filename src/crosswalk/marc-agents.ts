import type { Contributor, ContributorRole, Publication } from '../catalogue/publication.js';
import type { Settings } from '../platform/settings.js';
import { type Datafield, datafield } from './marc-record.js';
import { RELATORS, type Relator } from './marc-terms.js';
import { marcText, withStop } from './marc-text.js';
import { nameOf, publishersOf } from './particulars.js';

/** A person or a body with all that it did for the work. */
interface Agent {
  readonly kind: Contributor['kind'];
  readonly name: string;
  readonly relators: readonly Relator[];
}

/** 1XX for the first author of the page, 7XX for everyone else in the order of the page, the publisher last. */
export const contributorFields = (publication: Publication, settings: Settings): readonly Datafield[] => {
  const agents = agentsOf(publication, settings);
  const main = agents.find(isAuthor);
  return agents.map((agent) => agentField(agent, agent === main ? '1' : '7'));
};

/** Whether there is a main entry: 245 says so in its first indicator. */
export const hasMainEntry = (publication: Publication, settings: Settings): boolean => agentsOf(publication, settings).some(isAuthor);

const isAuthor = ({ relators }: Agent): boolean => relators.includes('kirjoittaja');

const RELATOR_OF: Readonly<Record<ContributorRole, Relator | undefined>> = {
  author: 'kirjoittaja',
  editor: 'toimittaja',
  publisher: 'julkaisija',
  contributor: undefined,
};

/** Who stands on the page twice, as author and as publisher, is one heading with two functions. */
const agentsOf = (publication: Publication, settings: Settings): readonly Agent[] => {
  const named = publication.contributors.map((contributor) => ({
    kind: contributor.kind,
    name: marcText(nameOf(contributor)),
    relator: RELATOR_OF[contributor.role],
  }));
  const publishers = publishersOf(publication, settings)
    .map(marcText)
    .filter((name) => !named.some((given) => given.name === name && given.relator === 'julkaisija'))
    .map((name) => ({ kind: 'corporate' as const, name, relator: 'julkaisija' as const }));
  const agents = new Map<string, Agent>();
  for (const { kind, name, relator } of [...named, ...publishers]) {
    if (name === undefined) continue;
    const relators = new Set([...(agents.get(`${kind} ${name}`)?.relators ?? []), ...(relator ? [relator] : [])]);
    agents.set(`${kind} ${name}`, { kind, name, relators: RELATORS.filter((known) => relators.has(known)) });
  }
  return [...agents.values()];
};

/** `100 1_` a person under the family name, `110 2_` a body under its own. */
const agentField = ({ kind, name, relators }: Agent, entry: '1' | '7'): Datafield => {
  const parts = [name, ...relators];
  return datafield(
    kind === 'person' ? `${entry}00` : `${entry}10`,
    kind === 'person' ? '1 ' : '2 ',
    ...parts.map((part, index) => [index === 0 ? 'a' : 'e', index === parts.length - 1 ? withStop(part) : `${part},`] as const),
  );
};
