import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@credstream/testing';
import type { TestBench } from './programs.js';

type Settings = Readonly<Record<string, string | number>>;

/** Sections of a configuration as Swift reads it. */
const configuration = (sections: Readonly<Record<string, Settings>>): string =>
  Object.entries(sections)
    .map(([name, settings]) =>
      [`[${name}]`, ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`), ''].join('\n'),
    )
    .join('\n');

/**
 * OpenStack Swift with its S3 API: accounts and buckets, no objects. Answers its port. `users` are keys of S3: an id
 * `account:user`, the secret, and with `.admin` behind it the right to everything in the account.
 */
export const startSwift = async (
  bench: TestBench,
  region: string,
  users: Readonly<Record<string, string>>,
): Promise<number> => {
  const folder = bench.path('swift');
  const devices = join(folder, 'devices');
  await mkdir(join(devices, 'one'), { recursive: true });
  const [cache, proxy, account, container, object] = [
    ...[await bench.port(), await bench.port(), await bench.port()],
    ...[await bench.port(), await bench.port()],
  ] as const;
  const common = (port: number): Settings => ({
    ...{ bind_ip: '127.0.0.1', bind_port: port, user: 'root', swift_dir: folder, workers: 0 },
    ...{ devices, mount_check: 'false', log_address: join(folder, 'no-syslog') },
  });
  const file = async (name: string, sections: Readonly<Record<string, Settings>>): Promise<string> => {
    const path = join(folder, `${name}.conf`);
    await writeFile(path, configuration(sections));
    return path;
  };

  const starting = Object.entries({ account, container }).map(async ([name, port]) => {
    const path = await file(name, {
      DEFAULT: common(port),
      'pipeline:main': { pipeline: `${name}-server` },
      [`app:${name}-server`]: { use: `egg:swift#${name}` },
    });
    return bench.start(`swift-${name}-server`, [path], port);
  });
  for (const [name, port] of Object.entries({ account, container, object })) {
    const builder = (...args: string[]) =>
      execFileSync('swift-ring-builder', [join(folder, `${name}.builder`), ...args]);
    builder('create', '1', '1', '0');
    const device = ['--region', '1', '--zone', '1', '--ip', '127.0.0.1', '--port', String(port)];
    builder('add', ...device, '--device', 'one', '--weight', '1');
    builder('rebalance');
  }
  starting.push(
    bench.start('memcached', ['-u', 'root', '-l', '127.0.0.1', '-p', String(cache), '-U', '0'], cache),
  );
  const path = await file('proxy', {
    DEFAULT: common(proxy),
    'pipeline:main': { pipeline: 'cache s3api tempauth slo proxy-server' },
    'app:proxy-server': { use: 'egg:swift#proxy', account_autocreate: 'true' },
    'filter:cache': { use: 'egg:swift#memcache', memcache_servers: `127.0.0.1:${cache}` },
    'filter:tempauth': {
      use: 'egg:swift#tempauth',
      ...Object.fromEntries(
        Object.entries(users).map(([id, secret]) => [`user_${id.replace(':', '_')}`, secret]),
      ),
    },
    'filter:slo': { use: 'egg:swift#slo' },
    'filter:s3api': { use: 'egg:swift#s3api', location: region },
  });
  starting.push(
    bench.start('swift-proxy-server', [path], () =>
      fetch(`http://127.0.0.1:${proxy}/`).then(
        () => true,
        () => false,
      ),
    ),
  );
  await Promise.all(starting);
  await until('the rings are read', async () => (await fetch(`http://127.0.0.1:${proxy}/`)).status === 404);
  return proxy;
};
