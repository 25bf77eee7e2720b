import { type ChildProcess, spawn } from 'node:child_process';
import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditContract, type CheckpointPublication } from '@credstream/contracts/audit';
import { PartKeys } from '@credstream/crypto';
import {
  contextOf,
  reservePort,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
} from '@credstream/testing';
import { noteSigner, openCheckpoint, readVerifier, signCheckpoint } from '@credstream/transparency';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAuditService } from '../app.js';
import { readSettings } from '../env.js';

describe('a checkpoint', () => {
  let folder: string;
  let suite: ServiceUnderTest;
  let root: UserActor;
  let port: number;
  let nginx: ChildProcess | undefined;

  /** nginx takes what is put (WebDAV), and shows it. */
  const startNginx = async (): Promise<void> => {
    const configuration = join(folder, 'nginx.conf');
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    await writeFile(
      configuration,
      [
        `daemon off; pid ${folder}/nginx.pid; error_log stderr; worker_processes 1;`,
        'user root; events {} http { access_log off;',
        ...temporary.map((name) => `${name}_temp_path ${folder}/${name};`),
        `server { listen 127.0.0.1:${port}; root ${folder}/www; location / { dav_methods PUT; } } }`,
      ].join('\n'),
    );
    nginx = spawn('nginx', ['-c', configuration, '-e', 'stderr'], { stdio: 'ignore' });
  };
  const published = (file: string): Promise<string> => readFile(join(folder, file), 'utf8').catch(() => '');
  const happens = async (): Promise<void> => {
    const by = randomUUID();
    const metadata = { $correlationId: by, $causationId: by, actor: root };
    const event = { id: randomUUID(), type: 'ApiKeyRevoked', data: {}, metadata };
    await suite.store.append(`apikey-${by.replaceAll('-', '')}`, [event], 'any');
  };
  const publication = async (kind: string): Promise<CheckpointPublication | undefined> =>
    (await suite.client.call(auditContract.publications, {}, contextOf(root))).items.find(
      (each) => each.kind === kind,
    );

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'credstream-published-'));
    await mkdir(join(folder, 'www'));
    const reserved = await reservePort();
    port = reserved.port;
    await reserved.release();
    suite = await runService((variables) => startAuditService(readSettings(variables)), {
      variables: {
        CREDSTREAM_CHECKPOINT_FILE: join(folder, 'checkpoint'),
        CREDSTREAM_CHECKPOINT_URL: `http://127.0.0.1:${port}/checkpoint`,
        CREDSTREAM_EGRESS_ALLOW: '127.0.0.1',
      },
    });
    root = await suite.addUser({ roles: ['system-admin'] });
  });
  afterAll(async () => {
    await suite.stop();
    if (nginx?.kill()) await once(nginx, 'exit');
    await rm(folder, { recursive: true });
  });

  it('is published to a file while its URL does not answer, and that is shown', async () => {
    await until('the file has it', async () => (await published('checkpoint')) !== '');
    const failing = await until('the URL has failed', async () => {
      const found = await publication('url');
      return found?.lastFailure && found;
    });
    expect(failing).toMatchObject({
      place: `http://127.0.0.1:${port}/checkpoint`,
      lastFailure: { reason: expect.stringContaining('ECONNREFUSED') },
    });
    expect(await until('the file is known', () => publication('file'))).not.toHaveProperty('lastFailure');
  });

  it('is published to the URL when it answers again, and so are those after it', async () => {
    await startNginx();
    const { publicKey } = await suite.client.call(auditContract.checkpoint, {}, contextOf(root));
    const sizeAt = async (file: string): Promise<number> => {
      const note = await published(file);
      return note === '' ? 0 : openCheckpoint(note, [readVerifier(publicKey)]).size;
    };
    await until('it is there', async () => (await sizeAt('www/checkpoint')) > 0);
    const before = await sizeAt('www/checkpoint');
    await happens();
    await until('the next is there', async () => (await sizeAt('www/checkpoint')) > before);
    const found = await until('it is shown', async () => {
      const now = await publication('url');
      return now?.size === (await sizeAt('www/checkpoint')) && now;
    });
    expect(found).toMatchObject({ publishedAt: expect.anything() });
    expect(found).not.toHaveProperty('lastFailure');
  });

  it('does not replace one at the URL that says more than the log: that is evidence, and is shown', async () => {
    const keys = await PartKeys.open(suite.keysDir, 'audit');
    const origin = `credstream/${await suite.store.identity()}`;
    const info = JSON.stringify(['credstream log key', 0]);
    const seed = Buffer.from(hkdfSync('sha256', keys.secret('hash-key'), origin, info, 32));
    const { note } = signCheckpoint({ size: 1_000_000, root: randomBytes(32) }, noteSigner(origin, seed));
    await writeFile(join(folder, 'www/checkpoint'), note);
    await happens();
    const failing = await until('it is shown', async () => (await publication('url'))?.lastFailure);
    expect(failing.reason).toContain('the log was rolled back or forked');
    expect(await published('www/checkpoint')).toBe(note);
  });
});
