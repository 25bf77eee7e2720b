import { aggregate } from '@credstream/domain-kernel';
import { credentialDecider } from './credential.decider.js';
import { credentialSchema } from './credential.schema.js';

/** Credentials, each in the stream `credential-<credentialId>`. */
export const credentials = aggregate('credential', credentialDecider, credentialSchema);
