import { tokenContract } from '@credstream/contracts/token';
import { answering } from '@credstream/service-kit';
import { RegistryTrust } from './endpoint/registry-trust.js';
import { TokenEndpoint } from './endpoint/token-endpoint.js';
import { Registries } from './registry/registries.js';
import { Tokens } from './token/tokens.js';

/** What token-service answers, and by what. */
export const TokenController = answering(
  tokenContract,
  [Registries, Tokens, TokenEndpoint, RegistryTrust],
  (registries, tokens, endpoint, trust) => ({
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
    issueRegistryToken: (message, context) => endpoint.answer(message, context),
    getTrust: (message, context) => trust.get(message, context),
    listSigningKeys: (message, context) => trust.list(message, context),
    rotateSigningKey: (message, context) => trust.rotate(message, context),
    confirmSigningKey: (message, context) => trust.confirm(message, context),
    retireSigningKey: (message, context) => trust.retire(message, context),
  }),
);
