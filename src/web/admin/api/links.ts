import type { LinkDecision } from '../../../administration/link-decisions.js';
import { LINK_STANDINGS, LINK_TIERS, type LinkFilter } from '../../../administration/link-list.js';
import type { LinkReview } from '../../../administration/link-review.js';
import type { PublicationId } from '../../../catalogue/publication.js';
import type { LinkKey } from '../../../linking/plan-links.js';
import { compileSchema, readSchema, type SchemaFault } from '../../../platform/json-schema.js';
import type { Link, LinkTier } from '../../../store/harvest-ports.js';
import { formatLinkKey, parseLinkKey } from '../link-key.js';
import { guarded, type Answer, type Route } from '../route.js';
import { linkJson, listedJson, outcomeJson, pairJson, resultJson } from './link-json.js';
import { conflict, faulty, notFound } from './problems.js';
import { cut, readLimit } from './query-values.js';

/** Ties between libraries' records and our publications, as `schemas/admin-api/links.json` describes them. */
export const linksApi = ({ links }: { readonly links: LinkReview }): readonly Route[] => {
  const schema = readSchema('admin-api/links.json');
  const parseDecision = compileSchema<DecisionBody>(schema, { part: '#/components/schemas/LinkDecision' });
  const parseDecisions = compileSchema<DecisionsBody>(schema, { part: '#/components/schemas/LinkDecisions' });
  return [
    guarded('GET', '/admin/api/links', 'read', async ({ query }) => {
      const page = readQuery(query);
      if ('errors' in page) return faulty(page.errors);
      const { links: listed, next } = await links.list(page);
      return { kind: 'json', value: { links: listed.map(listedJson), ...(next && { next: formatLinkKey(next) }) } };
    }),
    guarded('GET', '/admin/api/links/:theirs/:ours', 'read', async ({ params }) => {
      const { theirs, ours } = keyIn(params);
      const shown = await links.show(theirs, ours);
      return shown.kind === 'found' ? { kind: 'json', value: pairJson(shown) } : noSuchSide(shown.side, { theirs, ours });
    }),
    guarded('POST', '/admin/api/links/:theirs/:ours/decision', 'edit', async ({ params, json, person }) => {
      const body = parseDecision(json);
      if (body.kind === 'invalid') return faulty(body.faults);
      return decide(links, person.name, { ...keyIn(params), ...body.value });
    }),
    guarded('POST', '/admin/api/links/decisions', 'edit', async ({ json, person }) => {
      const body = parseDecisions(json);
      if (body.kind === 'invalid') return faulty(body.faults);
      const result = await links.decideAll({ name: person.name }, body.value);
      return { kind: 'json', value: { outcomes: result.outcomes.map(outcomeJson), ...resultJson(result) } };
    }),
  ];
};

interface DecisionBody {
  readonly decision: LinkDecision;
  readonly reason?: string;
  readonly sawHashes?: Link['hashes'];
}

interface DecisionsBody {
  readonly tier: LinkTier;
  readonly decision: LinkDecision;
  readonly reason?: string;
  readonly links: readonly (LinkKey & { readonly sawHashes?: Link['hashes'] })[];
}

const keyIn = (params: Readonly<Record<string, string>>): LinkKey => ({
  theirs: params['theirs'] ?? '',
  ours: (params['ours'] ?? '') as PublicationId,
});

const decide = async (links: LinkReview, name: string, wish: LinkKey & DecisionBody): Promise<Answer> => {
  const result = await links.decide({ name }, wish);
  const { outcome } = result;
  switch (outcome.kind) {
    case 'decided':
      return { kind: 'json', value: { decided: true, ...(outcome.link && { link: linkJson(outcome.link) }), ...resultJson(result) } };
    case 'undecidedAlready':
      return { kind: 'json', value: { decided: false, ...resultJson(result) } };
    case 'missing':
      return noSuchSide(outcome.side, wish);
    case 'changed': {
      const { sides, hashes } = outcome;
      const what = sides.map((side) => (side === 'ours' ? 'our publication' : "the library's record")).join(' and ');
      return conflict(`Since you read it, ${what} has changed. Nothing was decided; read the pair again.`, { sides, hashes });
    }
    case 'withdrawn':
      return conflict(`Publication ${wish.ours} is withdrawn; nothing can be tied to it. Restore it first.`, {});
    case 'busy':
      return conflict('Something changed the pair at the same time, twice. Nothing was decided; send it again in a moment.', {});
    case 'otherTier':
    case 'contested':
      // Of decisions on many only.
      return conflict('Nothing was decided.', {});
  }
};

const noSuchSide = (side: 'ours' | 'theirs', { theirs, ours }: LinkKey): Answer =>
  notFound(side === 'ours' ? `publication ${cut(ours)}` : `record ${cut(theirs)} of a library`);

const readQuery = (
  query: URLSearchParams,
): (LinkFilter & { readonly after?: LinkKey; readonly limit: number }) | { readonly errors: readonly SchemaFault[] } => {
  const errors: SchemaFault[] = [];
  const choice = <T extends string>(name: string, known: readonly T[]): T | undefined => {
    const text = query.get(name) ?? '';
    const found = known.find((each) => each === text);
    if (text !== '' && found === undefined) errors.push({ path: name, message: `${cut(text)} is none of ${known.join(', ')}.` });
    return found;
  };
  const [tier, status] = [choice('tier', LINK_TIERS), choice('status', LINK_STANDINGS)];
  const given = query.get('after') ?? '';
  const after = parseLinkKey(given);
  if (given !== '' && !after) errors.push({ path: 'after', message: `${cut(given)} is no link; take the "next" of the page before.` });
  const limit = readLimit(query, { usual: 100, most: 500 }, errors);
  if (errors.length > 0) return { errors };
  return { limit, ...(tier && { tier }), ...(status && { standings: [status] }), ...(after && { after }) };
};
