import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'store/data/', 'coverage/'] },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.ts', 'bench/**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: './test/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      'no-control-regex': 'off',
      'no-console': 'error',
    },
  },
  {
    // Runs in a browser, as it stands.
    files: ['src/web/admin/browser/*.js'],
    extends: [tseslint.configs.base],
    rules: {
      'no-undef': 'error',
      'no-unused-vars': 'error',
      'no-implicit-globals': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
    },
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...[
            'document',
            'window',
            'location',
            'fetch',
            'CSS',
            'DOMParser',
            'EventSource',
            'HTMLElement',
            'HTMLInputElement',
            'HTMLFormElement',
          ],
          ...['URLSearchParams', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-console': 'off' },
  },
);
