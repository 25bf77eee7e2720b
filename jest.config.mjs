import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Every Nx project with a `project.json` is a Jest project of the same name. */
const parents = ['apps', 'libs', 'libs/domain', 'libs/embedded'];
const roots = [
  ...parents.flatMap((parent) => readdirSync(parent).map((name) => `${parent}/${name}`)),
  'e2e',
  'tools',
].filter((folder) => existsSync(`${folder}/project.json`));

const project = (root) => ({
  displayName: JSON.parse(readFileSync(`${root}/project.json`, 'utf8')).name,
  rootDir: process.cwd(),
  roots: [`<rootDir>/${root}`],
  testMatch: ['**/*.spec.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.credstream/'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['credstream-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  resolver: '<rootDir>/tools/jest-resolver.cjs',
  transform: { '^.+\\.ts$': ['@swc/jest', JSON.parse(readFileSync('.swcrc', 'utf8'))] },
});

export default {
  projects: roots.map(project),
  testTimeout: 120_000,
  coverageDirectory: 'coverage',
};
