import type { ReportOffboarding } from '@credstream/contracts';
import type { TokenOffboardingReply } from '@credstream/contracts/token';
import { ViewBehind } from '@credstream/domain-kernel';
import { cliSecrets, isPresentToken, registries, registryTokens } from '@credstream/domain-registry';
import type { RecordedEvent } from '@credstream/eventstore';
import { type LogProcess, startLogProcess } from '@credstream/projections';
import { causedBy, LiveDirectory, ServiceHost } from '@credstream/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { TokenViews } from '../token-views.js';

const reason = 'The user was off-boarded';
const atATime = 500;
/** So many of the tokens that somebody made are named. */
const mostMade = 200;

/**
 * What ends with something else: the CLI secret with its user, the tokens with their registry. They stopped being
 * accepted the moment that it happened; here it is recorded of each.
 */
@Injectable()
export class TokenEndings implements OnApplicationShutdown {
  private readonly process: LogProcess;

  constructor(
    private readonly host: ServiceHost,
    private readonly views: TokenViews,
    private readonly directory: LiveDirectory,
  ) {
    this.process = startLogProcess({
      name: 'token-endings',
      prefixes: ['user-', registries.prefix, cliSecrets.prefix],
      handle: (event) => this.follow(event),
      ...host.projectionParts(),
    });
  }

  /** What was taken from this user; tokens that they made go on, since they are the registry's. */
  async report({ userId, position }: ReportOffboarding): Promise<TokenOffboardingReply> {
    const complete = await this.isDone(BigInt(position));
    const { events } = await this.host.of(cliSecrets).read(userId);
    const revoked = events.findLast(
      (event) => event.type === 'CliSecretRevoked' && event.data.reason === reason,
    );
    const list = await this.views.tokens.collection();
    const made = await list.find({ createdBy: userId }, { limit: mostMade }).toArray();
    return {
      cliSecrets: revoked ? [{ userId, revokedAt: revoked.data.at }] : [],
      madeTokens: made.map(({ _id: id, registryId, name }) => ({ id, registryId, name })),
      complete,
    };
  }

  private async isDone(position: bigint): Promise<boolean> {
    try {
      await this.process.waitFor(position);
      await this.views.tokens.waitFor(await this.host.store.head());
      return true;
    } catch (error) {
      if (error instanceof ViewBehind) return false;
      throw error;
    }
  }

  private async follow(event: RecordedEvent): Promise<void> {
    switch (event.type) {
      case 'UserOffboarded':
        return this.revokeSecret(event.stream.slice('user-'.length), event);
      case 'CliSecretCreated': {
        // Made by a copy that had not yet heard that the user has left.
        await this.directory.waitFor(event.position);
        const userId = cliSecrets.idOf(event.stream);
        return this.directory.hasLeft(userId) ? this.revokeSecret(userId, event) : undefined;
      }
      case 'RegistryDeleted':
        return this.deleteTokens(registries.idOf(event.stream), event);
    }
  }

  private async revokeSecret(userId: string, cause: RecordedEvent): Promise<void> {
    if (!(await this.host.of(cliSecrets).exists(userId))) return;
    const context = causedBy(cause, this.host.name);
    await this.host.of(cliSecrets).handle(userId, { type: 'RevokeCliSecret', data: { reason } }, { context });
  }

  private async deleteTokens(registryId: string, cause: RecordedEvent): Promise<void> {
    const context = causedBy(cause, this.host.name);
    await this.views.tokens.waitFor(await this.host.store.head());
    const list = await this.views.tokens.collection();
    let after = '';
    for (;;) {
      const found = await list
        .find({ registryId, _id: { $gt: after } }, { limit: atATime })
        .sort({ _id: 1 })
        .toArray();
      for (const { _id } of found) {
        const { state } = await this.host.of(registryTokens).read(_id);
        if (!isPresentToken(state)) continue;
        await this.host.of(registryTokens).handle(_id, { type: 'DeleteToken', data: {} }, { context });
      }
      if (found.length < atATime) return;
      after = found.at(-1)?._id ?? '';
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.process.stop();
  }
}
