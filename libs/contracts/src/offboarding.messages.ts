import { Answer, Instant, Text } from './fields.js';

/** What one service did for a user who was off-boarded by the event at `position`. */
export class ReportOffboarding {
  @Text() userId!: string;
  @Text() position!: string;
}

export class RevokedApiKey {
  @Answer() id!: string;
  @Answer() name!: string;
  @Instant() revokedAt!: string;
}

/** `complete` once nothing of the user is left to revoke here. */
export type ApiKeyOffboardingReply = Readonly<{ apiKeys?: readonly RevokedApiKey[]; complete: boolean }>;
