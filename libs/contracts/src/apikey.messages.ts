import { Answer, Instant, Nested, OneOf, Text, TextList, Whole } from './fields.js';
import { PageRequest } from './paging.messages.js';

export class RateLimit {
  @Whole({ min: 1, max: 1_000_000 }) requests!: number;
  @Whole({ min: 1, max: 86_400 }) perSeconds!: number;
}

export class CreateApiKey {
  @Text({ example: 'ci-pipeline', description: '1 to 255 characters, unique among your keys' })
  name!: string;

  @Instant({
    description: 'RFC 3339; in the future, and no further ahead than the account allows (365 days)',
  })
  expiresAt!: string;

  @Text({ optional: true }) description?: string;
  @Text({ optional: true, description: 'For administrators: the user who will own the key' }) userId?: string;
  @TextList({ optional: true, description: 'Narrows the key to these permissions' }) permissions?: string[];
  @Text({ optional: true, description: 'Narrows the key to this scope and below' }) scope?: string;
  @TextList({ optional: true, description: 'Up to 25 addresses or CIDR ranges' }) ipAllowList?: string[];
  @Nested(RateLimit, { optional: true }) rateLimit?: RateLimit;
}

export class GetApiKey {
  @Text() id!: string;
}

export class DescribeApiKey {
  @Text() id!: string;
  @Text({ optional: true }) name?: string;
  @Text({ optional: true }) description?: string;
}

export class RevokeApiKey {
  @Text() id!: string;
  @Text({ optional: true, description: 'For the audit log' }) reason?: string;
}

export class DeleteApiKey {
  @Text() id!: string;
}

export const apiKeyStatusFilters = ['active', 'revoked', 'expired', 'all'] as const;
export const apiKeySorts = ['createdAt', '-createdAt', 'name', '-name', 'expiresAt', '-expiresAt'] as const;

export class ListApiKeys extends PageRequest {
  @OneOf(apiKeyStatusFilters, { optional: true, description: 'active when absent' })
  status?: (typeof apiKeyStatusFilters)[number];

  @Text({ optional: true, description: 'For administrators: the keys of this user' }) userId?: string;
  @Text({ optional: true, description: 'For administrators: the keys of every user of this account' })
  account?: string;
  @OneOf(apiKeySorts, { optional: true, description: '-createdAt when absent' })
  sort?: (typeof apiKeySorts)[number];
  @Text({ optional: true, description: 'Part of a name or description' }) q?: string;
}

export class ApiKeyView {
  @Answer() id!: string;
  @Answer() name!: string;
  @Answer({ optional: true }) description?: string;
  @Answer({ description: 'active, revoked or expired' }) status!: string;
  @Answer() userId!: string;
  @Answer() username!: string;
  @Answer() account!: string;
  @Instant() createdAt!: string;
  @Instant() expiresAt!: string;
  @Instant({ optional: true }) overlapUntil?: string;
  @Answer({ description: 'The last four characters of the secret' }) hint!: string;
  @Answer({ of: () => Number, description: 'Version of the key format' }) formatVersion!: number;
  @Answer({ optional: true, list: true }) permissions?: string[];
  @Answer({ optional: true }) scope?: string;
  @Answer({ optional: true, list: true }) ipAllowList?: string[];
  @Answer({ optional: true, of: () => RateLimit }) rateLimit?: RateLimit;
}

export type ApiKeyReply = Readonly<{
  apiKey: ApiKeyView;
  /** The value, once: in the answer to creation and rotation. */
  key?: string;
  revision: number;
  position: string;
}>;
export type ApiKeyPage = Readonly<{ items?: readonly ApiKeyView[]; nextCursor?: string }>;

/** For the gateway's key index alone. */
export class LoadKeyEntry {
  @Text() keyId!: string;
  @Text({
    optional: true,
    description: 'What is known of users must be at least as new as this log position',
  })
  minPosition?: string;
}

/** `entry` is the JSON text of what the verification of one key needs; absent when there is no such key. */
export type KeyEntryReply = Readonly<{ entry?: string }>;
