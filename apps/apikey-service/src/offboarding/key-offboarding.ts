import type { ReportOffboarding } from '@credstream/contracts';
import type { ApiKeyOffboardingReply, RevokedApiKey } from '@credstream/contracts/apikey';
import { apiKeys } from '@credstream/domain-apikey';
import { ViewBehind } from '@credstream/domain-kernel';
import type { RecordedEvent } from '@credstream/eventstore';
import { type LogProcess, startLogProcess } from '@credstream/projections';
import { causedBy, LiveDirectory, ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ApiKeyViews } from '../apikey/apikey-views.js';

const reason = 'The owner was off-boarded';

/**
 * Revokes every API key of a user who was off-boarded, each with an event of its own, whenever this service
 * comes to it: they stopped being accepted the moment the user was off-boarded.
 */
@Injectable()
export class KeyOffboarding implements OnApplicationShutdown {
  private readonly process: LogProcess;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: ApiKeyViews,
    private readonly directory: LiveDirectory,
  ) {
    this.process = startLogProcess({
      name: 'apikey-offboarding',
      prefixes: ['user-', apiKeys.prefix],
      ready: (events) => this.knowOwners(events),
      handle: (event) => this.follow(event),
      ...host.projectionParts(),
    });
  }

  /** What was revoked for this user, read from the keys' own streams. */
  async report({ userId, position }: ReportOffboarding): Promise<ApiKeyOffboardingReply> {
    const complete = await this.isDone(BigInt(position));
    const list = await this.views.list.collection();
    const revoked = await list.find({ userId, status: 'revoked' }).toArray();
    const found = await Promise.all(revoked.map(({ _id, name }) => this.revocation(_id, name)));
    return { apiKeys: found.flat(), complete };
  }

  private async revocation(id: string, name: string): Promise<readonly RevokedApiKey[]> {
    const { events } = await this.host.of(apiKeys).read(id);
    return events.flatMap((event) =>
      event.type === 'ApiKeyRevoked' && event.data.reason === reason
        ? [{ id, name, revokedAt: event.data.at }]
        : [],
    );
  }

  private async isDone(position: bigint): Promise<boolean> {
    try {
      await this.process.waitFor(position);
      await this.views.list.waitFor(await this.host.store.head());
      return true;
    } catch (error) {
      if (error instanceof ViewBehind) return false;
      throw error;
    }
  }

  /** The owners as they were at the last new key, asked of the log once for many keys. */
  private async knowOwners(events: readonly RecordedEvent[]): Promise<void> {
    const last = events.findLast(({ type }) => type === 'ApiKeyCreated');
    if (last) await this.directory.waitFor(last.position);
  }

  private async follow(event: RecordedEvent): Promise<void> {
    if (event.type === 'UserOffboarded') {
      const userId = event.stream.slice('user-'.length);
      await this.views.list.waitFor(event.position);
      const list = await this.views.list.collection();
      const keys = await list.find({ userId, status: 'active' }).toArray();
      for (const { _id } of keys) await this.revoke(_id, event);
    } else if (event.type === 'ApiKeyCreated') {
      // Made by a copy that had not yet heard that the owner has left.
      const { userId } = event.data as { userId: string };
      if (this.directory.hasLeft(userId)) await this.revoke(apiKeys.idOf(event.stream), event);
    }
  }

  private async revoke(keyId: string, cause: RecordedEvent): Promise<void> {
    const context = causedBy(cause, this.host.name);
    await this.host.of(apiKeys).handle(keyId, { type: 'RevokeApiKey', data: { reason } }, { context });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.process.stop();
  }
}
