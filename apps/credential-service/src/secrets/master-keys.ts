import { FileKeyProvider, type KeyProvider } from '@credstream/encryption';
import { checkKeysAgainstLog, keysExpected, type ServiceHost } from '@credstream/service-kit';

/** Under which the log remembers the master keys. */
const set = 'credential-master-keys';

/** Where the master keys are. */
export class MasterKeySettings {
  constructor(readonly folder: string) {}
}

/** The master keys of the installation. */
export class MasterKeys {
  constructor(
    readonly provider: KeyProvider,
    /** Has the log remember master keys that are new; a start without one of them is refused from then on. */
    readonly remember: () => Promise<void>,
  ) {}
}

/**
 * Opens the master keys of the installation. A folder that is missing is made only for a log that holds nothing
 * encrypted.
 *
 * @throws KeyFileRefused
 * @throws ServiceUnavailable
 */
export const openMasterKeys = async (
  { store }: ServiceHost,
  { folder }: MasterKeySettings,
): Promise<MasterKeys> => {
  const provider = await FileKeyProvider.open(folder, await keysExpected(store, set));
  const remember = () => checkKeysAgainstLog(store, 'credential', provider.checks(), folder, set);
  await remember();
  return new MasterKeys(provider, remember);
};
