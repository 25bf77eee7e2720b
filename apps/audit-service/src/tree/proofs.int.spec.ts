import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditContract } from '@credstream/contracts/audit';
import { canonicalJson, type JsonValue } from '@credstream/crypto';
import {
  askLog,
  exportedText,
  fresh,
  runService,
  type ServiceUnderTest,
  until,
  type UserActor,
} from '@credstream/testing';
import {
  isConsistent,
  leafHash,
  NoteRefused,
  openCheckpoint,
  openKeyRotation,
  openNote,
  readVerifier,
  rootFromInclusion,
} from '@credstream/transparency';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Db, MongoClient } from 'mongodb';
import { startAuditService } from '../app.js';
import { readSettings } from '../env.js';

type Line = Readonly<{
  id: string;
  data: Record<string, JsonValue>;
  proof: Readonly<{ index: number; entry: string; path: readonly string[] }>;
}>;
type Trailer = Readonly<{
  trailer: Readonly<{ count: number; checkpoint: string; seal: string; rotations: readonly string[] }>;
}>;

const bytes = (hashes: readonly string[]): readonly Buffer[] =>
  hashes.map((hash) => Buffer.from(hash, 'base64'));

describe('what the audit log proves', () => {
  let suite: ServiceUnderTest;
  let account: string;
  let auditor: UserActor;
  let root: UserActor;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'credstream-checkpoint-'));
    await writeFile(join(folder, 'checkpoint'), 'edited by somebody');
    suite = await runService((variables) => startAuditService(readSettings(variables)), {
      variables: { CREDSTREAM_CHECKPOINT_FILE: join(folder, 'checkpoint') },
    });
    account = await suite.addAccount();
    auditor = await suite.addUser({ account, roles: ['auditor'] });
    root = await suite.addUser({ roles: ['system-admin'] });
  });
  afterAll(async () => {
    await suite.stop();
    await rm(folder, { recursive: true });
  });

  /** What is kept of the log, as somebody sees it who gets at the database. */
  const entries = async (work: (db: Db) => Promise<unknown>): Promise<void> => {
    const mongo = new MongoClient(suite.variables['MONGODB_URL'] ?? '');
    await work(mongo.db('credstream_audit'));
    await mongo.close();
  };
  const record = async (data: object = {}, type = 'ApiKeyCreated', of = account): Promise<string> => {
    const id = randomUUID();
    const by = randomUUID();
    const metadata = { $correlationId: by, $causationId: by, actor: auditor, account: of, ip: '192.0.2.7' };
    await suite.store.append(
      `apikey-${fresh('k').replaceAll('-', '')}`,
      [{ id, type, data, metadata }],
      'any',
    );
    return id;
  };
  const ask = <Q extends object, A extends object>(
    method: Parameters<typeof suite.client.call<Q, A>>[0],
    request: Q,
    actor: UserActor = auditor,
  ): Promise<A> => askLog(suite, method, request, actor);
  const exported = async (request: object): Promise<readonly string[]> =>
    (await exportedText(suite, request, auditor)).split('\n').slice(0, -1);

  it('that an entry is in it, against a signed checkpoint, with what never leaves the log', async () => {
    const eventId = await record({ name: 'ci', secretHash: 'not for anyone' });
    await record();
    const proof = await ask(auditContract.proveInclusion, { eventId });
    const { publicKey } = await ask(auditContract.checkpoint, {});
    const head = openCheckpoint(proof.checkpoint, [readVerifier(publicKey)]);
    const leaf = leafHash(proof.entry);
    expect(leaf.toString('base64')).toBe(proof.leafHash);
    expect(rootFromInclusion(leaf, proof.leafIndex, proof.treeSize, bytes(proof.path))).toEqual(head.root);
    expect(head.size).toBe(proof.treeSize);
    const hash = (value: JsonValue) => createHash('sha256').update(canonicalJson(value)).digest('base64');
    expect(JSON.parse(proof.entry)).toMatchObject({
      ...{ v: 1, id: eventId, type: 'ApiKeyCreated', account, ip: '192.0.2.7' },
      data: { name: hash('ci'), secretHash: hash('not for anyone') },
    });
    expect(proof.entry).not.toContain('not for anyone');
  });

  it('that it has only grown', async () => {
    const before = await ask(auditContract.checkpoint, {});
    await ask(auditContract.proveInclusion, { eventId: await record() });
    const after = await ask(auditContract.checkpoint, {});
    expect(after.size).toBeGreaterThan(before.size);
    const { path } = await ask(auditContract.proveConsistency, { from: before.size, to: after.size });
    const headOf = ({ size, root: hash }: typeof after) => ({ size, root: Buffer.from(hash, 'base64') });
    expect(isConsistent(headOf(before), headOf(after), bytes(path))).toBe(true);
    await expect(ask(auditContract.proveConsistency, { from: 2, to: 1 })).rejects.toMatchObject({
      code: 'request.invalid',
    });
    await expect(
      ask(auditContract.proveConsistency, { from: 1, to: after.size + 1_000 }),
    ).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('nothing to those whose entry it is not, and nothing of entries that are not there', async () => {
    const other = await suite.addAccount();
    const refusal = { code: 'audit.entry_not_found' };
    const eventId = await record({}, 'ApiKeyCreated', other);
    await expect(ask(auditContract.proveInclusion, { eventId })).rejects.toMatchObject(refusal);
    await expect(ask(auditContract.proveInclusion, { eventId: randomUUID() })).rejects.toMatchObject(refusal);
    await expect(ask(auditContract.proveInclusion, { eventId }, root)).resolves.toMatchObject({ eventId });
    const viewer = await suite.addUser({ account, roles: ['viewer'] });
    for (const work of [
      () => ask(auditContract.proveInclusion, { eventId }, viewer),
      () => ask(auditContract.proveConsistency, {}, viewer),
      () => ask(auditContract.export, {}, viewer),
      () => ask(auditContract.rotateKey, {}, auditor),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: 'auth.not_permitted' });
    }
  });

  it('every line of an export, and that the export is whole', async () => {
    for (let n = 0; n < 5; n += 1) await record({ name: `=cmd(${n})\n"quoted"` });
    const lines = await exported({ account });
    const { trailer } = JSON.parse(lines.at(-1) ?? '') as Trailer;
    const { publicKey } = await ask(auditContract.checkpoint, {});
    const keys = [readVerifier(publicKey)];
    const head = openCheckpoint(trailer.checkpoint, keys);
    let chain = Buffer.alloc(32);
    const entries = lines.slice(0, -1);
    for (const line of entries) {
      const { proof } = JSON.parse(line) as Line;
      const hash = leafHash(proof.entry);
      expect(rootFromInclusion(hash, proof.index, head.size, bytes(proof.path))).toEqual(head.root);
      chain = createHash('sha256').update(chain).update(`${line}\n`).digest();
    }
    const [, kind, query, count, sealed, size] = openNote(trailer.seal, keys).text.split('\n');
    expect(kind).toBe('credstream audit export v1');
    expect([Number(count), sealed, Number(size)]).toEqual([
      entries.length,
      chain.toString('base64'),
      head.size,
    ]);
    expect(JSON.parse(query ?? '')).toEqual({ account, format: 'ndjson' });
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask(auditContract.list, {
        account,
        limit: 200,
        ...(cursor !== undefined && { cursor }),
      });
      listed.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(entries.map((line) => (JSON.parse(line) as Line).id)).toEqual(listed);
  });

  it('in parts, of which none is taken for another question or by another key', async () => {
    const by = randomUUID();
    const metadata = { $correlationId: by, $causationId: by, actor: auditor, account };
    const many = Array.from({ length: 201 }, () => ({
      ...{ id: randomUUID(), type: 'ApiKeyRevoked', data: {}, metadata },
    }));
    await suite.store.append(`apikey-${fresh('many').replaceAll('-', '')}`, many, 'any');
    const { nextCursor = '' } = await ask(auditContract.export, { account });
    expect(nextCursor).not.toBe('');
    const refusal = { details: { errors: [expect.objectContaining({ path: 'cursor' })] } };
    for (const request of [
      { account, cursor: nextCursor, format: 'csv' },
      { account, cursor: nextCursor, type: 'ApiKeyRevoked' },
      { account, cursor: 'made up' },
    ]) {
      await expect(ask(auditContract.export, request)).rejects.toMatchObject(refusal);
    }
    const { nextCursor: ofList = '' } = await ask(auditContract.list, { account, limit: 1 });
    await expect(ask(auditContract.export, { account, cursor: ofList })).rejects.toMatchObject(refusal);
    await expect(ask(auditContract.list, { account, cursor: nextCursor })).rejects.toMatchObject(refusal);
  });

  it('through a rotation of its key, of which both keys sign a note', async () => {
    const { publicKey: before } = await ask(auditContract.checkpoint, {});
    const { publicKey: after, checkpoint, rotations } = await ask(auditContract.rotateKey, {}, root);
    expect(after).not.toBe(before);
    expect(openKeyRotation(rotations[0] ?? '', readVerifier(before)).to.text).toBe(after);
    expect(openCheckpoint(checkpoint, [readVerifier(after)]).size).toBeGreaterThan(0);
  });

  it('the same after its database was lost, also of what retention has removed since', async () => {
    const stream = `apikey-${fresh('gone').replaceAll('-', '')}`;
    const by = randomUUID();
    const metadata = { $correlationId: by, $causationId: by, actor: auditor, account };
    await suite.store.append(
      stream,
      [{ id: randomUUID(), type: 'ApiKeyCreated', data: {}, metadata }],
      'any',
    );
    const eventId = await record({ name: 'kept' });
    const before = await ask(auditContract.proveInclusion, { eventId });
    await suite.store.deleteStream(stream);
    const copy = suite.service;
    await suite.stopCopy(copy);
    await entries((db) => db.dropDatabase());
    await suite.startCopy();
    const after = await ask(auditContract.proveInclusion, { eventId });
    expect(after).toMatchObject({ entry: before.entry, leafIndex: before.leafIndex });
    const { publicKey } = await ask(auditContract.checkpoint, {});
    const head = openCheckpoint(after.checkpoint, [readVerifier(publicKey)]);
    expect(rootFromInclusion(leafHash(after.entry), after.leafIndex, head.size, bytes(after.path))).toEqual(
      head.root,
    );
  });

  it('in the file that is published, whatever somebody wrote there', async () => {
    const keys = [readVerifier((await ask(auditContract.checkpoint, {})).publicKey)];
    const isSigned = (text: string): boolean => {
      try {
        return openCheckpoint(text, keys).size > 0;
      } catch (error) {
        if (error instanceof NoteRefused) return false;
        throw error;
      }
    };
    await until('it is published', async () => isSigned(await readFile(join(folder, 'checkpoint'), 'utf8')));
  });

  it('nothing any more, when the list shows an entry that was never signed', async () => {
    const eventId = await record();
    await ask(auditContract.proveInclusion, { eventId });
    await entries((db) =>
      db.collection('audit_log_v5').updateOne({ eventId }, { $set: { ip: '192.0.2.8' } }),
    );
    const refusal = { code: 'audit.log_diverged' };
    await expect(ask(auditContract.proveInclusion, { eventId })).rejects.toMatchObject(refusal);
    await expect(ask(auditContract.checkpoint, {})).rejects.toMatchObject(refusal);
    await expect(ask(auditContract.export, {})).rejects.toMatchObject(refusal);
    await expect(ask(auditContract.list, { limit: 1 })).resolves.toBeDefined();
  });
});
