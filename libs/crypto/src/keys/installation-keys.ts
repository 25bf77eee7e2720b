import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { JWK } from 'jose';
import { createPrivatePem, readSigningKey } from '../signing-key.js';
import {
  checkOf,
  parsePartFile,
  type PartFile,
  type PublicKeys,
  sealingFile,
  secretBytes,
  secretFile,
  signingFile,
} from './part-file.js';
import { partFileName } from './part-keys.js';
import {
  exists,
  KeyFileRefused,
  makePrivateFolder,
  readPrivateFile,
  requirePrivateFolder,
  writePrivateFile,
} from './private-files.js';
import { keysOf, type Ring, turn } from './ring.js';
import { createSealingPem, readSealingKey } from './sealing-key.js';
import { readSingleFolder, removeSingleFolder, type SingleFolder } from './single-folder.js';

/** What one part of an installation needs. */
export type PartPlan = Readonly<{
  /** Whether it signs: tokens, feeds. Every part has keys to seal with. */
  signs: 'signs' | 'signs nothing';
  /** Whose messages it takes. */
  trusts: readonly string[];
  /** Secrets of its own; nobody else has them. */
  own: readonly string[];
  /** Secrets that several parts hold. */
  shared: readonly string[];
}>;

export type KeyPlan = Readonly<Record<string, PartPlan>>;

/** What `rotateKeys` rotates: the keys of the parts, or a shared secret. */
export type Rotation = 'signing' | Readonly<{ secret: string }>;

/** How long what has retired is still good for what was made with it. Versions of secrets are never dropped. */
const retiredKeptMs = 86_400_000;

/** Running processes have seen the rotation before by then. */
const rotateAtMostEveryMs = 5_000;

/** A new file of a part folder, to be written before the list that speaks of it. */
type NewFile = Readonly<{ part: string; file: string; content: string | Uint8Array }>;

const newSealingKey = (part: string): Readonly<{ jwk: JWK; file: NewFile }> => {
  const pem = createSealingPem();
  const { kid, publicJwk } = readSealingKey(pem);
  return { jwk: publicJwk, file: { part, file: sealingFile(kid), content: pem } };
};

const newSigningKey = async (
  part: string,
  pem = createPrivatePem(),
): Promise<Readonly<{ jwk: JWK; file: NewFile }>> => {
  const { kid, publicJwk } = await readSigningKey(pem);
  return { jwk: publicJwk, file: { part, file: signingFile(kid), content: pem } };
};

const publicHalves = (files: ReadonlyMap<string, PartFile>, trusts: readonly string[]) =>
  Object.fromEntries(trusts.flatMap((name) => (files.has(name) ? [[name, files.get(name)!.own]] : [])));

/** The folders of the parts below the folder of keys, as they are. */
class Folders {
  constructor(
    readonly root: string,
    private readonly plan: KeyPlan,
  ) {}

  pathOf(part: string, file: string): string {
    return join(this.root, part, file);
  }

  async read(): Promise<Map<string, PartFile>> {
    const files = new Map<string, PartFile>();
    for (const part of Object.keys(this.plan)) {
      const path = this.pathOf(part, partFileName);
      if (!(await exists(path))) continue;
      await requirePrivateFolder(join(this.root, part));
      files.set(part, parsePartFile(path, await readPrivateFile(path), part));
    }
    return files;
  }

  /** The new files first, then the lists: whoever reads in between finds all that its list speaks of. */
  async write(files: ReadonlyMap<string, PartFile>, made: readonly NewFile[]): Promise<void> {
    for (const part of files.keys()) await makePrivateFolder(join(this.root, part));
    await Promise.all(
      made.map(({ part, file, content }) => writePrivateFile(this.pathOf(part, file), content)),
    );
    const lists = [...files].map(([part, file]) => {
      const trusted = publicHalves(files, this.plan[part]?.trusts ?? []);
      const text = JSON.stringify({ ...file, trusted }, null, 2);
      return writePrivateFile(this.pathOf(part, partFileName), `${text}\n`);
    });
    await Promise.all(lists);
  }

  /** Ends what a rotation or a new part that was interrupted began: every part knows the keys of the others. */
  async settle(files: ReadonlyMap<string, PartFile>): Promise<void> {
    const isSettled = ([part, { trusted }]: [string, PartFile]): boolean =>
      isDeepStrictEqual(trusted, publicHalves(files, this.plan[part]?.trusts ?? []));
    if (![...files].every(isSettled)) await this.write(files, []);
  }

  /** What lies beside a list and is not in it any more. */
  async sweep(files: ReadonlyMap<string, PartFile>): Promise<void> {
    for (const [part, { own }] of files) {
      const sealing = keysOf(own.sealing).map(({ kid }) => sealingFile(String(kid)));
      const signing = own.signing
        ? [own.signing.current, own.signing.next].map((jwk) => signingFile(String(jwk?.kid)))
        : [];
      const kept = new Set([...sealing, ...signing]);
      for (const name of await readdir(join(this.root, part))) {
        if (/^(sealing|signing)\.[\w-]+\.pem$/.test(name) && !kept.has(name))
          await rm(this.pathOf(part, name));
      }
    }
  }
}

const lockFile = 'rotation.lock';

/** There while the keys of a new installation are made: who finds it begins anew, for nobody has used them. */
const unfinishedFile = 'unfinished';

/** One change at a time: two at once would make keys that half of the parts do not know. */
const exclusively = async <T>(root: string, work: () => Promise<T>): Promise<T> => {
  await makePrivateFolder(root);
  const path = join(root, lockFile);
  if (await exists(path)) {
    const holder = Number(await readFile(path, 'utf8'));
    if (holder !== process.pid && isRunning(holder)) {
      throw new KeyFileRefused(path, `process ${holder} is changing the keys; try again when it has ended`);
    }
  }
  await writePrivateFile(path, String(process.pid));
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
};

const isRunning = (pid: number): boolean => {
  try {
    return Number.isSafeInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Secrets as they are made: at random, but for what an older layout held. */
class Secrets {
  private readonly shared = new Map<string, Buffer>();
  readonly files: NewFile[] = [];

  constructor(private readonly before: SingleFolder | undefined) {}

  add(part: string, name: string, kind: 'own' | 'shared'): Readonly<Record<string, string>> {
    const made = this.shared.get(name) ?? this.before?.secrets.get(name) ?? randomBytes(secretBytes);
    if (kind === 'shared') this.shared.set(name, made);
    return this.put(part, name, 1, made);
  }

  put(part: string, name: string, version: number, value: Buffer): Readonly<Record<string, string>> {
    this.files.push({ part, file: secretFile(name, version), content: value });
    const full = `${name}.${version}`;
    return { [full]: checkOf(value, full) };
  }
}

const versionsOf = (first: number, next?: number): Ring<number> => ({
  current: first,
  ...(next !== undefined && { next }),
  retired: [],
});

const makeParts = async (
  folders: Folders,
  plan: KeyPlan,
  parts: readonly string[],
  present: ReadonlyMap<string, PartFile>,
  before: SingleFolder | undefined,
): Promise<void> => {
  const [known] = present.values();
  const installation = known?.installation ?? randomBytes(16).toString('hex');
  const rotatedAt = new Date().toISOString();
  const files = new Map(present);
  const made: NewFile[] = [];
  const secrets = new Secrets(before);
  const nextOfShared = new Map<string, Buffer>();
  for (const part of parts) {
    const { signs, own, shared } = plan[part] ?? { signs: 'signs nothing', own: [], shared: [] };
    const [sealing, nextSealing] = [newSealingKey(part), newSealingKey(part)];
    made.push(sealing.file, nextSealing.file);
    const keys: { -readonly [K in keyof PublicKeys]: PublicKeys[K] } = {
      sealing: { current: sealing.jwk, next: nextSealing.jwk, retired: [] },
    };
    if (signs === 'signs') {
      const [signing, next] = [
        await newSigningKey(part, before?.signing.get(part)),
        await newSigningKey(part),
      ];
      made.push(signing.file, next.file);
      keys.signing = { current: signing.jwk, next: next.jwk, retired: [] };
    }
    let checks: Readonly<Record<string, string>> = {};
    const versions: Record<string, Ring<number>> = {};
    for (const name of own) {
      checks = { ...checks, ...secrets.add(part, name, 'own') };
      versions[name] = versionsOf(1);
    }
    for (const name of shared) {
      const holder = [...present].find(([, file]) => file.secrets[name]);
      if (holder) {
        const [from, file] = holder;
        for (const version of keysOf(file.secrets[name]!)) {
          const value = await readPrivateFile(folders.pathOf(from, secretFile(name, version)));
          checks = { ...checks, ...secrets.put(part, name, version, value) };
        }
        versions[name] = file.secrets[name]!;
        continue;
      }
      checks = { ...checks, ...secrets.add(part, name, 'shared') };
      const next = nextOfShared.get(name) ?? randomBytes(secretBytes);
      nextOfShared.set(name, next);
      checks = { ...checks, ...secrets.put(part, name, 2, next) };
      versions[name] = versionsOf(1, 2);
    }
    files.set(part, {
      format: 1,
      installation,
      part,
      rotatedAt,
      own: keys,
      trusted: {},
      secrets: versions,
      checks,
    });
  }
  await folders.write(files, [...made, ...secrets.files]);
};

const noKeys = (root: string): KeyFileRefused =>
  new KeyFileRefused(
    root,
    'it holds no keys, and the event log was written with keys that nothing can replace; restore the folder from a ' +
      'backup, or name the right one by CREDSTREAM_KEYS_DIR',
  );

export type Provisioned = 'made' | 'moved' | 'extended' | 'present';

/**
 * Sees to it that every part has its folder of keys: makes those of a new installation, takes over those of the
 * layout before (all in one folder), adds a part that is new in this version. `expected` says that an installation
 * with keys exists, in the log: then nothing is made anew. Throws `KeyFileRefused`.
 */
export const provideKeys = async (
  root: string,
  plan: KeyPlan,
  expected: 'keys exist' | 'may be new',
): Promise<Provisioned> => {
  if (expected === 'keys exist' && !(await exists(root))) throw noKeys(root);
  return exclusively(root, async () => {
    const folders = new Folders(root, plan);
    const unfinished = join(root, unfinishedFile);
    const present = (await exists(unfinished)) ? new Map<string, PartFile>() : await folders.read();
    const missing = Object.keys(plan).filter((part) => !present.has(part));
    if (missing.length === 0) {
      await folders.settle(present);
      return 'present';
    }
    const before = present.size === 0 ? await readSingleFolder(root) : undefined;
    if (present.size === 0 && !before && expected === 'keys exist') {
      throw noKeys(root);
    }
    const knownParts = new Set([...present.values()].flatMap(({ trusted }) => Object.keys(trusted)));
    for (const part of missing) {
      if (knownParts.has(part) || (present.size > 0 && part === 'gateway')) {
        const folder = join(root, part);
        throw new KeyFileRefused(
          (await exists(folder)) ? folders.pathOf(part, partFileName) : folder,
          'it is missing, and its keys cannot be made anew; restore it from a backup',
        );
      }
    }
    if (present.size === 0) await writePrivateFile(unfinished, '');
    await makeParts(folders, plan, missing, present, before);
    await rm(unfinished, { force: true });
    if (before) await removeSingleFolder(before);
    return before ? 'moved' : present.size > 0 ? 'extended' : 'made';
  });
};

const requireRested = (files: ReadonlyMap<string, PartFile>, now: Date): void => {
  const last = Math.max(...[...files.values()].map(({ rotatedAt }) => Date.parse(rotatedAt)));
  if (now.getTime() - last >= rotateAtMostEveryMs || now.getTime() < last) return;
  throw new RotationRefused(
    'The keys were made or rotated less than five seconds ago, and running processes may not have seen it; try again in five seconds.',
  );
};

/** A rotation that would lock parts out. */
export class RotationRefused extends Error {}

/**
 * The next key or version comes into use and the current one retires, in every folder; processes that run notice it
 * within two seconds, without a restart. Throws `KeyFileRefused`, `RotationRefused`.
 */
export const rotateKeys = (
  root: string,
  plan: KeyPlan,
  rotation: Rotation,
  now: Date = new Date(),
): Promise<void> =>
  exclusively(root, async () => {
    const folders = new Folders(root, plan);
    const present = await folders.read();
    const missing = Object.keys(plan).find((part) => !present.has(part));
    if (missing !== undefined)
      throw new KeyFileRefused(join(root, missing), 'the keys of this part are missing');
    requireRested(present, now);
    const made: NewFile[] = [];
    const files = new Map<string, PartFile>();
    const forget = new Date(now.getTime() - retiredKeptMs);
    const value = randomBytes(secretBytes);
    const last = (name: string): number =>
      Math.max(
        ...[...present.values()].flatMap(({ secrets }) => (secrets[name] ? keysOf(secrets[name]) : [])),
      );
    for (const [part, file] of present) {
      const base = { ...file, rotatedAt: now.toISOString() };
      if (rotation === 'signing') {
        const sealing = newSealingKey(part);
        made.push(sealing.file);
        const own: { -readonly [K in keyof PublicKeys]: PublicKeys[K] } = {
          sealing: turn(file.own.sealing, sealing.jwk, now, forget),
        };
        if (file.own.signing) {
          const signing = await newSigningKey(part);
          made.push(signing.file);
          own.signing = turn(file.own.signing, signing.jwk, now, forget);
        }
        files.set(part, { ...base, own });
        continue;
      }
      const ring = file.secrets[rotation.secret];
      if (ring?.next === undefined) {
        files.set(part, base);
        continue;
      }
      const version = last(rotation.secret) + 1;
      const name = `${rotation.secret}.${version}`;
      made.push({ part, file: secretFile(rotation.secret, version), content: value });
      files.set(part, {
        ...base,
        secrets: { ...file.secrets, [rotation.secret]: turn(ring, version, now) },
        checks: { ...file.checks, [name]: checkOf(value, name) },
      });
    }
    await folders.write(files, made);
    await folders.sweep(files);
  });
