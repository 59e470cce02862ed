/** Someone else changed the publication after it was read: reading it again helps. */
export const isConflict = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'name' in error &&
  error.name === 'StoreError' &&
  'code' in error &&
  error.code === 'conflict';
