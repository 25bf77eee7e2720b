import { offlineTokens } from './offline-token.js';
import { signingKeys } from './signing-keys.js';
import { tokenGrantsSchema } from './token-grants.js';
import { trustedIssuers, workloadTokens } from './trusted-issuer.js';

/** What every event of the token endpoint looks like, and what of it stays in the log. */
export const registryAccessEventSchemas = [
  signingKeys.schema,
  tokenGrantsSchema,
  offlineTokens.schema,
  trustedIssuers.schema,
  workloadTokens.schema,
];
