import { accesses } from './access.events.js';
import { credentials } from './credential.aggregate.js';
import { attachedThings, credentialNames, existingSecrets } from './credential-name.js';
import { masterKeys } from './master-key.js';
import { dataKeys, storedSecrets } from './stored-secret.js';

/** The schemas of everything that this context records, for who shows events of all kinds. */
export const credentialEventSchemas = [
  credentials,
  accesses,
  credentialNames,
  attachedThings,
  existingSecrets,
  storedSecrets,
  dataKeys,
  masterKeys,
].map(({ schema }) => schema);
