import { copyFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { startChild } from './child.js';
import { adminPassword, type IdentitySuite, signedIn, startIdentitySuite } from './identity-suite.js';

const strictest = {
  compilerOptions: {
    ...{ target: 'es2023', lib: ['es2023', 'dom'], module: 'nodenext', types: ['node'] },
    ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
    ...{ noPropertyAccessFromIndexSignature: true, noUnusedLocals: true, verbatimModuleSyntax: true },
  },
  include: ['*.ts'],
};

/** Runs a program of node_modules, and answers what it printed. */
const run = async (
  folder: string,
  ...[program, ...args]: readonly [string, ...string[]]
): Promise<string> => {
  const child = startChild(process.execPath, [resolve(program), ...args], { cwd: folder });
  const exit = await child.exit;
  if (exit.code !== 0) throw new Error(`${program}: ${child.stdout()}${child.stderr()}`);
  return child.stdout();
};

let suite: IdentitySuite;
beforeAll(async () => {
  suite = await startIdentitySuite();
});
afterAll(() => suite.stop());

type Media = Readonly<Record<string, Readonly<{ example?: Readonly<Record<string, unknown>> }>>>;
type Operation = Readonly<{ operationId: string; requestBody?: Readonly<{ content: Media }> }>;
type Document = Readonly<{ paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }>;

/** What cannot be in an example that works everywhere: a token, a signature, a user who has left, the name of a read model. */
const withoutExample = [
  ...['checkCredential', 'introspectToken', 'notifyRegistry', 'postRegistryToken', 'postServiceToken'],
  ...[
    'providerLogout',
    'pushNamedValue',
    'putNamedValue',
    'readmitUser',
    'rebuildProjection',
    'renderDockerConfig',
    'reportLeaks',
    'retryProjectionFailure',
  ],
  ...['revokeToken', 'setCliSecret', 'skipProjectionFailure', 'startBrowserSession'],
];

/** What is revoked serves no other example; what is resolved has to be attached first. */
const isEarly = ([path]: readonly [string, unknown]): boolean => !/\/(revoke|resolve)$/.test(path);

describe('the examples of the OpenAPI document', () => {
  it('work as they stand, ids apart', async () => {
    const administrator = await signedIn(suite.url, 'admin', adminPassword);
    const { body } = await administrator('GET', '/openapi.json');
    /** Of the first thing of each resource, by its path as in the document. */
    const ids = new Map<string, string>();
    const idsIn = (path: string) =>
      path.replace(/\/\{\w+\}/g, (_name, place: number) => `/${ids.get(path.slice(0, place)) ?? ''}`);
    const outcomes: string[] = [];
    const silent: string[] = [];

    const paths = Object.entries((body as unknown as Document).paths);
    for (const [path, operations] of [...paths.filter(isEarly), ...paths.filter((each) => !isEarly(each))]) {
      for (const [verb, { operationId, requestBody }] of Object.entries(operations)) {
        if (!requestBody || path.startsWith('/scim')) continue;
        const [[type = '', { example = undefined } = {}] = []] = Object.entries(requestBody.content);
        if (!example) {
          silent.push(operationId);
          continue;
        }
        const sent = 'userId' in example ? { ...example, userId: ids.get('/api/v1/users') } : example;
        const call = type.includes('json') ? { json: sent } : { form: sent as Record<string, string> };
        const answer = await administrator(verb.toUpperCase(), idsIn(path), call);
        outcomes.push(`${operationId} ${answer.status < 300 ? 'works' : answer.text}`);
        const { id, name } = answer.body;
        if (answer.status === 201 && !ids.has(path)) ids.set(path, String(id ?? name));
      }
    }

    expect(outcomes.filter((outcome) => !outcome.endsWith(' works'))).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(13);
    expect(silent.sort()).toEqual(withoutExample);
  });
});

describe('a client that is made from the OpenAPI document', () => {
  it('types the calls that a program makes, strictly, and they run', async () => {
    const folder = temporaryFolder();
    const file = (name: string) => join(folder, name);
    await symlink(resolve('node_modules'), file('node_modules'));
    await writeFile(file('package.json'), '{"type":"module"}');
    await writeFile(file('tsconfig.json'), JSON.stringify(strictest));
    await writeFile(file('openapi.json'), await (await fetch(`${suite.url}/openapi.json`)).text());
    await copyFile('e2e/openapi-client/natural-calls.ts', file('natural-calls.ts'));

    const generator = 'node_modules/openapi-typescript/bin/cli.js';
    await run(folder, generator, file('openapi.json'), '--output', file('credstream-api.d.ts'));
    await run(folder, 'node_modules/typescript/bin/tsc', '-p', folder);
    const printed = await run(folder, file('natural-calls.js'), suite.url, 'admin', adminPassword);

    expect(JSON.parse(printed)).toEqual({
      seconds: 900,
      names: expect.arrayContaining(['night-build']),
      status: 'active',
      actors: expect.arrayContaining(['admin']),
      refusal: { status: 409, code: 'apikey.not_active' },
      keys: ['cs_key_', 'cs_key_'],
      revoked: 'revoked',
      roles: ['developer'],
    });
  });
});
