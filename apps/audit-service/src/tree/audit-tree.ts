import {
  type CheckpointEvent,
  checkpointPrefix,
  checkpointSchema,
  checkpointStream,
} from '@credstream/domain-audit';
import { AuditLogDiverged } from '@credstream/domain-audit';
import type { RecordedEvent } from '@credstream/eventstore';
import { type LogIntake, startLogIntake } from '@credstream/projections';
import { ServiceHost } from '@credstream/service-kit';
import { hashBytes, leafHash, nodesInTiles, type ReadNode, rootOf } from '@credstream/transparency';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { entryFacts, isAudited } from '../audit/audit-log.projection.js';
import { canonicalEntry } from './canonical-entry.js';
import { TreeGrowth } from './tree-growth.js';
import { type TreeState, TreeStore } from './tree-store.js';

const positionBytes = 8;

/** The Merkle tree over all entries of the audit log, in log order. */
@Injectable()
export class AuditTree implements OnApplicationShutdown {
  private readonly store: TreeStore;
  private readonly intake: LogIntake;
  private nodes: ReadNode;
  private growth: TreeGrowth | undefined;

  constructor(private readonly host: ServiceHost) {
    this.store = new TreeStore(host.db);
    this.nodes = nodesInTiles(this.store.readTile);
    this.intake = startLogIntake({
      ...host.projectionParts(),
      name: 'audit_tree',
      prefixes: [],
      forget: async () => {
        await this.store.forget();
        this.nodes = nodesInTiles(this.store.readTile);
      },
      prepare: () => this.prepare(),
      take: (events) => this.take(events),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.intake.stop();
  }

  /** Throws `ViewBehind` when the position is not reached in time. */
  waitFor(position: bigint): Promise<void> {
    return this.intake.waitFor(position);
  }

  /** Also when it has diverged. */
  lastState(): Promise<TreeState> {
    return this.store.state();
  }

  /** Throws `AuditLogDiverged`. */
  async state(): Promise<TreeState> {
    const state = await this.lastState();
    if (state.diverged) throw new AuditLogDiverged();
    return state;
  }

  rootAt(size: number): Promise<Buffer> {
    return rootOf(size, this.nodes);
  }

  get readNode(): ReadNode {
    return this.nodes;
  }

  /** The index of the entry at a position of the log. */
  indexOf(position: bigint): Promise<number | undefined> {
    return this.store.indexOf(position);
  }

  positionOf(index: number): Promise<bigint | undefined> {
    return this.store.positionOf(index);
  }

  /** Leaf hashes and positions of entries, one after the other. */
  async leaves(from: number, to: number): Promise<Readonly<{ leaves: Buffer; positions: Buffer }>> {
    const leaves: Buffer[] = [];
    const positions: Buffer[] = [];
    for (let index = from; index < to; index += 1) {
      leaves.push(await this.nodes(0, index));
      const bytes = Buffer.alloc(positionBytes);
      bytes.writeBigUInt64BE((await this.positionOf(index)) ?? 0n);
      positions.push(bytes);
    }
    return { leaves: Buffer.concat(leaves), positions: Buffer.concat(positions) };
  }

  /** The operator is told, and nothing more is signed or proved until the tree is built anew. */
  async diverge(reason: string): Promise<void> {
    this.host.log.fatal({ reason }, 'The event log is not what was signed');
    await this.store.diverge({ reason });
  }

  private async prepare(): Promise<void> {
    await this.store.prepare();
    const growth = await TreeGrowth.from(this.store, await this.store.state());
    await this.takeSigned(growth);
    this.growth = growth;
  }

  /** What was signed is taken as it was signed: entries may be gone since, and forms may have changed. */
  private async takeSigned(growth: TreeGrowth): Promise<void> {
    const newest = await this.host.store.readLast(checkpointStream);
    const signed = newest && checkpointSchema.read(newest);
    if (!signed || signed.data.size <= growth.size) return;
    const ended = new AbortController();
    const messages = this.host.store.subscribe({ prefixes: [checkpointPrefix], signal: ended.signal });
    try {
      for await (const message of messages) {
        if (message.kind === 'caught_up') return;
        const event = message.kind === 'event' ? checkpointSchema.read(message.event) : undefined;
        if (event && event.data.size > growth.size) await this.takeLeaves(growth, event);
      }
    } finally {
      ended.abort();
    }
  }

  private async takeLeaves(growth: TreeGrowth, { data }: CheckpointEvent): Promise<void> {
    const leaves = Buffer.from(data.leaves, 'base64');
    const positions = Buffer.from(data.positions, 'base64');
    for (let at = Math.max(0, growth.size - data.from); data.from + at < data.size; at += 1) {
      const leaf = leaves.subarray(at * hashBytes, (at + 1) * hashBytes);
      growth.append(Buffer.from(leaf), positions.readBigUInt64BE(at * positionBytes));
    }
    await growth.save();
    if ((await this.rootAt(data.size)).toString('base64') === data.root) return;
    await this.diverge(
      `the leaves of the checkpoint of size ${data.size} have another root than it was signed with`,
    );
  }

  private async take(events: readonly RecordedEvent[]): Promise<void> {
    const { growth } = this;
    if (!growth) throw new Error('The tree is not prepared');
    for (const event of events) {
      if (!isAudited(event)) continue;
      const leaf = leafHash(canonicalEntry(entryFacts(event)));
      if (event.position > growth.position) growth.append(leaf, event.position);
      else await this.compare(event, leaf);
    }
    const last = events.at(-1);
    if (last) growth.pass(last.position);
    await growth.save();
  }

  /** An entry that was taken in before must be what it was. */
  private async compare({ id, position, stream }: RecordedEvent, leaf: Buffer): Promise<void> {
    const index = await this.indexOf(position);
    if (index === undefined)
      return this.diverge(`event ${id} in ${stream} was not there when the log was signed`);
    if (!(await this.nodes(0, index)).equals(leaf)) {
      await this.diverge(`entry ${index}, event ${id} in ${stream}, is not what it was when it was signed`);
    }
  }
}
