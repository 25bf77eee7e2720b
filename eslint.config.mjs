import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import sortImports from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';

/** What a project of each tag may import. CONTRIBUTING.md shows the same table; a test holds the two equal. */
export const tagRules = [
  { sourceTag: 'type:domain', onlyDependOnLibsWithTags: ['type:domain', 'type:util'] },
  { sourceTag: 'type:util', onlyDependOnLibsWithTags: ['type:util'] },
  { sourceTag: 'type:contract', onlyDependOnLibsWithTags: ['type:contract', 'type:domain', 'type:util'] },
  {
    sourceTag: 'type:infra',
    onlyDependOnLibsWithTags: ['type:infra', 'type:contract', 'type:domain', 'type:util'],
  },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: ['type:infra', 'type:contract', 'type:domain', 'type:util', 'type:console'],
  },
  { sourceTag: 'type:console', onlyDependOnLibsWithTags: ['type:util'] },
  { sourceTag: 'type:server', onlyDependOnLibsWithTags: ['type:server'] },
  { sourceTag: 'type:suite', onlyDependOnLibsWithTags: ['*'] },
  {
    sourceTag: 'type:testing',
    onlyDependOnLibsWithTags: [
      'type:testing',
      'type:server',
      'type:infra',
      'type:contract',
      'type:domain',
      'type:util',
    ],
  },
  {
    sourceTag: 'type:e2e',
    onlyDependOnLibsWithTags: [
      'type:testing',
      'type:server',
      'type:suite',
      'type:app',
      'type:infra',
      'type:contract',
      'type:domain',
      'type:util',
    ],
  },
  { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
  { sourceTag: 'scope:identity', onlyDependOnLibsWithTags: ['scope:identity', 'scope:shared'] },
  { sourceTag: 'scope:credential', onlyDependOnLibsWithTags: ['scope:credential', 'scope:shared'] },
  {
    sourceTag: 'scope:apikey',
    onlyDependOnLibsWithTags: ['scope:apikey', 'scope:credential', 'scope:shared'],
  },
  { sourceTag: 'scope:token', onlyDependOnLibsWithTags: ['scope:token', 'scope:shared'] },
  {
    sourceTag: 'scope:audit',
    onlyDependOnLibsWithTags: [
      'scope:audit',
      'scope:identity',
      'scope:credential',
      'scope:apikey',
      'scope:token',
      'scope:shared',
    ],
  },
  {
    sourceTag: 'scope:gateway',
    onlyDependOnLibsWithTags: [
      'scope:gateway',
      'scope:identity',
      'scope:credential',
      'scope:apikey',
      'scope:token',
      'scope:shared',
    ],
  },
  { sourceTag: 'scope:suite', onlyDependOnLibsWithTags: ['*'] },
];

const boundaries = (depConstraints) => [
  'error',
  { enforceBuildableLibDependency: false, allow: [], depConstraints },
];

const inSpecs = ['type:testing', 'type:server'];

/** Specs and `test` folders, and only they, may also reach `type:testing` and `type:server`; servers keep to themselves. */
const specRules = tagRules.map((rule) =>
  rule.sourceTag.startsWith('type:') && rule.sourceTag !== 'type:server'
    ? { ...rule, onlyDependOnLibsWithTags: [...new Set([...rule.onlyDependOnLibsWithTags, ...inSpecs])] }
    : rule,
);

export default [
  { ignores: ['**/dist', '**/node_modules', '.nx', '.credstream', 'coverage'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(tagRules),
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        {
          selector: 'ExportAllDeclaration[exported=null]',
          message: 'A door is written by hand: name what it opens.',
        },
      ],
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    // One block: what runs first, Node's own, packages, this project.
    files: ['**/*.{ts,tsx,mjs}'],
    ignores: ['libs/sdk/src/api.ts'],
    plugins: { imports: sortImports },
    rules: { 'imports/imports': ['error', { groups: [['^\\u0000', '^node:', '^@?\\w', '^', '^\\.']] }] },
  },
  {
    // What only the types show: a promise that nobody waits for, a check that always holds.
    files: ['**/*.{ts,tsx}'],
    ignores: ['e2e/openapi-client/**'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './apps/console/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    // One dialect; the servers name limits and parts of file formats as their protocols do.
    files: ['**/*.{ts,tsx}'],
    ignores: ['libs/embedded/{eventstoredb,mongodb}/**', 'e2e/openapi-client/**', 'libs/sdk/src/api.ts'],
    rules: {
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'variable', format: ['camelCase', 'PascalCase'], leadingUnderscore: 'allow' },
        { selector: 'function', format: ['camelCase', 'PascalCase'] },
        { selector: 'typeLike', format: ['PascalCase'] },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', 'libs/*/test/**/*.ts', 'libs/testing/**/*.ts', 'e2e/**/*.ts'],
    plugins: { '@nx': nx },
    rules: { '@nx/enforce-module-boundaries': boundaries(specRules) },
  },
  { files: ['**/*.mjs'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // Nothing but a service's own env.ts reads the environment.
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    ignores: [
      '**/env.ts',
      '**/*.spec.ts',
      'libs/testing/**',
      'libs/{embedded/*,*}/{test,contract}/**',
      'apps/*/src/main.ts',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read in env.ts.' },
      ],
    },
  },
  prettier,
];
