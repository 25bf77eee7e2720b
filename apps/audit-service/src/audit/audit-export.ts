import { createHash } from 'node:crypto';
import type { AuditEntry, AuditExportPage, ExportAuditEvents } from '@credstream/contracts/audit';
import { canonicalJson, type JsonValue, readCursor, signCursor } from '@credstream/crypto';
import { csvLine } from '@credstream/csv';
import { actorName, type RequestContext } from '@credstream/domain-kernel';
import { positionText } from '@credstream/projections';
import { refusedFor, ServiceHost } from '@credstream/service-kit';
import { signNote } from '@credstream/transparency';
import { Injectable } from '@nestjs/common';
import { AuditTree } from '../tree/audit-tree.js';
import { Checkpoints } from '../tree/checkpoints.js';
import { LogKeys } from '../tree/log-keys.js';
import { Proofs } from '../tree/proofs.js';
import { AuditEntries } from './audit-entries.js';
import { askedFor } from './audit-filter.js';
import type { AuditDocument } from './audit-log.projection.js';
import { AuditReaders } from './audit-readers.js';
import { AuditViews } from './audit-views.js';

/** Entries that are looked up at a time. */
const atATime = 200;

const columns = [
  ...(['id', 'position', 'time', 'type', 'owasp', 'stream', 'revision', 'account', 'actor'] as const),
  ...(['ip', 'userAgent', 'correlationId', 'causationId', 'summary', 'data'] as const),
];

const csvOf = (entry: AuditEntry): string => {
  const values = { ...entry, actor: actorName(entry.actor as never), revision: String(entry.revision) };
  return csvLine(columns.map((column) => values[column] ?? ''));
};

/** Where an export is. `chain` is a hash of all lines so far, each hashed together with the one before. */
type Progress = Readonly<{
  query: string;
  account?: string;
  size: number;
  root: string;
  note: string;
  /** Of the newest entry that is left. */
  before: string;
  chain: string;
  count: number;
}>;

const chained = (chain: string, line: string): string =>
  createHash('sha256').update(Buffer.from(chain, 'base64')).update(line).digest('base64');

const start = Buffer.alloc(32).toString('base64');

/** All entries of a question, page by page, newest first; with proofs, and a seal that says whether they are all. */
@Injectable()
export class AuditExport {
  constructor(
    private readonly host: ServiceHost,
    private readonly views: AuditViews,
    private readonly readers: AuditReaders,
    private readonly tree: AuditTree,
    private readonly checkpoints: Checkpoints,
    private readonly keys: LogKeys,
    private readonly proofs: Proofs,
    private readonly entries: AuditEntries,
  ) {}

  async page(message: ExportAuditEvents, context: RequestContext): Promise<AuditExportPage> {
    const { cursor, format = 'ndjson', ...filters } = message;
    const visible = await this.readers.visible(message, context);
    const asked = askedFor(message);
    const query = canonicalJson({ ...filters, ...visible, format });
    const progress = cursor === undefined ? await this.begin(query) : this.goOn(cursor, query);
    const search = message.q === undefined || message.q === '' ? [] : [this.matching(message.q)];
    const found = await (
      await this.views.log.collection()
    )
      .find(
        { $and: [visible, ...asked, ...search, { _id: { $lt: progress.before } }] },
        { limit: atATime + 1 },
      )
      .sort({ _id: -1 })
      .toArray();

    let { chain, count, before } = progress;
    let text = count === 0 && cursor === undefined && format === 'csv' ? csvLine(columns) : '';
    let taken = 0;
    for (const document of found.slice(0, atATime)) {
      const line =
        format === 'csv' ? csvOf(await this.entries.of(document)) : await this.provedLine(document, progress);
      if (taken > 0 && Buffer.byteLength(text) + Buffer.byteLength(line) > this.host.maxPageBytes) break;
      text += line;
      chain = chained(chain, line);
      before = document._id;
      taken += 1;
    }
    count += taken;
    const next: Progress = { ...progress, chain, count, before };
    if (taken < found.length) return { text, nextCursor: signCursor(next, this.host.cursorKey) };
    return { text: format === 'csv' ? text : text + (await this.trailer(next)) };
  }

  /** Everything that was recorded before the export began, and nothing after it. */
  private async begin(query: string): Promise<Progress> {
    const head = await this.host.store.head();
    await this.views.log.waitFor(head);
    const { size, root, note } = await this.checkpoints.covering(head);
    const last = size === 0 ? undefined : await this.tree.positionOf(size - 1);
    const before = positionText((last ?? -1n) + 1n);
    return { query, size, root, note, before, chain: start, count: 0 };
  }

  private goOn(cursor: string, query: string): Progress {
    const progress = readCursor(cursor, this.host.cursorKey) as Progress | undefined;
    if (progress?.query === query && typeof progress.chain === 'string') return progress;
    const message = 'The cursor is not one that this export gave for these filters';
    throw refusedFor([{ path: 'cursor', rule: 'cursor', message }]);
  }

  private matching(q: string): object {
    if (q.includes('\0')) {
      throw refusedFor([{ path: 'q', rule: 'nul', message: 'q holds a NUL, which no text has' }]);
    }
    return { summary: { $regex: q.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), $options: 'i' } };
  }

  private async provedLine(document: AuditDocument, head: Progress): Promise<string> {
    const { data, ...entry } = await this.entries.of(document);
    const proof = await this.proofs.of(document, head);
    return `${JSON.stringify({ ...entry, data: JSON.parse(data) as JsonValue, proof })}\n`;
  }

  /** The seal is a signed note of the origin, what it is, what was asked, how many lines, their chain, and the head. */
  private async trailer({ query, count, chain, size, note }: Progress): Promise<string> {
    const origin = await this.keys.origin();
    const text = `${origin}\ncredstream audit export v1\n${query}\n${count}\n${chain}\n${size}\n`;
    const seal = signNote(text, [await this.keys.current()]);
    const rotations = await this.keys.rotationNotes();
    return `${JSON.stringify({ trailer: { count, checkpoint: note, seal, rotations } })}\n`;
  }
}
