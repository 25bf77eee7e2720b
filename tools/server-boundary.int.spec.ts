import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

type Import = readonly [file: string, imported: string];

const node = (...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
};

/** One file with one import at a time, as ESLint sees it; it is loaded outside Jest, as always. */
const lintScript = `
  import { ESLint } from 'eslint';
  // Types are no matter here, and some of the files are made up: without types, without the rules that want them.
  const untyped = { files: ['**/*.ts'], languageOptions: { parserOptions: { project: null } } };
  const wantTypes = [
    'no-floating-promises', 'await-thenable', 'no-unnecessary-type-assertion', 'prefer-readonly',
  ].map((name) => ['@typescript-eslint/' + name, 'off']);
  const eslint = new ESLint({ overrideConfig: { ...untyped, rules: Object.fromEntries(wantTypes) } });
  const refused = [];
  for (const [filePath, imported] of JSON.parse(process.argv[1])) {
    const [{ messages }] = await eslint.lintText("import * as other from '" + imported + "';", { filePath });
    refused.push(messages.some(({ ruleId }) => ruleId === '@nx/enforce-module-boundaries'));
  }
  process.stdout.write(JSON.stringify(refused));
`;

/** Those of the imports that the lint rule about projects refuses. */
const refusedOf = (imports: readonly Import[]): readonly Import[] => {
  // Without the graph of the projects the rule lets everything pass.
  node('node_modules/.bin/nx', 'show', 'projects');
  const flags = JSON.parse(
    node('--input-type=module', '--eval', lintScript, JSON.stringify(imports)),
  ) as boolean[];
  return imports.filter((_, index) => flags[index]);
};

const server = '@credstream/embedded-eventstoredb';

describe('the lint rule on embedded servers', () => {
  const refused: readonly Import[] = [
    ['apps/apikey-service/src/module.ts', server],
    ['libs/eventstore/src/event-store.ts', '@credstream/embedded-nats'],
    ['libs/domain/kernel/src/decider.ts', '@credstream/embedded-mongodb'],
    ['libs/embedded/nats/src/server.ts', '@credstream/domain-kernel'],
    ['libs/embedded/mongodb/src/server.ts', '@credstream/crypto'],
    ['libs/embedded/eventstoredb/src/server.ts', '@credstream/eventstore'],
    ['libs/embedded/eventstoredb/contract/read.int.spec.ts', '@credstream/testing'],
  ];
  const allowed: readonly Import[] = [
    ['apps/cli/src/up.ts', server],
    ['libs/testing/src/servers.ts', server],
    ['e2e/journey.e2e.spec.ts', server],
    ['libs/eventstore/src/event-store.int.spec.ts', server],
    ['libs/eventstore/test/embedded-store.ts', server],
  ];

  it('refuses services and libraries to import one, and a server to import Credstream; tests may start one', () => {
    expect(refusedOf([...refused, ...allowed])).toEqual(refused);
  });
});
