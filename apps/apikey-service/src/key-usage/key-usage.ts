import type { ApiKeyView, ReportUsage } from '@credstream/contracts/apikey';
import { type KeyUsage, keyUsages } from '@credstream/domain-apikey';
import type { RequestContext } from '@credstream/domain-kernel';
import type { View } from '@credstream/projections';
import { ServiceHost, ServiceViews } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { type KeyUsageDocument, keyUsageProjection } from './key-usage.projection.js';

/** The part of what is shown of a key that says how it is used. */
export type ShownUsage = Pick<ApiKeyView, 'lastUsedAt' | 'lastUsedFrom' | 'useCount' | 'refusedCount'>;

/** How keys are used: recorded report by report, read as sums. */
@Injectable()
export class KeyUsages {
  readonly view: View<KeyUsageDocument>;

  constructor(
    private readonly host: ServiceHost,
    views: ServiceViews,
  ) {
    this.view = views.start(keyUsageProjection);
  }

  /** What one copy of the gateway saw. A report that was recorded before is acknowledged again, and counts once. */
  async record(
    { reporter, sequence, keys }: ReportUsage,
    context: RequestContext,
  ): Promise<Record<string, never>> {
    const data = { sequence, keys: keys as readonly KeyUsage[] };
    await this.host.of(keyUsages).handle(reporter, { type: 'RecordUsage', data }, { context });
    return {};
  }

  /** Of each of these keys that was ever used or refused. */
  async of(keyIds: readonly string[]): Promise<ReadonlyMap<string, KeyUsageDocument>> {
    const usages = await this.view.collection();
    const found = await usages.find({ _id: { $in: [...keyIds] } }).toArray();
    return new Map(found.map((usage) => [usage._id, usage]));
  }
}

export const shownUsage = (usage: KeyUsageDocument | undefined): ShownUsage => {
  if (!usage) return {};
  const { useCount, refusedCount, lastUse } = usage;
  const [lastUsedAt, lastUsedFrom] = lastUse?.split(' ') ?? [];
  return {
    useCount,
    refusedCount,
    ...(lastUsedAt && { lastUsedAt }),
    ...(lastUsedFrom && { lastUsedFrom }),
  };
};
