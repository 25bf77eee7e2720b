import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { projects } from './workspace-files.js';

const run = (program: string, ...args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

describe('docker-compose.yml', () => {
  const resolved = run('docker-compose', 'config');
  const services = run('docker-compose', 'config', '--services').trim().split('\n').sort();
  /** `credstream up` is for one machine without containers; all other apps are services. */
  const apps = projects()
    .filter(({ folder, tags }) => folder.startsWith('apps/') && tags.includes('type:app'))
    .map(({ name }) => name)
    .filter((name) => name !== 'cli');

  it('runs every app and the three servers they need, once the keys are made', () => {
    expect(services).toEqual([...apps, 'eventstoredb', 'keys', 'mongodb', 'nats'].sort());
    const built = [...resolved.matchAll(/^ +APP: (.+)$/gm)].map(([, app]) => app);
    expect(built.sort()).toEqual([...apps, 'cli'].sort());
    expect(count(resolved, /^ +condition: service_completed_successfully$/gm)).toBe(apps.length);
  });

  it('gives every app the keys of its own part, and no others; only who makes master keys may write there', () => {
    const mounted = apps.map((app) => {
      const [, block = ''] = new RegExp(`^  ${app}:\\n((?:    .*\\n)+)`, 'm').exec(resolved) ?? [];
      return [app, ...[...block.matchAll(/- keys-[a-z]+:(.+)$/gm)].map(([, path]) => path)];
    });
    const folder = (app: string) => `/var/lib/credstream/keys/${app.replace('-service', '')}`;
    const access = (app: string) => (app === 'credential-service' ? 'rw' : 'ro');
    expect(mounted).toEqual(apps.map((app) => [app, `${folder(app)}:${access(app)}`]));
  });

  it('tells every service that asks outside systems where it may', () => {
    const asking = [...resolved.matchAll(/^ {2}([a-z-]+):\n(?: {4}.*\n)*? {6}CREDSTREAM_EGRESS_ALLOW:/gm)];
    expect(asking.map(([, name]) => name)).toEqual([
      ...['apikey-service', 'audit-service', 'credential-service', 'token-service'],
    ]);
  });

  it('hands the settings of the key provider to credential-service alone', () => {
    const env = {
      ...process.env,
      CREDSTREAM_KEY_PROVIDER: 'vault-transit',
      CREDSTREAM_VAULT_FOLDER: '/vault',
    };
    const withVault = execFileSync('docker-compose', ['config'], { encoding: 'utf8', env });
    const holders = [
      ...withVault.matchAll(/^ {2}([a-z-]+):\n(?: {4}.*\n)*? {6}CREDSTREAM_KEY_PROVIDER: vault-transit$/gm),
    ];
    expect(holders.map(([, name]) => name)).toEqual(['credential-service']);
    expect(withVault).toMatch(/- \/vault:\/run\/vault:ro/);
    expect(withVault).toMatch(/CREDSTREAM_VAULT_TOKEN_FILE: \/run\/vault\/token/);
  });

  it('watches the health of every service and starts it again when it fails', () => {
    expect(count(resolved, /^ +healthcheck:$/gm)).toBe(services.length - 1);
    expect(count(resolved, /^ +restart: unless-stopped$/gm)).toBe(services.length - 1);
  });

  it('gives every app no more of the machine than it needs', () => {
    for (const app of apps) {
      const [, block = ''] = new RegExp(`^  ${app}:\\n((?:    .*\\n)+)`, 'm').exec(resolved) ?? [];
      expect(block).toMatch(/^    read_only: true$/m);
      expect(block).toMatch(/^    cap_drop:\n *- ALL$/m);
      expect(block).toMatch(/^    security_opt:\n *- no-new-privileges:true$/m);
    }
  });

  it('lets nobody in from outside this machine', () => {
    const ports = [...resolved.matchAll(/^ +ports:\n((?: +- .+\n)+)/gm)].map(([, list = '']) => list.trim());
    expect(ports).toEqual(['- 127.0.0.1:8080:8080/tcp']);
  });
});

describe('the image of the apps', () => {
  const stages = readFileSync('infra/docker/Dockerfile', 'utf8')
    .split(/^FROM /m)
    .slice(1);

  it('has a Node version with long-term support, and runs as nobody special', () => {
    expect(stages.map((stage) => stage.split(/\s/)[0])).toEqual([
      'node:24-bookworm-slim',
      'node:24-bookworm-slim',
    ]);
    expect(stages.at(-1)).toMatch(/^USER node$/m);
  });
});

describe('the configuration of NATS', () => {
  it('is accepted by nats-server', () => {
    expect(() => run('nats-server', '--config', 'infra/nats/nats-server.conf', '-t')).not.toThrow();
  });
});
