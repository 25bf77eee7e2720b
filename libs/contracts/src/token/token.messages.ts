import { Instant, Nested, NestedList, OneOf, Text, TextList, Whole } from '../fields.js';
import { PageRequest } from '../paging.messages.js';
import {
  registrySorts,
  scopeTypeValues,
  tokenKindValues,
  tokenStatuses,
  writableTokenStatuses,
} from '../values.js';
import { Versioned } from '../versioned.messages.js';

export class WantedScope {
  @OneOf(scopeTypeValues, { example: 'repository' }) type!: (typeof scopeTypeValues.values)[number];
  @Text({
    optional: true,
    example: 'team/*',
    description: 'The name of a repository; * stands for any characters. For a registry * when absent',
  })
  name?: string;
  @TextList({ optional: true, example: ['pull'], description: 'pull, push (needs pull), delete' })
  actions?: string[];
}

export class CreateToken {
  @Text() registryId!: string;
  @Text({
    example: 'ci-pipeline',
    description:
      '3 to 63 letters, digits and dashes; it cannot be changed later. Of a robot account without robot$ and project',
  })
  name!: string;
  @OneOf(tokenKindValues, { optional: true, description: 'token when absent' })
  kind?: (typeof tokenKindValues.values)[number];
  @OneOf(writableTokenStatuses, { optional: true, description: 'enabled when absent' })
  status?: (typeof writableTokenStatuses.values)[number];
  @Instant({
    optional: true,
    nullIsAbsent: true,
    example: 'P90D',
    description: 'RFC 3339, at least one hour ahead; the token is deleted then. Never when absent',
  })
  expiresAt?: string;
  @Whole({
    min: -1,
    max: 36_500,
    optional: true,
    description: 'Lifetime of a robot account in days; 30 when absent, -1 for never',
  })
  durationDays?: number;
  @Text({ optional: true, description: 'Of a robot account: the first part of the paths it is for' })
  project?: string;
  @NestedList(WantedScope, { optional: true, description: 'At most 100' }) scopes?: WantedScope[];
}

export class TokenAddress {
  @Text() registryId!: string;
  @Text() id!: string;
}

export class ChangeToken extends TokenAddress {
  @OneOf(writableTokenStatuses, { optional: true, nullIsAbsent: true })
  status?: (typeof writableTokenStatuses.values)[number];
  @Instant({
    optional: true,
    nullIsAbsent: true,
    example: 'P90D',
    description: 'RFC 3339, at least one hour ahead, or never; null changes nothing',
  })
  expiresAt?: string;
}

export class AddTokenScope extends WantedScope {
  @Text() registryId!: string;
  @Text() id!: string;
}

export class RemoveTokenScope extends TokenAddress {
  @Text() scopeId!: string;
}

export class RotateToken extends TokenAddress {
  @Instant({
    optional: true,
    example: 'P7D',
    description: 'Until when the password in use goes on working; at most 30 days, at once when absent',
  })
  overlapUntil?: string;
  @Text({ optional: true, description: 'For robot accounts: a password of 12 to 128 characters' })
  password?: string;
}

export class RevokeToken extends TokenAddress {
  @Text({ optional: true, description: 'For the audit log', example: 'No longer used' }) reason?: string;
}

export class ListTokens extends PageRequest {
  @Text() registryId!: string;
  @OneOf(tokenKindValues, { optional: true }) kind?: (typeof tokenKindValues.values)[number];
  @OneOf(registrySorts, { optional: true, description: 'name when absent' })
  sort?: (typeof registrySorts.values)[number];
  @Text({ optional: true, description: 'Part of a name' }) q?: string;
}

export class TokenScopeView {
  @Text() id!: string;
  @OneOf(scopeTypeValues) type!: string;
  @Text() name!: string;
  @TextList() actions!: readonly string[];
}

export class TokenView {
  @Text() id!: string;
  @Text() registryId!: string;
  @OneOf(tokenKindValues) kind!: string;
  @Text() name!: string;
  @Text({ description: 'What is typed at docker login' }) username!: string;
  @Text({ optional: true, description: 'Of a robot account: the same without $ and +' })
  dashedUsername?: string;
  @Text({ optional: true }) project?: string;
  @OneOf(tokenStatuses) status!: string;
  @Instant({ optional: true }) expiresAt?: string;
  @Instant({ optional: true }) overlapUntil?: string;
  @NestedList(TokenScopeView) scopes!: readonly TokenScopeView[];
  @TextList({ description: 'What is surprising about its scopes' }) warnings!: readonly string[];
  @Text({ optional: true, description: 'The last four characters of the password' }) hint?: string;
  @Text({ optional: true, description: 'The user who made it' }) createdBy?: string;
  @Instant() createdAt!: string;
  @Text({ optional: true }) importedFrom?: string;
}

export class TokenReply extends Versioned {
  @Nested(TokenView) token!: TokenView;
  @Text({ optional: true, description: 'The password, once: in the reply to creation and rotation' })
  password?: string;
  @Text({ optional: true, description: 'The line for a shell; the password comes on standard input' })
  dockerLogin?: string;
}

/** A scope of a token, after it was added. */
export class TokenScopeReply extends Versioned {
  @Text() registryId!: string;
  @Text() tokenId!: string;
  @Nested(TokenScopeView) scope!: TokenScopeView;
  @TextList({ description: 'What is surprising about it' }) warnings!: readonly string[];
}

export class TokenPage {
  @NestedList(TokenView) items!: readonly TokenView[];
  @Text({ optional: true }) nextCursor?: string;
}
