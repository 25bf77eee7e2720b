import type { FoundSecretReply, ReportFoundSecret } from '@credstream/contracts/token';
import { createKey, hashSecret, parseKey, type SecretKey } from '@credstream/crypto';
import type { RequestContext } from '@credstream/domain-kernel';
import { cliSecrets, isPresentToken, registries, registryTokens } from '@credstream/domain-registry';
import type { View } from '@credstream/projections';
import { LiveDirectory, pepperSecret, ServiceHost, ServiceViews } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { RefreshTokens } from '../endpoint/refresh-tokens.js';
import { isMadeSecret, madeHashes } from '../made-secret.js';
import { type CliSecretOwnerDocument, cliSecretOwnersProjection } from './cli-secret-owners.projection.js';

const longestReason = 500;

/** Secrets that were found where others can read them: whatever they open is closed. */
@Injectable()
export class FoundSecrets {
  private readonly owners: View<CliSecretOwnerDocument>;

  constructor(
    private readonly host: ServiceHost,
    views: ServiceViews,
    private readonly directory: LiveDirectory,
    private readonly refreshTokens: RefreshTokens,
  ) {
    this.owners = views.start(cliSecretOwnersProjection);
  }

  /** `known`: it is one of ours. It opens nothing once this resolves. */
  async report(
    { value, reporter, url }: ReportFoundSecret,
    context: RequestContext,
  ): Promise<FoundSecretReply> {
    const key = parseKey(value);
    const reason = `found by ${reporter}${url === undefined ? '' : ` at ${url}`}`.slice(0, longestReason);
    return { known: key !== undefined && (await this.close(key, value, reason, context)) };
  }

  private async close(
    key: SecretKey,
    value: string,
    reason: string,
    context: RequestContext,
  ): Promise<boolean> {
    switch (key.kind) {
      case 'cs_rob':
        return this.closeToken(key, reason, context);
      case 'cs_tok':
        // Of a token, of a workload, or that with which a registry tells of its use.
        return (
          (await this.closeToken(key, reason, context)) ||
          (await this.refreshTokens.revoke(value, context)) ||
          (await this.closeNotifications(key, context))
        );
      case 'cs_off':
        return this.refreshTokens.revoke(value, context);
      case 'cs_cli':
        return this.closeCliSecret(key, reason, context);
      case 'cs_key':
        return false;
    }
  }

  private async closeToken(
    { id, secret }: SecretKey,
    reason: string,
    context: RequestContext,
  ): Promise<boolean> {
    const tokens = this.host.of(registryTokens);
    const { state } = await tokens.read(id);
    if (!isPresentToken(state)) return false;
    if (!state.secrets.some(({ secretHash }) => isMadeSecret(this.host, secret, secretHash))) return false;
    await tokens.handle(id, { type: 'RevokeToken', data: { reason } }, { context, account: state.account });
    return true;
  }

  /** What comes instead nobody knows: an administrator makes a new one. */
  private async closeNotifications({ id, secret }: SecretKey, context: RequestContext): Promise<boolean> {
    const { state } = await this.host.of(registries).read(id);
    if (state.status !== 'present' || !isMadeSecret(this.host, secret, state.notificationHash)) return false;
    const pepper = this.host.keys.secret(pepperSecret);
    const data = { notificationHash: hashSecret(createKey('cs_tok', id).secret, pepper) };
    await this.host
      .of(registries)
      .handle(id, { type: 'RotateNotificationToken', data }, { context, account: state.account });
    return true;
  }

  private async closeCliSecret(
    { secret }: SecretKey,
    reason: string,
    context: RequestContext,
  ): Promise<boolean> {
    await this.owners.waitFor(await this.host.store.head());
    const owners = await this.owners.collection();
    const owner = await owners.findOne({ secretHash: { $in: [...madeHashes(this.host, secret)] } });
    const account = owner ? this.directory.user(owner._id)?.account : undefined;
    if (!owner || account === undefined) return false;
    await this.host
      .of(cliSecrets)
      .handle(owner._id, { type: 'RevokeCliSecret', data: { reason } }, { context, account });
    return true;
  }
}
