import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './after-tests.js';
import { startChild, type Variables } from './child.js';
import { installCommands, type InstalledCommands, type Ran } from './command-line/installed-commands.js';
import { type DockerDaemon, loadImage, makeImage, mustRun, startDocker } from './container-clients.js';
import { freePort } from './free-port.js';
import { helmProgram } from './kubernetes-programs.js';
import { waitUntil } from './wait-until.js';

const username = 'pipeline';
const password = `p w'"$\\%ü🔑`;

let commands: InstalledCommands;
let daemon: DockerDaemon;
let host: string;
let scripts: Readonly<Record<string, Readonly<{ push: string; pull: string }>>>;

/** A registry that knows nothing of Credstream: one user, in a file of htpasswd. */
const startPlainRegistry = async (): Promise<string> => {
  const [folder, port] = [temporaryFolder(), await freePort()];
  const [users, config] = [join(folder, 'htpasswd'), join(folder, 'config.yml')];
  await mustRun('htpasswd', ['-c', '-B', '-b', users, username, password]);
  writeFileSync(
    config,
    [
      'version: 0.1',
      'log: { level: warn, accesslog: { disabled: true } }',
      `storage: { filesystem: { rootdirectory: ${JSON.stringify(join(folder, 'data'))} } }`,
      `http: { addr: "127.0.0.1:${port}" }`,
      `auth: { htpasswd: { realm: plain, path: ${JSON.stringify(users)} } }`,
    ].join('\n'),
  );
  startChild('docker-registry', ['serve', config]);
  await waitUntil('the registry answers', () =>
    fetch(`http://localhost:${port}/v2/`).then(
      ({ status }) => status === 401 || undefined,
      () => undefined,
    ),
  );
  return `localhost:${port}`;
};

const makeChart = async (program: string): Promise<string> => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: app\nversion: 1.0.0\n');
  await mustRun(program, ['package', folder, '--destination', folder]);
  return join(folder, 'app-1.0.0.tgz');
};

/** Settings of docker in which Credstream is asked for this registry, as `configure-docker` writes them. */
const dockerSettings = async (): Promise<Variables> => {
  const env = { DOCKER_CONFIG: temporaryFolder(), ...daemon.env };
  expect(await commands.credstream(['configure-docker', host], { env })).toMatchObject({ code: 0 });
  return env;
};

const storeLogin = async (name: string): Promise<void> => {
  const create = ['credentials', 'create', name, '--type', 'registry', '--username', username];
  const made = await commands.credstream([...create, '--password-stdin', '-q'], { input: password });
  expect(made).toMatchObject({ code: 0, stderr: '' });
  const attach = ['credentials', 'attach', name, 'oci-registry', name, '--url', `http://${host}`, '-q'];
  expect(await commands.credstream(attach)).toMatchObject({ code: 0 });
};

/** Each with when it was changed. */
const credentials = async (): Promise<string> =>
  (await commands.credstream(['credentials', 'list', '--fields', 'id,name,version,updatedAt'])).stdout;

beforeAll(async () => {
  const image = await makeImage();
  let helm3: string;
  let helm4: string;
  [commands, daemon, host, helm3, helm4] = await Promise.all([
    installCommands(),
    startDocker(),
    startPlainRegistry(),
    helmProgram(3),
    helmProgram(4),
  ]);
  await loadImage(daemon, image);
  await storeLogin('plain-login');
  const helm = async (program: string, name: string) => ({
    push: `'${program}' push --plain-http '${await makeChart(program)}' oci://${host}/${name}`,
    pull: `'${program}' pull --plain-http oci://${host}/${name}/app --version 1.0.0 --destination "$DOCKER_CONFIG"`,
  });
  const settings = '"$DOCKER_CONFIG/config.json"';
  scripts = {
    docker: {
      push: `docker tag credstream/test:latest ${host}/docker:1 && docker push ${host}/docker:1`,
      pull: `docker pull ${host}/docker:1`,
    },
    skopeo: {
      push: `skopeo --insecure-policy copy --dest-tls-verify=false --dest-authfile ${settings} oci:${image} docker://${host}/skopeo:1`,
      pull: `skopeo --insecure-policy copy --src-tls-verify=false --src-authfile ${settings} docker://${host}/skopeo:1 dir:"$DOCKER_CONFIG/pulled"`,
    },
    'helm 3': await helm(helm3, 'helm3'),
    'helm 4': await helm(helm4, 'helm4'),
  };
});

const run = (client: string, act: 'push' | 'pull', env: Variables): Promise<Ran> =>
  commands.bash(scripts[client]?.[act] ?? 'false', env);

describe.each(['docker', 'skopeo', 'helm 3', 'helm 4'])('%s', (client) => {
  it('pushes and pulls with the login that Credstream keeps, and without it does not', async () => {
    const env = await dockerSettings();
    expect(await run(client, 'push', env)).toMatchObject({ code: 0 });
    expect(await run(client, 'pull', env)).toMatchObject({ code: 0 });
    // Nobody is signed in there.
    const without = await run(client, 'pull', { ...env, XDG_CONFIG_HOME: temporaryFolder() });
    expect(without.code).not.toBe(0);
    expect(`${without.stdout}${without.stderr}`).not.toContain(password);
  });
});

describe('docker', () => {
  it('logs in and out, which changes nothing at Credstream', async () => {
    const env = await dockerSettings();
    const before = await credentials();
    const login = await commands.bash(
      `credstream credentials reveal plain-login --field secret.password | docker login -u ${username} --password-stdin ${host}`,
      env,
    );
    expect(login).toMatchObject({ code: 0, stdout: expect.stringContaining('Login Succeeded') });
    expect(await commands.bash(`docker logout ${host}`, env)).toMatchObject({ code: 0 });
    expect(await credentials()).toBe(before);
    expect(await run('docker', 'pull', env)).toMatchObject({ code: 0 });
  });

  it('is given the new secret after a rotation, and none of a credential that was revoked', async () => {
    const env = await dockerSettings();
    const rotate = ['credentials', 'rotate', 'plain-login', '--password-stdin', '--username', username, '-q'];
    expect(await commands.credstream(rotate, { input: 'not the password' })).toMatchObject({ code: 0 });
    expect((await run('docker', 'pull', env)).code).not.toBe(0);
    expect(await commands.credstream(rotate, { input: password })).toMatchObject({ code: 0 });
    expect(await run('docker', 'pull', env)).toMatchObject({ code: 0 });
    const revoke = ['credentials', 'revoke', 'plain-login', '--yes', '-q'];
    expect(await commands.credstream(revoke)).toMatchObject({ code: 0 });
    const refused = await run('docker', 'pull', env);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('no basic auth credentials');
  });
});
