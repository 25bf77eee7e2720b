import { createHash } from 'node:crypto';
import { canonicalJson } from '@credstream/crypto';
import {
  inclusionPath,
  leafHash,
  nodesInTiles,
  type NoteSigner,
  noteSigner,
  rootOf,
  signCheckpoint,
  signNote,
  TileEdge,
} from '@credstream/transparency';

export const log = noteSigner('credstream/log', Buffer.alloc(32, 1));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Entry `n` of a log; `fork` makes it another log. */
const entryOf = (n: number, fork: string) => {
  const shown = {
    ...{ id: `event-${n}`, stream: 'apikey-1', revision: n, type: 'ApiKeyRotated' },
    actor: { kind: 'user', userId: 'u1', username: 'ada', account: 'acme' },
    ...{ account: 'acme', correlationId: 'c', causationId: 'c' },
  };
  const data = { name: `ключ ${n}${fork}`, count: n };
  const hashes = Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, sha256(canonicalJson(value))]),
  );
  const entry = canonicalJson({ v: 1, ...shown, time: '2027-01-31T23:59:59.123Z', data: hashes });
  return { entry, shown: { ...shown, time: '2027-01-31T23:59:59Z', data, summary: `entry ${n}` } };
};

/** A log as audit-service keeps it, and the exports that it gives. */
export const logOf = async (size: number, fork = '') => {
  const entries = Array.from({ length: size }, (_, n) => entryOf(n, fork));
  const tiles = new Map<string, Buffer>();
  const edge = await TileEdge.at(0, async () => Buffer.alloc(0));
  for (const { entry } of entries) edge.append(leafHash(entry));
  for (const { level, index, hashes } of edge.takeChanged()) tiles.set(`${level}/${index}`, hashes);
  const nodes = nodesInTiles(async ({ level, index }) => tiles.get(`${level}/${index}`) ?? Buffer.alloc(0));
  const checkpoint = async (of = size, signer: NoteSigner = log): Promise<string> =>
    signCheckpoint({ size: of, root: await rootOf(of, nodes) }, signer).note;
  /** `isAsked`: which entries the question is about. */
  const exported = async (
    isAsked: (n: number) => unknown = () => true,
    { signer = log, rotations = [] }: { signer?: NoteSigner; rotations?: readonly string[] } = {},
  ): Promise<readonly string[]> => {
    const lines: string[] = [];
    let chain = Buffer.alloc(32);
    for (let n = size - 1; n >= 0; n -= 1) {
      const one = entries[n];
      if (!one || !isAsked(n)) continue;
      const path = (await inclusionPath(n, size, nodes)).map((hash) => hash.toString('base64'));
      const line = `${JSON.stringify({ ...one.shown, proof: { index: n, size, entry: one.entry, path } })}\n`;
      lines.push(line);
      chain = createHash('sha256').update(chain).update(line).digest();
    }
    const text = `credstream/log\ncredstream audit export v1\n{}\n${lines.length}\n${chain.toString('base64')}\n${size}\n`;
    const seal = signNote(text, [signer]);
    const trailer = { count: lines.length, checkpoint: await checkpoint(size, signer), seal, rotations };
    return [...lines, `${JSON.stringify({ trailer })}\n`];
  };
  return { checkpoint, exported, nodes };
};
