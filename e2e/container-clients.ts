import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterTests, temporaryFolder } from './after-tests.js';
import { startChild } from './child.js';
import { type Ran, runProgram } from './run-program.js';

/** Who logs in: a user name and a password. */
export type Login = Readonly<{ username: string; password: string }>;

/** One program that speaks to registries, with a place of its own for what it remembers. */
export type ContainerClient = Readonly<{
  login: (host: string, login: Login) => Promise<Ran>;
  /** The test image, under this name. */
  push: (image: string) => Promise<Ran>;
  pull: (image: string) => Promise<Ran>;
}>;

const mustRun = async (command: string, args: readonly string[]): Promise<void> => {
  const { code, output } = await runProgram(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}:\n${output}`);
};

/** An image of one small file, as an OCI layout: `oci:<path>:latest`. */
export const makeImage = async (): Promise<string> => {
  // Clients make a name of the path, and names are in lower case.
  const folder = join(tmpdir(), `credstream-image-${randomUUID()}`);
  await mkdir(folder);
  afterTests(() => rm(folder, { recursive: true }));
  const layout = join(folder, 'image');
  const layer = join(folder, 'layer.tar');
  await mustRun('tar', ['--create', '--file', layer, '--directory', import.meta.dirname, 'package.json']);
  await mustRun('umoci', ['init', '--layout', layout]);
  await mustRun('umoci', ['new', '--image', `${layout}:latest`]);
  await mustRun('umoci', ['raw', 'add-layer', '--image', `${layout}:latest`, layer]);
  return `${layout}:latest`;
};

export const skopeo = (image: string): ContainerClient & Readonly<{ run: typeof runProgram }> => {
  const folder = temporaryFolder();
  const authfile = join(folder, 'auth.json');
  const env = { TMPDIR: folder };
  const run: typeof runProgram = (command, args, options) => runProgram(command, args, { env, ...options });
  return {
    run: (command, args, options) => run(command, [...args, '--authfile', authfile], options),
    login: (host, { username, password }) =>
      run(
        'skopeo',
        [
          ...['login', '--tls-verify=false', '--authfile', authfile],
          '-u',
          username,
          '--password-stdin',
          host,
        ],
        { input: password },
      ),
    push: (name) =>
      run('skopeo', [
        ...['--insecure-policy', 'copy', '--dest-tls-verify=false', '--dest-authfile', authfile],
        ...[`oci:${image}`, `docker://${name}`],
      ]),
    pull: (name) =>
      run('skopeo', [
        ...['--insecure-policy', 'copy', '--src-tls-verify=false', '--src-authfile', authfile],
        ...[`docker://${name}`, `dir:${join(folder, 'pulled')}`],
      ]),
  };
};

/** podman and buildah keep images of their own, so that they need neither a daemon nor rights of the kernel. */
const withStorage = (command: 'podman' | 'buildah', image: string): ContainerClient => {
  const folder = temporaryFolder();
  const storage = [
    ...['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'],
  ];
  const authfile = ['--authfile', join(folder, 'auth.json')];
  const env = { TMPDIR: folder, REGISTRY_AUTH_FILE: join(folder, 'auth.json') };
  const run = (args: readonly string[], input = '') =>
    runProgram(command, [...storage, ...args], { input, env });
  return {
    login: (host, { username, password }) =>
      run(['login', '--tls-verify=false', ...authfile, '-u', username, '--password-stdin', host], password),
    push: async (name) => {
      await run(['pull', `oci:${image}`]);
      const { output } = await run(['images', '--quiet']);
      const [id = ''] = output.trim().split('\n').slice(-1);
      return run(['push', '--tls-verify=false', ...authfile, id, `docker://${name}`]);
    },
    pull: (name) => run(['pull', '--tls-verify=false', ...authfile, `docker://${name}`]),
  };
};

export const podman = (image: string): ContainerClient => withStorage('podman', image);
export const buildah = (image: string): ContainerClient => withStorage('buildah', image);

export type Docker = ContainerClient &
  Readonly<{
    run: (args: readonly string[], input?: string) => Promise<Ran>;
    /** containerd's own client, on the containerd that docker has started. */
    ctr: (args: readonly string[]) => Promise<Ran>;
  }>;

/** A dockerd of its own, without a network and without what the machine has. */
export const startDocker = async (image: string): Promise<Docker> => {
  const folder = temporaryFolder();
  const socket = `unix://${join(folder, 'docker.sock')}`;
  const daemon = startChild(
    'dockerd',
    [
      ...['--bridge=none', '--iptables=false', '--ip6tables=false', '--storage-driver=vfs'],
      ...['--host', socket, '--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
      ...['--pidfile', join(folder, 'docker.pid')],
    ],
    { group: true },
  );
  // It takes its containerd with it only when it may end by itself.
  afterTests(async () => void (await daemon.end('SIGTERM')));
  const env = { DOCKER_HOST: socket, DOCKER_CONFIG: join(folder, 'config') };
  const run = (args: readonly string[], input = '') => runProgram('docker', args, { input, env });
  await daemon.prints(/API listen on/);
  const archive = join(folder, 'image.tar');
  await mustRun('skopeo', [
    ...['--insecure-policy', 'copy', `oci:${image}`, `docker-archive:${archive}:credstream/test:latest`],
  ]);
  const { code, output } = await run(['load', '--input', archive]);
  if (code !== 0) throw new Error(output);
  return {
    run,
    login: (host, { username, password }) =>
      run(['login', '--username', username, '--password-stdin', host], password),
    push: async (name) => {
      await run(['tag', 'credstream/test:latest', name]);
      return run(['push', name]);
    },
    pull: (name) => run(['pull', name]),
    ctr: (args) => runProgram('ctr', ['--address', join(folder, 'exec/containerd/containerd.sock'), ...args]),
  };
};
