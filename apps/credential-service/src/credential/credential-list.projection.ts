import { credentials } from '@credstream/domain-credential';
import { listProjection, type ViewDocument } from '@credstream/projections';
import { changeOf, type CredentialFacts } from './credential-changes.js';

/** A credential in the list. */
export type CredentialDocument = ViewDocument & CredentialFacts;

/** The orders in which a list can be asked for; each is read backwards too. */
const sorts = [
  { createdAt: -1, _id: -1 },
  { name: 1, _id: 1 },
  { updatedAt: -1, _id: -1 },
] as const;

/** The list of credentials that were not deleted. */
export const credentialListProjection = listProjection({
  name: 'credential_list',
  version: 2,
  aggregate: credentials,
  changeOf,
  indexes: [
    ...['account', 'scope'].flatMap((place) => sorts.map((sort) => ({ key: { [place]: 1, ...sort } }))),
    { key: { state: 1, expiresAt: 1 } },
    { key: { state: 1, reminded: 1, rotationDueAt: 1 } },
    { key: { 'rotation.rotationId': 1 } },
  ],
});
