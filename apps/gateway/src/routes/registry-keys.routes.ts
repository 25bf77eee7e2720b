import { type SigningKeysReply, SigningKeyView, tokenContract } from '@credstream/contracts/token';
import { RegistryNotFound } from '@credstream/domain-registry';
import {
  RegistryKeyInUse,
  RegistryKeyNotFound,
  RegistryKeyPending,
} from '@credstream/domain-registry-access';
import { wholeListOf } from './page.js';
import { resource } from './resource.js';
import { get, post } from './route.js';

const { answer, show } = wholeListOf('SigningKeyItems', SigningKeyView);
const keys = { answer, show: ({ items }: SigningKeysReply) => show({ items }) };

export const RegistryKeyRoutes = resource('Registry signing keys', 'api/v1/registries', {
  listRegistryKeys: get(':registryId/signing-keys', tokenContract.listSigningKeys, {
    ...keys,
    show,
    unversioned: true,
    summary: 'List the keys that sign the tokens of a registry',
    refuses: [RegistryNotFound],
  }),
  rotateRegistryKey: post(':registryId/signing-keys/rotate', tokenContract.rotateSigningKey, {
    ...keys,
    summary: 'Publish a new signing key',
    description:
      'The key in use goes on signing until the new one has been published for the set time, or is confirmed.',
    refuses: [RegistryNotFound, RegistryKeyPending],
  }),
  confirmRegistryKey: post(':registryId/signing-keys/:kid/confirm', tokenContract.confirmSigningKey, {
    ...keys,
    summary: 'Confirm that the registry knows a new signing key',
    description: 'It signs from then on. The one before stays trusted for a day.',
    refuses: [RegistryNotFound, RegistryKeyNotFound],
  }),
  retireRegistryKey: post(':registryId/signing-keys/:kid/retire', tokenContract.retireSigningKey, {
    ...keys,
    summary: 'Retire a signing key that must not be trusted any more',
    refuses: [RegistryNotFound, RegistryKeyNotFound, RegistryKeyInUse],
  }),
});
