import { Count, Flag, Instant, Nested, NestedList, OneOf, Text, TextList, Whole } from '../fields.js';
import { registryTokenOutcomes, signingKeyPhases } from '../values.js';
import { Versioned } from '../versioned.messages.js';
import { TokenScopeView, WantedScope } from './token.messages.js';

/** What a client of a registry asks the token endpoint for. */
export class GetRegistryToken {
  @Text() service!: string;
  /** Absent, with the password, for a stranger. */
  @Text({ optional: true }) username?: string;
  @Text({ optional: true }) password?: string;
  /** Instead of username and password. */
  @Text({ optional: true }) refreshToken?: string;
  /** Every `scope` parameter as it was sent. */
  @TextList({ optional: true }) scopes?: string[];
  /** Is a refresh token asked for? */
  @Flag({ optional: true }) offline?: boolean;
  /** What the client calls itself. */
  @Text({ optional: true }) client?: string;
}

/** A token, or why there is none. */
export class RegistryTokenReply {
  @OneOf(registryTokenOutcomes) outcome!: (typeof registryTokenOutcomes.values)[number];
  @Text({ optional: true, description: 'Of a refusal, for the person at the terminal' }) message?: string;
  @Flag({ description: 'Of a refusal: was the secret itself right?' }) isKnown!: boolean;
  @Count({ description: 'Seconds after which a retry makes sense' }) retryAfter!: number;
  @Text({ optional: true }) token?: string;
  @Count({ description: 'When the token ends, in seconds since 1970' }) expiresAt!: number;
  @Count({ description: 'For how many seconds the token lasts from now on' }) expiresIn!: number;
  @Text({ optional: true, description: 'What was granted, as a scope parameter' }) scope?: string;
  @Text({ optional: true }) refreshToken?: string;
  @Count({ description: 'For how many seconds the same answer may be given again' }) memorySeconds!: number;
  @TextList({ description: 'The ids on which the answer depends' }) concerns!: readonly string[];
}

export class RegistryAddress {
  @Text() registryId!: string;
}

export class RotateSigningKey extends RegistryAddress {
  @Whole({
    min: 0,
    max: 7_776_000,
    optional: true,
    example: 604_800,
    description: 'Seconds for which the key is published before it signs; a week when absent',
  })
  publishedForSeconds?: number;
}

export class SigningKeyAddress extends RegistryAddress {
  @Text() kid!: string;
}

export class SigningKeyView {
  @Text() kid!: string;
  @OneOf(signingKeyPhases, { description: 'published, used, previous or retired' }) phase!: string;
  @Instant() publishedAt!: string;
  @Instant({ description: 'From when it signs' }) usedFrom!: string;
  @Instant({ optional: true }) confirmedAt?: string;
  @Instant({ optional: true }) retiredAt?: string;
}

export class SigningKeyList {
  @NestedList(SigningKeyView) items!: readonly SigningKeyView[];
}

export class SigningKeysReply extends Versioned {
  @NestedList(SigningKeyView) items!: readonly SigningKeyView[];
}

/** What a registry needs to trust the tokens made for it. */
export class TrustReply {
  @Text() service!: string;
  @Text() tokenMode!: string;
  @TextList({ description: 'DER in base64' }) certificates!: readonly string[];
}

/** A claim of a workload, and what it must be. */
export class IssuerClaim {
  @Text({ example: 'repository' }) name!: string;
  @Text({ example: 'acme/*', description: '* stands for any characters' }) value!: string;
}

export class AddTrustedIssuer extends RegistryAddress {
  @Text({ example: 'https://token.actions.githubusercontent.com' }) issuer!: string;
  @Text({
    description: 'What the tokens of its workloads are for; the service of the registry when absent',
    optional: true,
  })
  audience?: string;
  @NestedList(IssuerClaim, { description: 'At least one; all must fit' }) claims!: readonly IssuerClaim[];
  @NestedList(WantedScope, { description: 'What its workloads may do' }) scopes!: readonly WantedScope[];
}

export class TrustedIssuerAddress extends RegistryAddress {
  @Text() issuerId!: string;
}

export class TrustedIssuerView {
  @Text() id!: string;
  @Text() registryId!: string;
  @Text() issuer!: string;
  @Text() audience!: string;
  @NestedList(IssuerClaim) claims!: readonly IssuerClaim[];
  @NestedList(TokenScopeView) scopes!: readonly TokenScopeView[];
  @Instant() addedAt!: string;
}

export class TrustedIssuerReply extends Versioned {
  @Nested(TrustedIssuerView) issuer!: TrustedIssuerView;
}

export class TrustedIssuerList {
  @NestedList(TrustedIssuerView) items!: readonly TrustedIssuerView[];
}

/** RFC 8693: the token of a workload for one of ours. */
export class ExchangeWorkloadToken {
  @Text() service!: string;
  @Text() subjectToken!: string;
}

export class WorkloadTokenReply {
  @OneOf(registryTokenOutcomes) outcome!: (typeof registryTokenOutcomes.values)[number];
  @Text({ optional: true, description: 'Of a refusal' }) message?: string;
  @Flag() isKnown!: boolean;
  @Text({ optional: true }) token?: string;
  @Count({ description: 'Seconds' }) expiresIn!: number;
}

/** RFC 7009, for a refresh token of a registry, or what a workload got in an exchange. */
export class RevokeRefreshToken {
  @Text() token!: string;
}

/** For the gateway alone: a value that was found where others can read it. */
export class ReportFoundSecret {
  @Text() value!: string;
  @Text({ description: 'Who found it' }) reporter!: string;
  @Text({ optional: true }) url?: string;
}

/** `known`: is it a secret that opens something here? */
export class FoundSecretReply {
  @Flag() known!: boolean;
}
