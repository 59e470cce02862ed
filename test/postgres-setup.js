import { tsImport } from 'tsx/esm/api';

/** Before all suites: a PostgreSQL for those that need one, unless TEST_DATABASE_URL names one whose user may create databases. */
export default async () => {
  if (process.env.TEST_DATABASE_URL) return;
  try {
    // Jest's own way of loading what runs before the suites knows no TypeScript modules.
    const { createCluster } = await tsImport('./postgres-cluster.ts', import.meta.url);
    globalThis.postgresCluster = await createCluster();
    process.env.TEST_DATABASE_URL = globalThis.postgresCluster.url;
  } catch (error) {
    // Not here: the suites that need none are no worse for it, and those that do say why they fail.
    process.env.TEST_DATABASE_FAULT = error instanceof Error ? error.message : String(error);
  }
};
