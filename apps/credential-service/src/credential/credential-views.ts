import type { RequestContext } from '@credstream/domain-kernel';
import type { View } from '@credstream/projections';
import { ServiceViews } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { type CheckTimeDocument, checkTimesProjection } from '../checks/check-times.projection.js';
import { type FingerprintDocument, fingerprintsProjection } from '../reads/fingerprints.projection.js';
import { type ReadDocument, readsProjection } from '../reads/reads.projection.js';
import type { Besides } from './credential-changes.js';
import { type CredentialDocument, credentialListProjection } from './credential-list.projection.js';

type Found = Readonly<{ _id: string; secretId: string; environment?: string }>;

/** What this service keeps of the log. */
@Injectable()
export class CredentialViews {
  readonly list: View<CredentialDocument>;
  readonly reads: View<ReadDocument>;
  readonly fingerprints: View<FingerprintDocument>;
  readonly checkTimes: View<CheckTimeDocument>;

  constructor(views: ServiceViews) {
    this.list = views.start(credentialListProjection);
    this.reads = views.start(readsProjection);
    this.fingerprints = views.start(fingerprintsProjection);
    this.checkTimes = views.start(checkTimesProjection);
  }

  /** What is known of these credentials beside themselves, by their ids; at least as new as the request asks for. */
  async besides(
    found: readonly Found[],
    { minPosition }: RequestContext,
  ): Promise<ReadonlyMap<string, Besides>> {
    if (minPosition !== undefined) {
      const views = [this.list, this.reads, this.fingerprints];
      await Promise.all(views.map((view) => view.waitFor(BigInt(minPosition))));
    }
    const [lastUsed, sameSecret] = await Promise.all([
      this.lastUsed(found.map(({ _id }) => _id)),
      this.sameSecret(found),
    ]);
    return new Map(
      found.map(({ _id }) => {
        const lastUsedAt = lastUsed.get(_id);
        const sameSecretIn = sameSecret.get(_id);
        return [
          _id,
          { ...(lastUsedAt !== undefined && { lastUsedAt }), ...(sameSecretIn && { sameSecretIn }) },
        ];
      }),
    );
  }

  private async lastUsed(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const reads = await this.reads.collection();
    const found = await reads.find({ _id: { $in: [...ids] } }).toArray();
    return new Map(found.map(({ _id, lastReadAt }) => [_id, lastReadAt]));
  }

  /** The environments of each credential and of those that hold the same secret now; only for which there are others. */
  private async sameSecret(found: readonly Found[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const prints = await this.fingerprints.collection();
    const secretIds = found.map(({ secretId }) => secretId);
    const own = await prints.find({ secretId: { $in: secretIds } }).toArray();
    if (own.length === 0) return new Map();
    const all = await prints
      .find({ fingerprint: { $in: [...new Set(own.map(({ fingerprint }) => fingerprint))] } })
      .toArray();
    const others = await this.current(all.map(({ credentialId }) => credentialId));
    const holders = all.filter((each) => others.get(each.credentialId)?.secretId === each.secretId);

    const result = new Map<string, readonly string[]>();
    for (const { _id, environment = '' } of found) {
      const mine = new Set(
        own.filter(({ credentialId }) => credentialId === _id).map(({ fingerprint }) => fingerprint),
      );
      const same = new Set(
        holders
          .filter(({ credentialId, fingerprint }) => credentialId !== _id && mine.has(fingerprint))
          .map(({ credentialId }) => credentialId),
      );
      if (same.size === 0) continue;
      result.set(_id, [environment, ...[...same].map((id) => others.get(id)?.environment ?? '')]);
    }
    return result;
  }

  private async current(ids: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    const list = await this.list.collection();
    const found = await list.find({ _id: { $in: [...new Set(ids)] } }).toArray();
    return new Map(found.map((each) => [each._id, each]));
  }
}
