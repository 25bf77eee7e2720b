/**
 * Makes sure of the programs that the tests drive. As root where there is apt-get (Debian, Ubuntu) it installs
 * what is missing; anywhere else it says what is missing and how to get it, and fails.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * `name` is the command, and Debian's package too unless `package` names it; `service` is what Debian would start at
 * boot, one or several; `file` is what a package without a command brings.
 */
export const programs = [
  { name: 'nats-server', service: 'nats-server', about: 'NATS server 2.9 or newer' },
  { name: 'nginx', service: 'nginx', about: 'nginx with auth_request' },
  { name: 'haproxy', service: 'haproxy', about: 'HAProxy 2.6 or newer with Lua' },
  { name: 'caddy', service: 'caddy', about: 'Caddy 2.6 or newer' },
  { name: 'curl', about: 'curl' },
  { name: 'chromium', about: 'Chromium, which shows the console' },
  { name: 'openssl', about: 'openssl, which makes certificates' },
  { name: 'zsh', about: 'zsh, whose completion is tried' },
  { name: 'fish', about: 'fish, whose completion is tried' },
  { name: 'strace', about: 'strace, which makes system calls fail on purpose' },
  { name: 'faketime', about: 'faketime, which sets the clock of a process' },
  { name: 'docker-compose', about: 'docker-compose, which checks docker-compose.yml' },
  { name: 'docker-registry', service: 'docker-registry', about: 'the container registry of distribution' },
  {
    name: 'dockerd',
    package: 'docker.io',
    service: 'docker',
    about: 'Docker 20.10 or newer, and its client',
  },
  { name: 'ctr', package: 'containerd', service: 'containerd', about: 'containerd and its client' },
  { name: 'skopeo', about: 'skopeo, a client of registries' },
  { name: 'podman', about: 'podman, a client of registries' },
  { name: 'buildah', about: 'buildah, a client of registries' },
  { name: 'umoci', about: 'umoci, which makes images' },
  { name: 'htpasswd', package: 'apache2-utils', about: 'htpasswd, which makes files of passwords' },
  { name: 'git', about: 'git with git http-backend' },
  { name: 'fcgiwrap', service: 'fcgiwrap', about: 'fcgiwrap, which runs git behind nginx' },
  { name: 'squid', service: 'squid', about: 'squid, a proxy' },
  { name: 'rsyslogd', package: 'rsyslog', service: 'rsyslog', about: 'rsyslog, a receiver of syslog' },
  {
    name: 'rsyslog-gnutls',
    file: '/var/lib/dpkg/info/rsyslog-gnutls.list',
    about: 'TLS for rsyslog',
  },
  { name: 'dnsmasq', package: 'dnsmasq-base', about: 'dnsmasq, a name server' },
  { name: 's3cmd', about: 's3cmd, a client of S3' },
  { name: 'swift-proxy-server', package: 'swift-proxy', service: 'swift-proxy', about: "Swift's S3 API" },
  {
    name: 'swift-account-server',
    package: 'swift-account',
    service: ['', '-auditor', '-reaper', '-replicator'].map((part) => `swift-account${part}`),
    about: "Swift's accounts",
  },
  {
    name: 'swift-container-server',
    package: 'swift-container',
    service: ['', '-auditor', '-reconciler', '-replicator', '-sharder', '-sync', '-updater'].map(
      (part) => `swift-container${part}`,
    ),
    about: "Swift's buckets",
  },
  { name: 'memcached', service: 'memcached', about: 'memcached, which Swift needs' },
  {
    name: 'python3-requests',
    file: '/usr/lib/python3/dist-packages/requests/__init__.py',
    about: "requests, Python's client for HTTP",
  },
  {
    name: 'python3-prometheus-client',
    file: '/usr/lib/python3/dist-packages/prometheus_client/__init__.py',
    about: "Prometheus' client for Python, with the parser of its format",
  },
  {
    name: 'python3-hvac',
    file: '/usr/lib/python3/dist-packages/hvac/__init__.py',
    about: "hvac, Vault's client for Python",
  },
];

const packageOf = ({ name, package: own }) => own ?? name;

/** Debian keeps servers where an ordinary user's PATH does not look. */
export const searchPath = (path = '') => [path, '/usr/local/sbin', '/usr/sbin', '/sbin'].join(delimiter);

/** The programs that no folder of `path` holds. */
export const missingPrograms = (path) =>
  programs.filter(
    ({ name, file }) =>
      !path.split(delimiter).some((folder) => folder !== '' && isExecutable(join(folder, name))) &&
      !(path !== '' && file && existsSync(file)),
  );

/** What to say when nothing can be installed from here. */
export const advice = (missing) =>
  [
    'The tests need programs that are not here:',
    ...missing.map(({ name, about }) => `  ${name.padEnd(15)} ${about}`),
    'On Debian or Ubuntu, as root: apt-get install ' + missing.map(packageOf).join(' '),
    'Elsewhere, install them with your package manager and put them on the PATH.',
  ].join('\n');

const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const run = (command, ...args) => {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed.\n${error ?? stdout + stderr}`);
};

const policyFile = '/usr/sbin/policy-rc.d';

/** While this file says 101, Debian's packages start no service. One that is there already is the owner's. */
const withoutStartingServices = (action) => {
  if (existsSync(policyFile)) return action();
  // Ctrl-C ends apt-get, which fails the action; this process must live on to take the file away again.
  const stayAlive = () => {};
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stayAlive);
  writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
  try {
    return action();
  } finally {
    rmSync(policyFile);
    for (const signal of signals) process.off(signal, stayAlive);
  }
};

const install = (missing) => {
  const names = missing.map(packageOf);
  console.log(`Installing ${names.join(', ')} with apt-get.`);
  withoutStartingServices(() => {
    run('apt-get', 'update');
    run('apt-get', 'install', '--yes', '--no-install-recommends', ...names);
  });
  // Nor at the next boot: the tests start their own, on ports of their own.
  const services = missing.flatMap(({ service }) => service ?? []);
  if (services.length > 0 && existsSync('/usr/bin/systemctl')) run('systemctl', 'disable', ...services);
};

/** Returns when every program is there; throws with words for a person when that cannot be had. */
export const ensurePrograms = () => {
  const path = searchPath(process.env.PATH);
  const missing = missingPrograms(path);
  if (missing.length === 0) return;
  const canInstall = process.getuid?.() === 0 && isExecutable('/usr/bin/apt-get');
  if (!canInstall) throw new Error(advice(missing));
  install(missing);
  const still = missingPrograms(path);
  if (still.length > 0) throw new Error(advice(still));
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    ensurePrograms();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
