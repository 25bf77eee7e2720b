import { call, contract } from '../contract.js';
import { ReportOffboarding } from '../offboarding.messages.js';
import { Nothing } from '../paging.messages.js';
import {
  AddTrustedIssuer,
  ExchangeWorkloadToken,
  FoundSecretReply,
  GetRegistryToken,
  RegistryAddress,
  RegistryTokenReply,
  ReportFoundSecret,
  RevokeRefreshToken,
  RotateSigningKey,
  SigningKeyAddress,
  SigningKeyList,
  SigningKeysReply,
  TrustedIssuerAddress,
  TrustedIssuerList,
  TrustedIssuerReply,
  TrustReply,
  WorkloadTokenReply,
} from './access.messages.js';
import { CliSecretReply, GetCliSecret, SetCliSecret, TokenOffboardingReply } from './cli-secret.messages.js';
import { ImportReply, ImportTokens } from './import.messages.js';
import {
  ListRepositories,
  NotifyRegistry,
  NotifyReply,
  RepositoryPage,
  TokenUsage,
} from './notice.messages.js';
import { RefusalList } from './refusal.messages.js';
import {
  ChangeRegistry,
  CreateRegistry,
  GetRegistry,
  ListRegistries,
  RegistryPage,
  RegistryReply,
} from './registry.messages.js';
import {
  AddTokenScope,
  ChangeToken,
  CreateToken,
  ListTokens,
  RemoveTokenScope,
  RevokeToken,
  RotateToken,
  TokenAddress,
  TokenPage,
  TokenReply,
  TokenScopeReply,
} from './token.messages.js';

const managed = { permission: 'organization.manage' } as const;
const read = { permission: 'credential.read' } as const;
const mine = { permission: 'apikey.manage', own: 'apikey.own' } as const;
const seen = { permission: 'apikey.read', own: 'signed_in' } as const;
const written = { permission: 'credential.write' } as const;

/** What token-service answers. */
export const tokenContract = contract('token', 'Tokens', {
  createRegistry: call(CreateRegistry, RegistryReply, managed),
  getRegistry: call(GetRegistry, RegistryReply, read),
  listRegistries: call(ListRegistries, RegistryPage, read),
  changeRegistry: call(ChangeRegistry, RegistryReply, managed),
  rotateNotificationToken: call(GetRegistry, RegistryReply, managed),
  deleteRegistry: call(GetRegistry, RegistryReply, managed),
  create: call(CreateToken, TokenReply, written),
  get: call(TokenAddress, TokenReply, read),
  list: call(ListTokens, TokenPage, read),
  change: call(ChangeToken, TokenReply, written),
  addScope: call(AddTokenScope, TokenScopeReply, written),
  removeScope: call(RemoveTokenScope, TokenReply, written),
  removeAllScopes: call(TokenAddress, TokenReply, written),
  rotate: call(RotateToken, TokenReply, written),
  revoke: call(RevokeToken, TokenReply, written),
  delete: call(TokenAddress, TokenReply, written),
  import: call(ImportTokens, ImportReply, written),
  usage: call(TokenAddress, TokenUsage, read),
  listRepositories: call(ListRepositories, RepositoryPage, read),
  notify: call(NotifyRegistry, NotifyReply, 'system'),
  refusals: call(TokenAddress, RefusalList, read),
  getCliSecret: call(GetCliSecret, CliSecretReply, seen),
  setCliSecret: call(SetCliSecret, CliSecretReply, mine),
  revokeCliSecret: call(GetCliSecret, CliSecretReply, mine),
  cliSecretRefusals: call(GetCliSecret, RefusalList, seen),
  reportOffboarding: call(ReportOffboarding, TokenOffboardingReply, 'system'),
  issueRegistryToken: call(GetRegistryToken, RegistryTokenReply, 'system'),
  getTrust: call(RegistryAddress, TrustReply, read),
  listSigningKeys: call(RegistryAddress, SigningKeyList, read),
  rotateSigningKey: call(RotateSigningKey, SigningKeysReply, managed),
  confirmSigningKey: call(SigningKeyAddress, SigningKeysReply, managed),
  retireSigningKey: call(SigningKeyAddress, SigningKeysReply, managed),
  exchangeWorkloadToken: call(ExchangeWorkloadToken, WorkloadTokenReply, 'system'),
  revokeRefreshToken: call(RevokeRefreshToken, Nothing, 'system'),
  reportFoundSecret: call(ReportFoundSecret, FoundSecretReply, 'system'),
  addTrustedIssuer: call(AddTrustedIssuer, TrustedIssuerReply, managed),
  listTrustedIssuers: call(RegistryAddress, TrustedIssuerList, read),
  removeTrustedIssuer: call(TrustedIssuerAddress, TrustedIssuerReply, managed),
});
