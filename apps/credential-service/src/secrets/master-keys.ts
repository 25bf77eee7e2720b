import { masterKeys } from '@credstream/domain-credential';
import {
  FileKeyProvider,
  type KeyProvider,
  masterKeyHistory,
  MovedKeyProvider,
  type RotationPolicy,
  TransitKeyProvider,
  type TransitSettings,
} from '@credstream/encryption';
import {
  checkKeysAgainstLog,
  keysExpected,
  type ServiceHost,
  SettingsRefused,
} from '@credstream/service-kit';

/** Under which the log remembers the master keys. */
const set = 'credential-master-keys';

export type KeyProviderName = 'file' | 'vault-transit';

/** Where the master keys are, and for how long. */
export type MasterKeySettings = Readonly<{
  /** What wraps data keys. What the other one has wrapped is read, and wrapped anew. */
  provider: KeyProviderName;
  folder: string;
  vault?: TransitSettings;
  policy: RotationPolicy;
}>;

/** The master keys of the installation. */
export class MasterKeys {
  constructor(
    readonly provider: KeyProvider,
    /** What the installation has moved away from, or is to move to. */
    readonly former: KeyProvider | undefined,
    readonly policy: RotationPolicy,
    /** Has the log remember master keys that are new; a start without one of them is refused from then on. */
    readonly remember: () => Promise<void>,
  ) {}
}

/**
 * Opens the master keys of the installation. A folder that is missing is made only for a log that holds nothing
 * encrypted with one.
 *
 * @throws KeyFileRefused
 * @throws SettingsRefused when data keys are wrapped by Vault and nobody says where it is
 * @throws ServiceUnavailable
 */
export const openMasterKeys = async (host: ServiceHost, settings: MasterKeySettings): Promise<MasterKeys> => {
  const { provider, folder, vault, policy } = settings;
  const { store } = host;
  const expected = await keysExpected(store, set);
  const isFileNeeded = provider === 'file' || expected === 'keys exist';
  const files = isFileNeeded ? await FileKeyProvider.open(folder, expected) : undefined;
  const remember = async (): Promise<void> => {
    if (files) await checkKeysAgainstLog(store, 'credential', files.checks(), folder, set);
  };
  await remember();
  if (!vault && (await isVaultInUse(host))) {
    throw new SettingsRefused(
      'CREDSTREAM_VAULT_ADDRESS must be set: Vault has wrapped data keys that the event log holds.',
    );
  }
  const transit = vault && (await openVault(host, vault));
  const [current, former] = provider === 'file' ? [files, transit] : [transit, files];
  if (!current)
    throw new SettingsRefused('CREDSTREAM_VAULT_ADDRESS must be set for the key provider vault-transit.');
  return new MasterKeys(former ? new MovedKeyProvider(current, former) : current, former, policy, remember);
};

const openVault = ({ log }: ServiceHost, vault: TransitSettings): Promise<TransitKeyProvider> =>
  TransitKeyProvider.open(vault, {
    onAlarm: (message, cause) => log.error({ err: cause }, message),
    onRelief: () => log.info('The token of the key provider vault-transit is looked after again'),
  });

/** Has Vault wrapped data keys that nobody has wrapped anew since? */
const isVaultInUse = async ({ store }: ServiceHost): Promise<boolean> => {
  const events = await store.read(masterKeys.streamOf('vault-transit'));
  const facts = events.flatMap((event) => masterKeys.schema.read(event) ?? []);
  const { startedAt, emptiedAt } = masterKeyHistory(facts, 'vault-transit');
  return [...startedAt.keys()].some((epoch) => !emptiedAt.has(epoch));
};
