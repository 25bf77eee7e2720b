import { registries } from '@credstream/domain-registry';
import { listProjection, type ViewDocument } from '@credstream/projections';
import { changeOf, type RegistryFacts } from './registry-changes.js';

/** A registry in the list. */
export type RegistryDocument = ViewDocument & RegistryFacts;

/** The list of registries that were not deleted. */
export const registryListProjection = listProjection({
  name: 'registry_list',
  version: 1,
  aggregate: registries,
  changeOf,
  indexes: [{ key: { account: 1, name: 1, _id: 1 } }, { key: { account: 1, createdAt: -1, _id: -1 } }],
});
