import { type Method } from '@credstream/contracts';
import {
  credentialContract,
  type CredentialReply,
  type GetCredential,
  type RotationReply,
  type ScheduleRotation,
} from '@credstream/contracts/credential';
import {
  type Credential,
  CredentialNotScheduled,
  CredentialRotationWebhookInvalid,
  credentials,
} from '@credstream/domain-credential';
import { refuseFields, type RequestContext } from '@credstream/domain-kernel';
import { isUnreachable } from '@credstream/egress';
import { newId, repeatableOf, ServiceHost } from '@credstream/service-kit';
import { Injectable } from '@nestjs/common';
import { CredentialAccess } from '../credential/credential-access.js';
import { credentialReply } from '../credential/credential-reply.js';
import { RotationSettings } from './rotation-settings.js';
import { signingSecret } from './rotation-webhook.js';

const idLength = 16;

/** Sets and removes the webhooks that give credentials their new secrets. */
@Injectable()
export class RotationSchedules {
  constructor(
    private readonly host: ServiceHost,
    private readonly access: CredentialAccess,
    private readonly settings: RotationSettings,
  ) {}

  async schedule(message: ScheduleRotation, context: RequestContext): Promise<RotationReply> {
    const { id, ...data } = message;
    const handling = this.handling(credentialContract.scheduleRotation, message, context);
    const rotationId = newId(idLength, handling.repeatable);
    const command = { type: 'ScheduleCredentialRotation', data: { rotationId, ...data } } as const;
    const outcome = await this.host.of(credentials).handle(
      id,
      (before) => {
        this.host.of(credentials).check(command, before);
        this.checkReachable(data.url);
        return command;
      },
      handling,
    );
    const { credential, ...versioned } = credentialReply(id, outcome, this.host.now());
    const scheduled = outcome.history.findLast((event) => event.type === 'CredentialRotationScheduled');
    if (!credential.rotation || !scheduled) throw new CredentialNotScheduled();
    return {
      ...versioned,
      rotation: credential.rotation,
      signingSecret: signingSecret(this.host.hashKey, scheduled.data),
    };
  }

  async unschedule(message: GetCredential, context: RequestContext): Promise<CredentialReply> {
    const { id } = message;
    const handling = this.handling(credentialContract.unscheduleRotation, message, context);
    const command = { type: 'UnscheduleCredentialRotation', data: {} } as const;
    const outcome = await this.host.of(credentials).handle(id, command, handling);
    return credentialReply(id, outcome, this.host.now());
  }

  private checkReachable(url: string): void {
    const isRefused = isUnreachable(url, this.settings.allowed);
    const message =
      'can never be reached; use https, or have the operator list it in CREDSTREAM_EGRESS_ALLOW';
    refuseFields(
      CredentialRotationWebhookInvalid,
      isRefused ? [{ path: 'url', rule: 'reachable', message }] : [],
    );
  }

  private handling(method: Method, message: object, context: RequestContext) {
    return {
      context,
      repeatable: repeatableOf(context, method, message, this.host.hashKey),
      permit: (before: Credential) => this.access.require(method, before, context),
    };
  }
}
