const swc = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx },
      transform: { react: { runtime: 'automatic', importSource: 'preact' } },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

export default {
  testEnvironment: '<rootDir>/test/environment.cjs',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^\\./fetchFile\\.js$': '<rootDir>/test/closed-fetch-file.cjs', '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': swc(false), '^.+\\.tsx$': swc(true) },
  globalSetup: '<rootDir>/test/postgres-setup.js',
  globalTeardown: '<rootDir>/test/postgres-teardown.js',
  setupFiles: ['<rootDir>/test/closed-network.ts'],
  // Jest leaves one core idle, which on two is half of them. (More than 100 % it takes for a number of workers.)
  maxWorkers: '100%',
  testTimeout: 60_000,
  workerIdleMemoryLimit: '400MB',
};
