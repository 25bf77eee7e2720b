import { cliSecrets } from './cli-secret.decider.js';
import { registries, registryNames, registryServices } from './registry.aggregate.js';
import { registryNotices } from './registry-notices.js';
import { registryTokens } from './token.aggregate.js';
import { tokenNames } from './token-name.js';
import { tokenRefusalsSchema } from './token-refusals.events.js';

/** The schemas of everything that this context records, for who shows events of all kinds. */
export const tokenEventSchemas = [
  ...[
    registries,
    registryNames,
    registryServices,
    registryTokens,
    tokenNames,
    cliSecrets,
    registryNotices,
  ].map(({ schema }) => schema),
  tokenRefusalsSchema,
];
