import type {
  AuditCheckpoint,
  CheckpointPublications,
  ConsistencyProof,
  InclusionProof,
  ProveConsistency,
  ProveInclusion,
} from '@credstream/contracts/audit';
import { AuditEntryNotFound, AuditLogDiverged } from '@credstream/domain-audit';
import { NotPermitted, type RequestContext } from '@credstream/domain-kernel';
import { refusedFor } from '@credstream/service-kit';
import { consistencyPath, inclusionPath, leafHash, rootFromInclusion } from '@credstream/transparency';
import { Injectable } from '@nestjs/common';
import type { AuditDocument } from '../audit/audit-log.projection.js';
import { AuditReaders } from '../audit/audit-readers.js';
import { AuditViews } from '../audit/audit-views.js';
import { RemovedEntries } from '../retention/removed-entries.js';
import { AuditTree } from './audit-tree.js';
import { canonicalEntry } from './canonical-entry.js';
import { Checkpoints, type PublishedHead } from './checkpoints.js';
import { LogKeys } from './log-keys.js';
import { PublishedCheckpoint } from './published-checkpoint.js';

const base64 = (hashes: readonly Uint8Array[]): readonly string[] =>
  hashes.map((hash) => Buffer.from(hash).toString('base64'));

/** Where an entry is in a tree, and the hashes beside the way to its root. */
export type EntryProof = Readonly<{
  index: number;
  size: number;
  entry: string;
  path: readonly string[];
}>;

/** Proofs against what the log has signed and published. */
@Injectable()
export class Proofs {
  constructor(
    private readonly views: AuditViews,
    private readonly readers: AuditReaders,
    private readonly tree: AuditTree,
    private readonly checkpoints: Checkpoints,
    private readonly keys: LogKeys,
    private readonly published: PublishedCheckpoint,
    private readonly removed: RemovedEntries,
  ) {}

  async checkpoint(): Promise<AuditCheckpoint> {
    const { note, size, root } = await this.checkpoints.newest();
    return this.described({ note, size, root });
  }

  async publications(context: RequestContext): Promise<CheckpointPublications> {
    if (!this.readers.mayRead(context, '/')) throw new NotPermitted();
    return { items: await this.published.publications() };
  }

  async rotateKey(context: RequestContext): Promise<AuditCheckpoint> {
    if (!this.readers.mayRead(context, '/')) throw new NotPermitted();
    return this.described(await this.checkpoints.rotateKey(context));
  }

  async inclusion({ eventId }: ProveInclusion, context: RequestContext): Promise<InclusionProof> {
    const visible = await this.readers.visible({}, context);
    const { minPosition } = context;
    if (minPosition !== undefined) await this.views.log.waitFor(BigInt(minPosition));
    const document = await (await this.views.log.collection()).findOne({ $and: [{ eventId }, visible] });
    if (!document) {
      await this.removed.requireNone({ _id: eventId }, context);
      throw new AuditEntryNotFound();
    }
    const head = await this.checkpoints.covering(BigInt(document._id));
    const { index: leafIndex, entry, path } = await this.of(document, head);
    return {
      ...{ eventId, entry, leafIndex, path, treeSize: head.size, checkpoint: head.note },
      leafHash: leafHash(entry).toString('base64'),
    };
  }

  /** Proves an entry against a head that covers it. Throws `AuditLogDiverged` when the list shows what was never signed. */
  async of(
    document: AuditDocument,
    { size, root }: Pick<PublishedHead, 'size' | 'root'>,
  ): Promise<EntryProof> {
    const entry = canonicalEntry(document);
    const index = await this.tree.indexOf(BigInt(document._id));
    if (index === undefined) throw new AuditLogDiverged();
    const path = await inclusionPath(index, size, this.tree.readNode);
    if (rootFromInclusion(leafHash(entry), index, size, path)?.toString('base64') !== root) {
      await this.tree.diverge(`entry ${index}, event ${document.eventId}, is shown as it was never signed`);
      throw new AuditLogDiverged();
    }
    return { index, size, entry, path: base64(path) };
  }

  async consistency({ from, to }: ProveConsistency, context: RequestContext): Promise<ConsistencyProof> {
    this.readers.requireAny(context);
    const { size } = await this.checkpoints.newest();
    const [smaller, larger] = [from ?? 0, to ?? size];
    if (smaller > larger || larger > size) {
      const message = `from and to are sizes of checkpoints, from the smaller one; the newest has ${size}`;
      throw refusedFor([{ path: larger > size ? 'to' : 'from', rule: 'size', message }]);
    }
    const path = await consistencyPath(smaller, larger, this.tree.readNode);
    return { from: smaller, to: larger, path: base64(path) };
  }

  private async described({
    note,
    size,
    root,
  }: Pick<PublishedHead, 'note' | 'size' | 'root'>): Promise<AuditCheckpoint> {
    const publicKey = (await this.keys.current()).verifier.text;
    return { checkpoint: note, size, root, publicKey, rotations: await this.keys.rotationNotes() };
  }
}
