import { credentials } from '@credstream/domain-credential';
import { listProjection, type ViewDocument } from '@credstream/projections';
import { changeOf, type CredentialFacts } from './credential-changes.js';

/** A credential in the list. */
export type CredentialDocument = ViewDocument & CredentialFacts;

/** The list of credentials that were not deleted. */
export const credentialListProjection = listProjection({
  name: 'credential_list',
  version: 2,
  aggregate: credentials,
  changeOf,
  indexes: [
    { key: { account: 1, createdAt: -1, _id: -1 } },
    { key: { scope: 1, createdAt: -1, _id: -1 } },
    { key: { state: 1, expiresAt: 1 } },
    { key: { state: 1, reminded: 1, rotationDueAt: 1 } },
    { key: { 'rotation.rotationId': 1 } },
  ],
});
