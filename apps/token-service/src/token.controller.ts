import { tokenContract } from '@credstream/contracts/token';
import { answering } from '@credstream/service-kit';
import { CliSecrets } from './cli-secret/cli-secrets.js';
import { TokenEndings } from './ending/token-endings.js';
import { IssuerTrust } from './endpoint/issuer-trust.js';
import { RefreshTokens } from './endpoint/refresh-tokens.js';
import { RegistryTrust } from './endpoint/registry-trust.js';
import { TokenEndpoint } from './endpoint/token-endpoint.js';
import { WorkloadTokens } from './endpoint/workload-tokens.js';
import { FoundSecrets } from './leak/found-secrets.js';
import { Registries } from './registry/registries.js';
import { TokenImports } from './token/token-imports.js';
import { Tokens } from './token/tokens.js';
import { RegistryUses } from './use/registry-uses.js';

/** What token-service answers, and by what. */
export const TokenController = answering(
  tokenContract,
  [
    Registries,
    Tokens,
    CliSecrets,
    RegistryUses,
    TokenImports,
    TokenEndings,
    TokenEndpoint,
    RegistryTrust,
    WorkloadTokens,
    IssuerTrust,
    RefreshTokens,
    FoundSecrets,
  ],
  (
    registries,
    tokens,
    cliSecrets,
    uses,
    imports,
    endings,
    endpoint,
    trust,
    workloads,
    issuers,
    refreshTokens,
    found,
  ) => ({
    createRegistry: (message, context) => registries.create(message, context),
    getRegistry: (message, context) => registries.get(message, context),
    listRegistries: (message, context) => registries.list(message, context),
    changeRegistry: (message, context) => registries.change(message, context),
    rotateNotificationToken: (message, context) => registries.rotateNotificationToken(message, context),
    deleteRegistry: (message, context) => registries.delete(message, context),
    create: (message, context) => tokens.create(message, context),
    get: (message, context) => tokens.get(message, context),
    list: (message, context) => tokens.list(message, context),
    change: (message, context) => tokens.change(message, context),
    addScope: (message, context) => tokens.addScope(message, context),
    removeScope: (message, context) => tokens.removeScope(message, context),
    removeAllScopes: (message, context) => tokens.removeAllScopes(message, context),
    rotate: (message, context) => tokens.rotate(message, context),
    revoke: (message, context) => tokens.revoke(message, context),
    delete: (message, context) => tokens.delete(message, context),
    import: (message, context) => imports.import(message, context),
    usage: (message, context) => uses.usage(message, context),
    listRepositories: (message, context) => uses.list(message, context),
    notify: (message, context) => uses.notify(message, context),
    refusals: (message, context) => tokens.refusals(message, context),
    getCliSecret: (message, context) => cliSecrets.get(message, context),
    setCliSecret: (message, context) => cliSecrets.set(message, context),
    revokeCliSecret: (message, context) => cliSecrets.revoke(message, context),
    cliSecretRefusals: (message, context) => cliSecrets.refusals(message, context),
    reportOffboarding: (message) => endings.report(message),
    issueRegistryToken: (message, context) => endpoint.answer(message, context),
    getTrust: (message, context) => trust.get(message, context),
    listSigningKeys: (message, context) => trust.list(message, context),
    rotateSigningKey: (message, context) => trust.rotate(message, context),
    confirmSigningKey: (message, context) => trust.confirm(message, context),
    retireSigningKey: (message, context) => trust.retire(message, context),
    exchangeWorkloadToken: (message, context) => workloads.exchange(message, context),
    revokeRefreshToken: (message, context) => refreshTokens.end(message, context),
    reportFoundSecret: (message, context) => found.report(message, context),
    addTrustedIssuer: (message, context) => issuers.add(message, context),
    listTrustedIssuers: (message, context) => issuers.list(message, context),
    removeTrustedIssuer: (message, context) => issuers.remove(message, context),
  }),
);
