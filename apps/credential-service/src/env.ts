import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultRotationPolicy, type TransitSettings } from '@credstream/encryption';
import { EgressEnvironment, Pauses, readEnvironment, SettingsRefused } from '@credstream/service-kit';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, ValidateBy } from 'class-validator';
import type { KeyProviderName, MasterKeySettings } from './secrets/master-keys.js';

const keyProviders: readonly KeyProviderName[] = ['file', 'vault-transit'];

/** Https, or http on this machine: the token is in each request. */
const vaultForm =
  /^(https:\/\/[^\s/@?#]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?)(\/[^\s?#]*)?$/;

const pathForm = /^(?!.*(^|\/)\.{1,2}(\/|$))[\w.-]+(\/[\w.-]+)*\/?$/;

/** A setting that another one makes necessary. */
const NeededWith = (
  when: string,
  isNeeded: (environment: CredentialEnvironment) => boolean,
): PropertyDecorator =>
  ValidateBy(
    {
      name: 'neededWith',
      validator: {
        validate: (value: unknown, args) =>
          value !== undefined || !isNeeded(args?.object as CredentialEnvironment),
      },
    },
    { message: ({ property }) => `${property} must be set ${when}` },
  );

/** The raw variables of credential-service. */
export class CredentialEnvironment extends EgressEnvironment {
  /** What wraps data keys from now on. */
  @IsOptional()
  @IsIn(keyProviders, { message: `CREDSTREAM_KEY_PROVIDER must be one of ${keyProviders.join(', ')}` })
  CREDSTREAM_KEY_PROVIDER: KeyProviderName = 'file';

  @NeededWith('for the key provider vault-transit', (env) => env.CREDSTREAM_KEY_PROVIDER === 'vault-transit')
  @ValidateBy(
    {
      name: 'vault',
      validator: { validate: (text: unknown) => text === undefined || vaultForm.test(String(text)) },
    },
    { message: 'CREDSTREAM_VAULT_ADDRESS must be https://host:8200, or http on loopback' },
  )
  CREDSTREAM_VAULT_ADDRESS?: string;

  /** The token is read from it again and again: somebody may replace it. */
  @NeededWith('beside CREDSTREAM_VAULT_ADDRESS', (env) => env.CREDSTREAM_VAULT_ADDRESS !== undefined)
  CREDSTREAM_VAULT_TOKEN_FILE?: string;

  @IsOptional()
  @Matches(/^(?!\.{1,2}$)[\w.-]{1,128}$/, {
    message: 'CREDSTREAM_VAULT_KEY must be a name of letters, digits, "_", "-" and "."',
  })
  CREDSTREAM_VAULT_KEY = 'credstream';

  @IsOptional()
  @Matches(pathForm, { message: 'CREDSTREAM_VAULT_MOUNT must be a path like transit or team/transit' })
  CREDSTREAM_VAULT_MOUNT = 'transit';

  @IsOptional()
  @Matches(pathForm, { message: 'CREDSTREAM_VAULT_NAMESPACE must be a path like team/a' })
  CREDSTREAM_VAULT_NAMESPACE?: string;

  /** A file of authorities (PEM) that are trusted besides the public ones. */
  @IsOptional()
  @IsString()
  CREDSTREAM_VAULT_TLS_CA?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'CREDSTREAM_MASTER_KEY_DAYS must be whole days from 1 to 3650' })
  @Min(1, { message: 'CREDSTREAM_MASTER_KEY_DAYS must be whole days from 1 to 3650' })
  @Max(3650, { message: 'CREDSTREAM_MASTER_KEY_DAYS must be whole days from 1 to 3650' })
  CREDSTREAM_MASTER_KEY_DAYS: number = defaultRotationPolicy.masterKeyDays;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'CREDSTREAM_BACKUP_HORIZON_DAYS must be whole days from 0 to 3650' })
  @Min(0, { message: 'CREDSTREAM_BACKUP_HORIZON_DAYS must be whole days from 0 to 3650' })
  @Max(3650, { message: 'CREDSTREAM_BACKUP_HORIZON_DAYS must be whole days from 0 to 3650' })
  CREDSTREAM_BACKUP_HORIZON_DAYS: number = defaultRotationPolicy.backupHorizonDays;
  @IsOptional()
  @Pauses()
  CREDSTREAM_ROTATION_RETRIES = '60,600,3600,21600';
}

/** The settings of credential-service; throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): CredentialEnvironment => readEnvironment(CredentialEnvironment, variables);

const readAuthorities = (path: string): string => {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingsRefused(`CREDSTREAM_VAULT_TLS_CA names a file that cannot be read (${code}).`);
  }
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
  throw new SettingsRefused('CREDSTREAM_VAULT_TLS_CA names a file that holds no certificate in PEM.');
};

const vaultOf = (settings: CredentialEnvironment): TransitSettings | undefined => {
  const { CREDSTREAM_VAULT_ADDRESS: url, CREDSTREAM_VAULT_TOKEN_FILE: tokenFile } = settings;
  if (url === undefined || tokenFile === undefined) return undefined;
  const { CREDSTREAM_VAULT_NAMESPACE: namespace, CREDSTREAM_VAULT_TLS_CA: authorities } = settings;
  return {
    url,
    key: settings.CREDSTREAM_VAULT_KEY,
    mount: settings.CREDSTREAM_VAULT_MOUNT.replace(/\/$/, ''),
    readToken: () => readFile(tokenFile, 'utf8'),
    ...(namespace !== undefined && { namespace }),
    ...(authorities !== undefined && { caBundle: readAuthorities(authorities) }),
  };
};

/** Where the master keys are. Throws `SettingsRefused`. */
export const masterKeySettings = (settings: CredentialEnvironment): MasterKeySettings => {
  const vault = vaultOf(settings);
  return {
    provider: settings.CREDSTREAM_KEY_PROVIDER,
    folder: join(settings.CREDSTREAM_KEYS_DIR, 'credential', 'master-keys'),
    ...(vault && { vault }),
    policy: {
      masterKeyDays: settings.CREDSTREAM_MASTER_KEY_DAYS,
      backupHorizonDays: settings.CREDSTREAM_BACKUP_HORIZON_DAYS,
    },
  };
};
