import { Count, Flag, Instant, Nested, NestedList, OneOf, Text, TextList, Whole } from '../fields.js';
import { OffboardingPart } from '../offboarding.messages.js';
import { PageRequest } from '../paging.messages.js';
import {
  apiKeySorts,
  apiKeyStatuses,
  apiKeyStatusFilters,
  deletionVerdicts,
  permissionValues,
} from '../values.js';
import { Versioned } from '../versioned.messages.js';

export class RateLimit {
  @Whole({ min: 1, max: 1_000_000 }) requests!: number;
  @Whole({ min: 1, max: 86_400 }) perSeconds!: number;
}

export class CreateApiKey {
  @Text({ example: 'ci-pipeline', description: '1 to 255 characters, unique among your keys' })
  name!: string;

  @Instant({
    example: 'P90D',
    description: 'RFC 3339; in the future, and no further ahead than the account allows (365 days)',
  })
  expiresAt!: string;

  @Text({ optional: true }) description?: string;
  @Text({ optional: true, description: 'For administrators: the user who will own the key' }) userId?: string;
  @TextList({
    optional: true,
    min: 1,
    known: permissionValues,
    description: 'Narrows the key to these permissions',
  })
  permissions?: string[];
  @Text({ optional: true, description: 'Narrows the key to this scope and below' }) scope?: string;
  @TextList({ optional: true, description: 'Up to 25 addresses or CIDR ranges' }) ipAllowList?: string[];
  @Nested(RateLimit, { optional: true }) rateLimit?: RateLimit;
}

export class ImportApiKey extends CreateApiKey {
  @Text({ example: 'legacy-pipeline', description: '1 to 255 characters, unique among your keys' })
  override name!: string;

  @Text({
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    description: 'SHA-256 of the whole value of the key, 64 hexadecimal digits',
  })
  sha256!: string;
  @Text({ optional: true, description: 'The last characters of the value, at most four, to recognise it by' })
  hint?: string;
}

export class GetApiKey {
  @Text() id!: string;
}

export class DescribeApiKey {
  @Text() id!: string;
  @Text({ optional: true, description: '1 to 255 characters, unique among your keys' }) name?: string;
  @Text({ optional: true, description: 'At most 1000 characters', example: 'Deploys from CI' })
  description?: string;
}

export class RotateApiKey {
  @Text() id!: string;
  @Instant({
    optional: true,
    example: 'P7D',
    description: 'Until when the secret in use goes on working; at most 30 days ahead, at once when absent',
  })
  overlapUntil?: string;
}

export class EndApiKeyOverlap {
  @Text() id!: string;
}

export class RevokeApiKey {
  @Text() id!: string;
  @Text({ optional: true, description: 'For the audit log', example: 'No longer used' }) reason?: string;
}

export class DeleteApiKey {
  @Text() id!: string;
}

export const apiKeyFields = [
  ...['id', 'name', 'description', 'status', 'userId', 'username', 'account', 'createdAt', 'expiresAt'],
  ...[
    'overlapUntil',
    'revokedAt',
    'hint',
    'formatVersion',
    'permissions',
    'scope',
    'ipAllowList',
    'rateLimit',
  ],
  ...['lastUsedAt', 'lastUsedFrom', 'useCount', 'refusedCount'],
] as const;

export class ListApiKeys extends PageRequest {
  @OneOf(apiKeyStatusFilters, { optional: true, description: 'active when absent' })
  status?: (typeof apiKeyStatusFilters.values)[number];

  @Text({ optional: true, description: 'For administrators: the keys of this user' }) userId?: string;
  @Text({
    optional: true,
    description: 'For administrators: the keys of all users of this account; * for all accounts',
  })
  account?: string;
  @OneOf(apiKeySorts, { optional: true, description: '-createdAt when absent' })
  sort?: (typeof apiKeySorts.values)[number];
  @Text({ optional: true, description: 'Part of a name or description' }) q?: string;
  @Text({ optional: true, description: 'Which columns, with commas between them', example: 'id,name,status' })
  fields?: string;
}

/** How one secret of a key is used. */
export class ApiKeySecretUse {
  @Text({ description: 'The last four characters of the secret; empty for an imported key without a hint' })
  hint!: string;
  @Instant({ optional: true, description: 'When it stops; absent for the newest secret' })
  validUntil?: string;
  @Count() useCount!: number;
  @Instant({ optional: true }) lastUsedAt?: string;
}

/** Can the key go? */
export class ApiKeyAdvice {
  @OneOf(deletionVerdicts) safeToDelete!: string;
  @Text({ description: 'The reason in words' }) why!: string;
}

export class ApiKeyView {
  @Text() id!: string;
  @Text() name!: string;
  @Text({ optional: true }) description?: string;
  @OneOf(apiKeyStatuses) status!: string;
  @Text() userId!: string;
  @Text() username!: string;
  @Text() account!: string;
  @Instant() createdAt!: string;
  @Instant() expiresAt!: string;
  @Instant({ optional: true }) overlapUntil?: string;
  @Instant({ optional: true, description: 'The history of the key says by whom' }) revokedAt?: string;
  @Text({ description: 'The last four characters of the secret' }) hint!: string;
  @Count({ description: 'Version of the key format' }) formatVersion!: number;
  @TextList({ optional: true, known: permissionValues }) permissions?: readonly string[];
  @Text({ optional: true }) scope?: string;
  @TextList({ optional: true }) ipAllowList?: readonly string[];
  @Nested(RateLimit, { optional: true }) rateLimit?: RateLimit;
  @Instant({ optional: true, description: 'Known within a minute' }) lastUsedAt?: string;
  @Text({ optional: true, description: 'The address of that use' }) lastUsedFrom?: string;
  @Count({ optional: true, description: 'Uses that were let in' }) useCount?: number;
  @Count({ optional: true, description: 'Uses of this key that were refused' })
  refusedCount?: number;
}

/** How one key is used, secret by secret, and whether it can go. */
export class ApiKeyUsage {
  @Instant({ optional: true, description: 'Known within a minute' }) lastUsedAt?: string;
  @Text({ optional: true, description: 'The address of that use' }) lastUsedFrom?: string;
  @Count({ optional: true, description: 'Uses that were let in' }) useCount?: number;
  @Count({ optional: true, description: 'Uses that were refused' }) refusedCount?: number;
  @NestedList(ApiKeySecretUse, { description: 'Oldest first' }) secrets!: readonly ApiKeySecretUse[];
  @Nested(ApiKeyAdvice) advice!: ApiKeyAdvice;
}

export class ApiKeyReply extends Versioned {
  @Nested(ApiKeyView) apiKey!: ApiKeyView;
  @Text({ optional: true, description: 'The value, once: in the reply to creation and rotation' })
  key?: string;
}

export class ApiKeyPage {
  @NestedList(ApiKeyView) items!: readonly ApiKeyView[];
  @Text({ optional: true }) nextCursor?: string;
}

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
export class KeyEntryReply {
  @Text({ optional: true }) entry?: string;
}

/** For the gateway alone: the newest secret of a key is about to be let in for the first time. */
export class UseNewSecret {
  @Text() keyId!: string;
  @Text() secretHash!: string;
}

/** For the gateway alone: a value that was found where others can read it. */
export class ReportLeak {
  @Text() keyId!: string;
  @Text() secretHash!: string;
  @Text({ description: 'Who found it' }) reporter!: string;
  @Text({ optional: true }) url?: string;
  @Text({ optional: true }) source?: string;
}

/** `known`: is, or was, this the value of a key? */
export class LeakReply {
  @Flag() known!: boolean;
}

/** How often one secret of a key was let in since the report before. */
export class SecretUse {
  @Text({ description: 'The first 12 digits of its hash' }) secretId!: string;
  @Whole({ min: 1, max: 2_147_483_647 }) count!: number;
  @Instant() lastAt!: string;
  @Text({ optional: true, description: 'The address of the last use' }) lastFrom?: string;
}

export class KeyUse {
  @Text() keyId!: string;
  @NestedList(SecretUse, { optional: true }) secrets?: SecretUse[];
  @Whole({ min: 1, max: 2_147_483_647, optional: true }) refused?: number;
}

/** For the gateway alone: what one of its copies saw. A repeated report changes nothing. */
export class ReportUsage {
  @Text({ description: 'This run of this copy of the gateway' }) reporter!: string;
  @Whole({ min: 0, max: 2_147_483_647, description: 'Counts the reports of the reporter, from 0' })
  sequence!: number;
  @NestedList(KeyUse) keys!: KeyUse[];
}

/** For the gateway alone: uses of a key that has a rate limit, to be handed out by one copy of the gateway. */
export class TakePermits {
  @Text() keyId!: string;
  @Nested(RateLimit) rateLimit!: RateLimit;
  @Whole({ min: 1, max: 1_000_000 }) wanted!: number;
}

/** `granted` uses until the window ends in `resetMs`; `remaining` are left for all who ask. */
export class PermitsReply {
  @Count() granted!: number;
  @Count() remaining!: number;
  @Count() resetMs!: number;
}

export class RevokedApiKey {
  @Text() id!: string;
  @Text() name!: string;
  @Instant() revokedAt!: string;
}

/** The keys that were revoked because their owner was off-boarded. */
export class ApiKeyOffboardingReply extends OffboardingPart {
  @NestedList(RevokedApiKey) apiKeys!: readonly RevokedApiKey[];
}
