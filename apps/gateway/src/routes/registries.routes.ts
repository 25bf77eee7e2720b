import { Answer, Flag, NestedList, OneOf, Text, TextList } from '@credstream/contracts';
import {
  type ChangeRegistry,
  type CliSecretReply,
  CliSecretView,
  ImportReply,
  ProjectPlaceView,
  RefusalList,
  type RegistryReply,
  RegistryView,
  RepositoryView,
  tokenContract,
  type TokenReply,
  TokenScopeView,
  TokenUsage,
  TokenView,
} from '@credstream/contracts/token';
import { NotPermitted } from '@credstream/domain-kernel';
import {
  CliSecretInvalid,
  CliSecretNotFound,
  CliSecretNotOnboarded,
  RegistryAnonymousPullInvalid,
  RegistryHostnameInvalid,
  RegistryIpAllowListInvalid,
  RegistryNameInvalid,
  RegistryNameTaken,
  RegistryNotFound,
  RegistryProjectsInvalid,
  RegistryScopeInvalid,
  RegistryServiceInvalid,
  RegistryServiceTaken,
  RegistryTooMany,
  RobotNameInvalid,
  TokenDurationInvalid,
  TokenExpiryInvalid,
  TokenExpiryTooNear,
  TokenImportInvalid,
  TokenNameInvalid,
  TokenNameTaken,
  TokenNotFound,
  TokenOverlapInvalid,
  TokenPasswordInvalid,
  TokenProjectInvalid,
  TokenPushWithoutPull,
  TokenRotationInProgress,
  TokenScopeNotFound,
  TokenScopesInvalid,
  TokenTooMany,
  TokenTooManyScopes,
} from '@credstream/domain-registry';
import { pageOf } from './page.js';
import { resource } from './resource.js';
import { get, patch, post, put, remove } from './route.js';

const tag = 'Registries';

class CreatedRegistry extends RegistryView {
  @Answer({
    description: 'The bearer token with which the registry sends its notifications. It is not shown again',
  })
  notificationToken!: string;
}

class CreatedToken extends TokenView {
  @Answer({ description: 'It is shown here and never again' }) password!: string;
  @Answer({ description: 'The line for a shell; the password comes on standard input' })
  dockerLogin!: string;
}

class RotatedToken extends TokenView {
  @Answer({ optional: true, description: 'It is shown here and never again; absent when you chose it' })
  password?: string;
  @Answer({ optional: true, description: 'The line for a shell; the password comes on standard input' })
  dockerLogin?: string;
}

class AddedTokenScope extends TokenScopeView {
  @Answer({ list: true, description: 'What is surprising about it' }) warnings!: string[];
}

class TokenScopes {
  @Answer({ list: true, of: () => TokenScopeView }) items!: TokenScopeView[];
}

class ShownCliSecret extends CliSecretView {
  @Answer({ optional: true, description: 'The secret itself, this once' }) secret?: string;
  @Answer({ optional: true, description: 'The line for a shell; the secret comes on standard input' })
  dockerLogin?: string;
}

class ChangeRegistryBody {
  @Text({ optional: true, example: 'registry.example.org:5000' }) hostname?: string;
  @OneOf(
    { name: 'TokenMode', values: ['universal', 'v3-jwks', 'v2-libtrust'] },
    { optional: true, description: 'How tokens are signed' },
  )
  tokenMode?: NonNullable<ChangeRegistry['tokenMode']>;
  @Flag({ optional: true, description: 'Are refresh tokens given out?' }) offlineTokens?: boolean;
  @TextList({ optional: true, description: 'Repositories that everybody may pull; none when empty' })
  anonymousPull?: string[];
  @TextList({
    optional: true,
    description: 'Addresses or CIDR ranges from which tokens are given; everywhere when empty',
  })
  ipAllowList?: string[];
  @NestedList(ProjectPlaceView, { optional: true }) projects?: ProjectPlaceView[];
}

type Body = ChangeRegistryBody & Readonly<{ id: string }>;

/** An empty list does not cross gRPC by itself. */
const changeOf = ({ anonymousPull, ipAllowList, projects, ...rest }: Body): ChangeRegistry => ({
  ...rest,
  ...(anonymousPull && { anonymousPull: { items: anonymousPull } }),
  ...(ipAllowList && { ipAllowList: { items: ipAllowList } }),
  ...(projects && { projects: { items: projects } }),
});

const registry = { answer: RegistryView, show: (reply: RegistryReply) => reply.registry };
const token = { answer: TokenView, show: (reply: TokenReply) => reply.token };
const withPassword = {
  show: ({ token: shown, password, dockerLogin }: TokenReply) => ({
    ...shown,
    ...(password !== undefined && { password }),
    ...(dockerLogin !== undefined && { dockerLogin }),
  }),
  secret: true,
} as const;
const cliSecret = {
  answer: ShownCliSecret,
  show: ({ cliSecret: shown, secret, dockerLogin }: CliSecretReply) => ({
    ...shown,
    ...(secret !== undefined && { secret }),
    ...(dockerLogin !== undefined && { dockerLogin }),
  }),
} as const;
const refusals = { answer: RefusalList, show: (reply: RefusalList) => reply, unversioned: true } as const;

const settingsRefusals = [
  ...[RegistryHostnameInvalid, RegistryIpAllowListInvalid, RegistryAnonymousPullInvalid],
  RegistryProjectsInvalid,
];
const scopeRefusals = [TokenScopesInvalid, TokenPushWithoutPull, TokenTooManyScopes];
const expiryRefusals = [TokenExpiryInvalid, TokenExpiryTooNear];
const tokenRefusals = [RegistryNotFound, TokenNotFound];

export const RegistryRoutes = resource(tag, 'api/v1/registries', {
  createRegistry: post('', tokenContract.createRegistry, {
    answer: CreatedRegistry,
    show: ({ registry: shown, notificationToken }) => ({ ...shown, notificationToken }),
    secret: true,
    location: ({ registry: { id } }) => `/api/v1/registries/${id}`,
    summary: 'Create a registry',
    description: 'The answer holds the bearer token for its notifications, which is shown once.',
    refuses: [
      ...[RegistryNameInvalid, RegistryNameTaken, RegistryServiceInvalid, RegistryServiceTaken],
      ...[RegistryScopeInvalid, RegistryTooMany, NotPermitted, ...settingsRefusals],
    ],
  }),
  listRegistries: get('', tokenContract.listRegistries, {
    ...pageOf('RegistryList', RegistryView, (each: RegistryView) => each),
    summary: 'List registries',
    refuses: [NotPermitted, RegistryNotFound],
  }),
  getRegistry: get(':id', tokenContract.getRegistry, {
    ...registry,
    summary: 'Get a registry',
    refuses: [RegistryNotFound],
  }),
  changeRegistry: patch(':id', tokenContract.changeRegistry, {
    ...{ ...registry, input: ChangeRegistryBody, message: changeOf },
    summary: 'Change a registry',
    description: 'Its name, scope and service stay as they are.',
    refuses: [RegistryNotFound, ...settingsRefusals],
  }),
  rotateNotificationToken: post(':id/notification-token', tokenContract.rotateNotificationToken, {
    answer: CreatedRegistry,
    show: ({ registry: shown, notificationToken }) => ({ ...shown, notificationToken }),
    secret: true,
    summary: 'Give a registry a new bearer token for its notifications',
    description: 'The one before is refused from now on.',
    refuses: [RegistryNotFound],
  }),
  deleteRegistry: remove(':id', tokenContract.deleteRegistry, {
    summary: 'Delete a registry',
    description: 'Its tokens are refused from now on, and deleted soon after.',
    refuses: [RegistryNotFound],
  }),
  createRegistryToken: post(':registryId/tokens', tokenContract.create, {
    ...{ ...withPassword, answer: CreatedToken },
    location: ({ token: { registryId, id } }) => `/api/v1/registries/${registryId}/tokens/${id}`,
    summary: 'Create a token or a robot account',
    description: 'The answer holds the password, which is shown once. You hand out no more than you may do.',
    refuses: [
      ...[RegistryNotFound, NotPermitted, TokenNameInvalid, RobotNameInvalid, TokenNameTaken, TokenTooMany],
      ...[TokenProjectInvalid, TokenDurationInvalid, ...expiryRefusals, ...scopeRefusals],
    ],
  }),
  listRegistryTokens: get(':registryId/tokens', tokenContract.list, {
    ...pageOf('TokenList', TokenView, (each: TokenView) => each),
    summary: 'List the tokens and robot accounts of a registry',
    refuses: [RegistryNotFound],
  }),
  readRegistryToken: get(':registryId/tokens/:id', tokenContract.get, {
    ...token,
    summary: 'Get a token',
    refuses: tokenRefusals,
  }),
  changeRegistryToken: patch(':registryId/tokens/:id', tokenContract.change, {
    ...token,
    summary: 'Change the status or the expiry of a token',
    description: 'Its name stays as it is.',
    refuses: [...tokenRefusals, NotPermitted, ...expiryRefusals],
  }),
  deleteRegistryToken: remove(':registryId/tokens/:id', tokenContract.delete, {
    summary: 'Delete a token',
    description: 'It is refused from now on, and its name can be used again.',
    refuses: tokenRefusals,
  }),
  listRegistryTokenScopes: get(':registryId/tokens/:id/scopes', tokenContract.get, {
    answer: TokenScopes,
    show: (reply: TokenReply) => ({ items: reply.token.scopes }),
    summary: 'List the scopes of a token',
    refuses: tokenRefusals,
  }),
  addTokenScope: post(':registryId/tokens/:id/scopes', tokenContract.addScope, {
    answer: AddedTokenScope,
    show: ({ scope, warnings }) => ({ ...scope, warnings }),
    location: ({ registryId, tokenId, scope }) =>
      `/api/v1/registries/${registryId}/tokens/${tokenId}/scopes/${scope.id}`,
    summary: 'Add a scope to a token',
    refuses: [...tokenRefusals, NotPermitted, ...scopeRefusals],
  }),
  removeAllTokenScopes: remove(':registryId/tokens/:id/scopes', tokenContract.removeAllScopes, {
    summary: 'Remove all scopes of a token',
    refuses: tokenRefusals,
  }),
  removeTokenScope: remove(':registryId/tokens/:id/scopes/:scopeId', tokenContract.removeScope, {
    summary: 'Remove a scope of a token',
    refuses: [...tokenRefusals, TokenScopeNotFound],
  }),
  rotateRegistryToken: post(':registryId/tokens/:id/rotate', tokenContract.rotate, {
    ...{ ...withPassword, answer: RotatedToken },
    summary: 'Give a token a new password',
    description: 'The password in use goes on working until `overlapUntil`.',
    refuses: [
      ...[...tokenRefusals, NotPermitted, TokenOverlapInvalid],
      ...[TokenRotationInProgress, TokenPasswordInvalid],
    ],
  }),
  revokeRegistryToken: post(':registryId/tokens/:id/revoke', tokenContract.revoke, {
    ...token,
    summary: 'Revoke a token',
    description: 'Final: the token is refused from now on, and stays in the list.',
    refuses: tokenRefusals,
  }),
  getRegistryTokenUsage: get(':registryId/tokens/:id/usage', tokenContract.usage, {
    answer: TokenUsage,
    show: (usage) => usage,
    unversioned: true,
    summary: 'Get how a token is used',
    description: 'What it was granted, and what the registry told of it.',
    refuses: tokenRefusals,
  }),
  importRegistryTokens: post(':registryId/import', tokenContract.import, {
    answer: ImportReply,
    show: (reply) => reply,
    unversioned: true,
    summary: 'Import users of an htpasswd file, or robot accounts of Harbor',
    description: 'Their passwords go on working. All of them are imported, or none.',
    refuses: [
      ...[RegistryNotFound, NotPermitted, TokenImportInvalid, TokenNameTaken, TokenTooMany],
      ...scopeRefusals,
    ],
  }),
  listRepositories: get(':registryId/repositories', tokenContract.listRepositories, {
    ...pageOf('RepositoryList', RepositoryView, (each: RepositoryView) => each),
    summary: 'List the repositories of a registry',
    description: 'Those of which the registry told: who pushed and pulled them last.',
    refuses: [RegistryNotFound],
  }),
  listRegistryTokenRefusals: get(':registryId/tokens/:id/refusals', tokenContract.refusals, {
    ...refusals,
    summary: 'List the last refusals of a token',
    description: 'When, why, from which address and by which client; newest first.',
    refuses: tokenRefusals,
  }),
});

export const CliSecretRoutes = resource(tag, 'api/v1/users', {
  getCliSecret: get(':userId/cli-secret', tokenContract.getCliSecret, {
    ...{ ...cliSecret, secret: true as const },
    summary: 'Get the state of a CLI secret',
    description: 'Who asks for their own the first time after signing in gets one, which is shown this once.',
    refuses: [CliSecretNotFound, NotPermitted],
  }),
  setCliSecret: put(':userId/cli-secret', tokenContract.setCliSecret, {
    ...{ ...cliSecret, secret: true as const },
    summary: 'Make or upload a CLI secret',
    description: 'It is shown once. The one before stops at once.',
    refuses: [CliSecretInvalid, CliSecretNotFound, CliSecretNotOnboarded, NotPermitted],
  }),
  deleteCliSecret: remove(':userId/cli-secret', tokenContract.revokeCliSecret, {
    summary: 'Revoke a CLI secret',
    refuses: [CliSecretNotFound, NotPermitted],
  }),
  listCliSecretRefusals: get(':userId/cli-secret/refusals', tokenContract.cliSecretRefusals, {
    ...refusals,
    summary: 'List the last refusals of a CLI secret',
    refuses: [CliSecretNotFound, NotPermitted],
  }),
});
