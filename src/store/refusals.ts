import type { PublicationId } from '../catalogue/publication.js';
import { StoreError } from './ports.js';

/** @throws StoreError `conflict` when a publication is not at the revision that a change saw; 0 stands for one that is not there */
export const refuseIfPublicationMoved = (id: PublicationId, saw: number, current = 0): void => {
  if (saw === current) return;
  const found = current === 0 ? 'it is not there' : `it is at revision ${current}`;
  throw new StoreError(
    'conflict',
    `publication ${id}: the change saw ${saw === 0 ? 'none' : `revision ${saw}`}, but ${found}; read it again`,
  );
};

/** @throws StoreError `conflict` when a source is not at the revision that a change saw */
export const refuseIfSourceMoved = (source: string, saw: number, current = 0): void => {
  if (saw === current) return;
  throw new StoreError(
    'conflict',
    `source ${source}: the change saw revision ${saw}, but it is at ${current}; another harvest came between, read it again`,
  );
};
