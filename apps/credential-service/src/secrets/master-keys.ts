import { DataKeys, FileKeyProvider } from '@credstream/encryption';
import { checkKeysAgainstLog, keysExpected, type ServiceHost } from '@credstream/service-kit';

/** Under which the log remembers the master keys. */
const set = 'credential-master-keys';

/** Where the master keys are. */
export class MasterKeySettings {
  constructor(readonly folder: string) {}
}

/**
 * Opens the master keys of the installation. A folder that is missing is made only for a log that holds nothing
 * encrypted.
 *
 * @throws KeyFileRefused
 * @throws ServiceUnavailable
 */
export const openDataKeys = async (
  { store }: ServiceHost,
  { folder }: MasterKeySettings,
): Promise<DataKeys> => {
  const provider = await FileKeyProvider.open(folder, await keysExpected(store, set));
  await checkKeysAgainstLog(store, 'credential', provider.checks(), folder, set);
  return new DataKeys(provider);
};
