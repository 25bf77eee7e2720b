import {
  Answer,
  contracts,
  fieldsOf,
  fillReply,
  Instant,
  type Method,
  type OffboardingPart,
  type ReportOffboarding,
} from '@credstream/contracts';
import { EndedSession, type OffboardingReply } from '@credstream/contracts/identity';
import { type RequestContext, ServiceUnavailable } from '@credstream/domain-kernel';
import { Injectable } from '@nestjs/common';
import { SessionIndex } from './auth/session-index.js';
import { gatewayContext } from './http/gateway-context.js';
import { KeyIndex } from './key-index/key-index.js';
import { Services } from './services.js';

/** What was taken from a user who left, by all services together. */
export class OffboardingReport {
  @Answer() userId!: string;
  @Answer() username!: string;
  @Instant() offboardedAt!: string;
  @Answer({ of: () => Boolean, description: 'Whether everything is done; else ask again' })
  complete!: boolean;
  @Answer({ list: true, of: () => EndedSession }) sessions!: readonly EndedSession[];
}

/** What each service that takes something from a user who left says of it. */
const reports = Object.values(contracts).flatMap((contract): Method<ReportOffboarding, OffboardingPart>[] =>
  'reportOffboarding' in contract ? [contract.reportOffboarding] : [],
);

for (const field of reports.flatMap(({ reply }) => fieldsOf(reply))) {
  if (field.kind !== 'nested') continue;
  Answer({ list: field.list, of: () => field.of })(OffboardingReport.prototype, field.name);
}

@Injectable()
export class Offboarding {
  constructor(
    private readonly services: Services,
    private readonly keys: KeyIndex,
    private readonly sessions: SessionIndex,
  ) {}

  /** Before the answer leaves: from here on this gateway lets nothing of the user in. */
  stopHere(userId: string, position: string): void {
    this.keys.dropUser(userId, BigInt(position));
    this.sessions.dropUser(userId);
  }

  /** A service that does not answer has not done its part yet, as far as anyone knows. */
  async report(reply: OffboardingReply, context: RequestContext): Promise<OffboardingReport> {
    const { user, offboardedAt, sessions, position } = reply;
    const own = gatewayContext(context.correlationId);
    const asked = reports.map((method) =>
      this.services.call(method, { userId: user.id, position }, own).catch((error: unknown) => {
        if (error instanceof ServiceUnavailable) return fillReply(method.reply, {});
        throw error;
      }),
    );
    const parts = await Promise.all(asked);
    return {
      userId: user.id,
      username: user.username,
      offboardedAt,
      sessions,
      ...(Object.assign({}, ...parts) as object),
      complete: reply.complete && parts.every(({ complete }) => complete),
    };
  }
}
