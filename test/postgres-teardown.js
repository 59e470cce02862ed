/** After all suites: ends what `postgres-setup.js` began. */
export default async () => {
  await globalThis.postgresCluster?.remove();
};
