import type { PublicationId } from '../catalogue/publication.js';
import type { CatalogueStore } from '../store/ports.js';
import { writeForm, writeStatement } from './write-form.js';

const PAGE = 200;

/**
 * The catalogue as JSON Lines, each line with its line break: the general sentences first, then every publication in
 * order of id, withdrawn ones too. Imported into an empty store it makes the same catalogue, into this one no change.
 */
export async function* exportCatalogue(catalogue: CatalogueStore): AsyncGenerator<string> {
  const statements = await catalogue.listStatements();
  for (const statement of statements) yield `${JSON.stringify(writeStatement(statement))}\n`;
  let after: PublicationId | undefined;
  do {
    const page = await catalogue.listPublications({ ...(after === undefined ? {} : { after }), limit: PAGE });
    for (const { publication } of page) yield `${JSON.stringify(writeForm(publication, statements))}\n`;
    after = page.length < PAGE ? undefined : page.at(-1)?.publication.id;
  } while (after !== undefined);
}
