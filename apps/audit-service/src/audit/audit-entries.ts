import type { AuditEntry } from '@credstream/contracts/audit';
import { ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import type { AuditDocument } from './audit-log.projection.js';
import { entryOf } from './entry-of.js';

/** Entries as they are shown: with the address and the program of who did it, as long as these are not erased. */
@Injectable()
export class AuditEntries {
  constructor(private readonly host: ServiceHost) {}

  async of(document: AuditDocument): Promise<AuditEntry> {
    const entry = entryOf(document);
    const origin = document.personal?.origin;
    const opened = origin && (await this.host.persons.open(origin));
    return opened ? { ...entry, ...opened.values, originSalt: opened.salt } : entry;
  }

  all(documents: readonly AuditDocument[]): Promise<readonly AuditEntry[]> {
    return Promise.all(documents.map((document) => this.of(document)));
  }
}
