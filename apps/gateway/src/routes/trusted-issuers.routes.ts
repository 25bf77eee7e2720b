import { NestedList, Text } from '@credstream/contracts';
import {
  type AddTrustedIssuer,
  type IssuerClaim,
  tokenContract,
  TrustedIssuerView,
  WantedScope,
} from '@credstream/contracts/token';
import { RegistryNotFound, TokenPushWithoutPull, TokenScopesInvalid } from '@credstream/domain-registry';
import {
  TrustedIssuerInvalid,
  TrustedIssuerNotFound,
  TrustedIssuerTooMany,
} from '@credstream/domain-registry-access';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { wholeListOf } from './page.js';
import { resource } from './resource.js';
import { get, post, remove } from './route.js';

const claimsProperty = {
  type: 'object',
  additionalProperties: { type: 'string' },
  description: 'What each must be; * stands for any characters. At least one, and all must fit',
  example: { repository: 'acme/app', ref: 'refs/heads/*' },
} as const;

/** Claims as an object, which the messages between services do not know. */
class NewTrustedIssuer {
  @Text({ example: 'https://token.actions.githubusercontent.com' }) issuer!: string;
  @Text({
    optional: true,
    description: 'Of the tokens of its workloads; the service of the registry when absent',
  })
  audience?: string;
  @ApiProperty(claimsProperty) @IsObject() claims!: Record<string, string>;
  @NestedList(WantedScope, { description: 'What its workloads may do' }) scopes!: WantedScope[];
}

class TrustedIssuer extends OmitType(TrustedIssuerView, ['claims']) {
  @ApiProperty(claimsProperty) claims!: Record<string, string>;
}

const shown = ({ claims, ...issuer }: TrustedIssuerView): TrustedIssuer => ({
  ...issuer,
  claims: Object.fromEntries(claims.map(({ name, value }) => [name, value])),
});

const messageOf = ({
  claims,
  ...sent
}: NewTrustedIssuer & Readonly<{ registryId: string }>): AddTrustedIssuer => ({
  ...sent,
  claims: Object.entries(claims).map(([name, value]): IssuerClaim => ({ name, value })),
});

/** Whose workloads sign in without a password. */
export const TrustedIssuerRoutes = resource('Registry signing keys', 'api/v1/registries', {
  addTrustedIssuer: post(':registryId/trusted-issuers', tokenContract.addTrustedIssuer, {
    input: NewTrustedIssuer,
    message: messageOf,
    answer: TrustedIssuer,
    show: ({ issuer }) => shown(issuer),
    location: ({ issuer }) => `/api/v1/registries/${issuer.registryId}/trusted-issuers/${issuer.id}`,
    summary: 'Trust an OpenID Connect issuer',
    description:
      'Workloads show a JWT of the issuer as the password, with the username `oidc`, or exchange it (RFC 8693). All claims must fit.',
    refuses: [
      ...[RegistryNotFound, TrustedIssuerInvalid, TrustedIssuerTooMany],
      ...[TokenScopesInvalid, TokenPushWithoutPull],
    ],
  }),
  listTrustedIssuers: get(':registryId/trusted-issuers', tokenContract.listTrustedIssuers, {
    ...wholeListOf('TrustedIssuerItems', TrustedIssuer),
    show: ({ items }) => ({ items: items.map(shown) }),
    summary: 'List the issuers that a registry trusts',
    refuses: [RegistryNotFound],
  }),
  removeTrustedIssuer: remove(':registryId/trusted-issuers/:issuerId', tokenContract.removeTrustedIssuer, {
    summary: 'No longer trust an issuer',
    refuses: [RegistryNotFound, TrustedIssuerNotFound],
  }),
});
