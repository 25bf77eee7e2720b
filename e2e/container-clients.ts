import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterTests, temporaryFolder } from './after-tests.js';
import { startChild, type Variables } from './child.js';
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

export const mustRun = async (
  command: string,
  args: readonly string[],
  env: Variables = {},
): Promise<string> => {
  const { code, output } = await runProgram(command, args, { env });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}:\n${output}`);
  return output;
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

export type Skopeo = ContainerClient &
  Readonly<{
    /** The tags of a repository, as JSON. */
    tags: (repository: string) => Promise<Ran>;
    remove: (image: string) => Promise<Ran>;
  }>;

export const skopeo = (image: string): Skopeo => {
  const folder = temporaryFolder();
  const authfile = join(folder, 'auth.json');
  const env = { TMPDIR: folder };
  const run = (args: readonly string[], input = '') => runProgram('skopeo', args, { env, input });
  const plain = ['--tls-verify=false', '--authfile', authfile];
  return {
    login: (host, { username, password }) =>
      run(['login', ...plain, '-u', username, '--password-stdin', host], password),
    tags: (repository) => run(['list-tags', ...plain, `docker://${repository}`]),
    remove: (name) => run(['delete', ...plain, `docker://${name}`]),
    push: (name) =>
      run([
        ...['--insecure-policy', 'copy', '--dest-tls-verify=false', '--dest-authfile', authfile],
        ...[`oci:${image}`, `docker://${name}`],
      ]),
    pull: (name) =>
      run([
        ...['--insecure-policy', 'copy', '--src-tls-verify=false', '--src-authfile', authfile],
        ...[`docker://${name}`, `dir:${join(folder, 'pulled')}`],
      ]),
  };
};

/** Where podman and buildah keep images, so that they need neither a daemon nor rights of the kernel. */
export type ImageStorage = Readonly<{ options: readonly string[]; imageId: string }>;

/** A storage that holds the test image. */
export const makeStorage = async (image: string): Promise<ImageStorage> => {
  const folder = temporaryFolder();
  const options = [
    ...['--root', join(folder, 'root'), '--runroot', join(folder, 'run'), '--storage-driver', 'vfs'],
  ];
  await mustRun('buildah', [...options, 'pull', `oci:${image}`]);
  const imageId = (await mustRun('buildah', [...options, 'images', '--quiet'])).trim();
  return { options, imageId };
};

const withStorage = (command: 'podman' | 'buildah', { options, imageId }: ImageStorage): ContainerClient => {
  const folder = temporaryFolder();
  const authfile = ['--authfile', join(folder, 'auth.json')];
  const env = { TMPDIR: folder, REGISTRY_AUTH_FILE: join(folder, 'auth.json') };
  const run = (args: readonly string[], input = '') =>
    runProgram(command, [...options, ...args], { input, env });
  // Else buildah asks nobody for what the storage has.
  const always = command === 'buildah' ? ['--policy', 'always'] : [];
  return {
    login: (host, { username, password }) =>
      run(['login', '--tls-verify=false', ...authfile, '-u', username, '--password-stdin', host], password),
    push: (name) => run(['push', '--tls-verify=false', ...authfile, imageId, `docker://${name}`]),
    pull: (name) => run(['pull', ...always, '--tls-verify=false', ...authfile, `docker://${name}`]),
  };
};

export const podman = (storage: ImageStorage): ContainerClient => withStorage('podman', storage);
export const buildah = (storage: ImageStorage): ContainerClient => withStorage('buildah', storage);

/** A dockerd of its own, without a network and without what the machine has. */
export type DockerDaemon = Readonly<{
  /** With which a client finds it. */
  env: Readonly<{ DOCKER_HOST: string }>;
  /** containerd's own client, on the containerd that docker has started. */
  ctr: (args: readonly string[]) => Promise<Ran>;
}>;

export const startDocker = async (): Promise<DockerDaemon> => {
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
  await daemon.prints(/API listen on/);
  return {
    env: { DOCKER_HOST: socket },
    ctr: (args) => runProgram('ctr', ['--address', join(folder, 'exec/containerd/containerd.sock'), ...args]),
  };
};

const dockerImage = 'credstream/test:latest';

/** Gives the test image to the daemon. */
export const loadImage = async ({ env }: DockerDaemon, image: string): Promise<void> => {
  const archive = join(temporaryFolder(), 'image.tar');
  await mustRun('skopeo', [
    ...['--insecure-policy', 'copy', `oci:${image}`, `docker-archive:${archive}:${dockerImage}`],
  ]);
  await mustRun('docker', ['load', '--input', archive], env);
};

/** A user of docker, with a configuration of their own, after `loadImage`. */
export const docker = ({
  env: shared,
}: DockerDaemon): ContainerClient & Readonly<{ logout: (host: string) => Promise<Ran> }> => {
  const env = { ...shared, DOCKER_CONFIG: temporaryFolder() };
  const run = (args: readonly string[], input = '') => runProgram('docker', args, { input, env });
  return {
    login: (host, { username, password }) =>
      run(['login', '--username', username, '--password-stdin', host], password),
    logout: (host) => run(['logout', host]),
    push: async (name) => {
      await run(['tag', dockerImage, name]);
      return run(['push', name]);
    },
    pull: (name) => run(['pull', name]),
  };
};
