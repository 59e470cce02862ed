import { createCorrections, type Corrections } from './corrections.js';
import { createEdits, type Edits } from './edit-publication.js';
import { createImporter } from './importer.js';
import type { ImportFile, IntakePorts } from './intake-ports.js';
import { createFormParser, createFormReader } from './read-form.js';
import type { ImportReport } from './report.js';

/** How publications come into the catalogue, and how a person puts right what a source got wrong. */
export interface Intake extends Corrections, Edits {
  /**
   * Imports the publisher's page (text, HTML), JSON Lines, JSON or CSV. The same file again changes nothing. What cannot
   * be read is in the report; only the store's own failure is thrown.
   * @throws StoreError
   */
  importFile(file: ImportFile, options?: { readonly dryRun?: boolean }): Promise<ImportReport>;
}

export const createIntake = (ports: IntakePorts): Intake => ({
  importFile: createImporter(ports, once(createFormReader)),
  ...createCorrections(ports),
  ...createEdits(ports, once(createFormParser)),
});

/** Compiling the schema takes a moment, which a page does not need. */
const once = <T>(create: () => T): (() => T) => {
  let created: { readonly value: T } | undefined;
  return () => (created ??= { value: create() }).value;
};
