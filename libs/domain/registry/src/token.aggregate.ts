import { aggregate, currentShapes } from '@credstream/domain-kernel';
import { tokenDecider } from './token.decider.js';
import type { TokenEvent } from './token.events.js';

const tokenSchema = currentShapes<TokenEvent>({
  TokenCreated: { withheld: ['secretHash'], shown: ['tokenId', 'hashScheme'] },
  TokenScopeAdded: true,
  TokenScopeRemoved: true,
  TokenEnabled: true,
  TokenDisabled: true,
  TokenExpiryChanged: true,
  TokenRotated: { withheld: ['secretHash'], shown: ['hashScheme'] },
  TokenRehashed: { withheld: ['secretHash', 'replaces'], shown: ['hashScheme'] },
  TokenRevoked: true,
  TokenExpired: true,
  TokenDeleted: true,
});

/** Tokens and robot accounts of registries, each in the stream `token-<tokenId>`. */
export const registryTokens = aggregate('token', tokenDecider, tokenSchema);
