import type { PublicationId } from '../catalogue/publication.js';
import { accessibilityOf, type PublisherStatement } from '../catalogue/statement.js';
import type { PublicationChange } from '../store/ports.js';
import { isSame } from './canonical.js';
import type { IntakePorts } from './intake-ports.js';
import { isConflict } from './store-conflict.js';

const PAGE = 200;

/**
 * Gives every publication of which nobody has said anything the accessibility that follows from the general sentences.
 * @param except counted elsewhere: the entries of a dry run, which are not stored
 * @returns how many publications that changes
 */
export const reassess = async (
  ports: IntakePorts,
  statements: readonly PublisherStatement[],
  { dryRun, except }: { readonly dryRun: boolean; readonly except: ReadonlySet<PublicationId> },
): Promise<number> => {
  let total = 0;
  let after: PublicationId | undefined;
  do {
    const changes = await changesOn(ports, { after, statements, except });
    after = changes.last;
    total += changes.publications.length;
    if (!dryRun && changes.publications.length > 0) await publishAgain(ports, changes.publications);
  } while (after !== undefined);
  return total;
};

interface Changes {
  readonly publications: readonly PublicationChange[];
  /** Absent after the last page. */
  readonly last: PublicationId | undefined;
}

const changesOn = async (
  { catalogue, now }: IntakePorts,
  {
    after,
    statements,
    except,
  }: {
    readonly after: PublicationId | undefined;
    readonly statements: readonly PublisherStatement[];
    readonly except: ReadonlySet<PublicationId>;
  },
): Promise<Changes> => {
  const page = await catalogue.listPublications({ ...(after === undefined ? {} : { after }), limit: PAGE });
  const modified = await now();
  const publications = page.flatMap(({ publication, revision }): readonly PublicationChange[] => {
    const accessibility = accessibilityOf(publication.year, statements);
    const isStated = publication.accessibility.ground.kind === 'stated';
    if (isStated || except.has(publication.id) || isSame(publication.accessibility, accessibility)) return [];
    return [{ publication: { ...publication, accessibility, modified }, sawRevision: revision }];
  });
  return { publications, last: page.length < PAGE ? undefined : page.at(-1)?.publication.id };
};

/** One that someone changed meanwhile is read again, once, on its own. */
const publishAgain = async ({ publishing, catalogue }: IntakePorts, publications: readonly PublicationChange[]): Promise<void> => {
  try {
    await publishing.publish({ publications });
  } catch (error) {
    if (!isConflict(error)) throw error;
    for (const { publication } of publications) {
      const stored = await catalogue.findPublication(publication.id);
      if (!stored || stored.publication.accessibility.ground.kind === 'stated') continue;
      const { accessibility, modified } = publication;
      await publishing.publish({
        publications: [{ publication: { ...stored.publication, accessibility, modified }, sawRevision: stored.revision }],
      });
    }
  }
};
