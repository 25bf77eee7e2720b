import { credentialContract, MasterKeysReply } from '@credstream/contracts/credential';
import { KeyProviderUnavailable } from '@credstream/domain-kernel';
import { resource } from './resource.js';
import { get, post } from './route.js';

const all = { answer: MasterKeysReply, show: (reply: MasterKeysReply) => reply };

export const MasterKeyRoutes = resource('System', 'api/v1/system/master-keys', {
  getMasterKeys: get('', credentialContract.masterKeys, {
    ...all,
    unversioned: true,
    summary: 'Get the master keys and the progress of their rotation',
    refuses: [KeyProviderUnavailable],
  }),
  rotateMasterKeys: post('rotate', credentialContract.rotateMasterKeys, {
    ...all,
    summary: 'Start a new master key',
    description:
      'Data keys are wrapped with it in the background; secrets stay readable all the while. The key before is ' +
      'destroyed 90 days after the last data key left it, and backups from before can no longer be read then.',
    refuses: [KeyProviderUnavailable],
  }),
});
