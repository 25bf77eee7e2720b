import { SettingsRefused } from '@credstream/service-kit';
import { describe, expect, it } from '@jest/globals';
import { masterKeySettings, readSettings } from './env.js';

const besides = {
  EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false',
  MONGODB_URL: 'mongodb://127.0.0.1:27017',
  NATS_URL: 'nats://127.0.0.1:4222',
  CREDSTREAM_KEYS_DIR: '/keys',
};

describe('settings of the key provider', () => {
  it.each<[Readonly<Record<string, string>>, string]>([
    [
      { CREDSTREAM_KEY_PROVIDER: 'vault-transit' },
      'CREDSTREAM_VAULT_ADDRESS must be set for the key provider vault-transit',
    ],
    [
      { CREDSTREAM_VAULT_ADDRESS: 'https://vault.example.com:8200' },
      'CREDSTREAM_VAULT_TOKEN_FILE must be set beside',
    ],
    [{ CREDSTREAM_KEY_PROVIDER: 'hsm' }, 'CREDSTREAM_KEY_PROVIDER must be one of file, vault-transit'],
    [
      { CREDSTREAM_VAULT_ADDRESS: 'http://vault.example.com', CREDSTREAM_VAULT_TOKEN_FILE: '/t' },
      'CREDSTREAM_VAULT_ADDRESS must be https',
    ],
    [
      { CREDSTREAM_VAULT_ADDRESS: 'https://u:p@vault.example.com', CREDSTREAM_VAULT_TOKEN_FILE: '/t' },
      'CREDSTREAM_VAULT_ADDRESS must be https',
    ],
    [{ CREDSTREAM_VAULT_MOUNT: '../sys' }, 'CREDSTREAM_VAULT_MOUNT must be a path'],
    [{ CREDSTREAM_VAULT_KEY: '..' }, 'CREDSTREAM_VAULT_KEY must be a name'],
    [{ CREDSTREAM_VAULT_MOUNT: '/transit' }, 'CREDSTREAM_VAULT_MOUNT must be a path'],
    [{ CREDSTREAM_MASTER_KEY_DAYS: '0' }, 'CREDSTREAM_MASTER_KEY_DAYS must be whole days'],
    [{ CREDSTREAM_MASTER_KEY_DAYS: '1.5' }, 'CREDSTREAM_MASTER_KEY_DAYS must be whole days'],
    [{ CREDSTREAM_BACKUP_HORIZON_DAYS: '-1' }, 'CREDSTREAM_BACKUP_HORIZON_DAYS must be whole days'],
    [
      {
        CREDSTREAM_VAULT_ADDRESS: 'https://vault.example.com',
        CREDSTREAM_VAULT_TOKEN_FILE: '/t',
        CREDSTREAM_VAULT_TLS_CA: '/nowhere/ca.pem',
      },
      'CREDSTREAM_VAULT_TLS_CA names a file that cannot be read (ENOENT)',
    ],
  ])('%j are refused by name', (variables, words) => {
    const read = () => masterKeySettings(readSettings({ ...besides, ...variables }));
    expect(read).toThrow(SettingsRefused);
    expect(read).toThrow(words);
  });

  it('are the files, for thirty days each and ninety after, when nothing is set', () =>
    expect(masterKeySettings(readSettings(besides))).toEqual({
      provider: 'file',
      folder: '/keys/credential/master-keys',
      policy: { masterKeyDays: 30, backupHorizonDays: 90 },
    }));

  it('may name Vault beside files, so that what it has wrapped can be read', () => {
    const variables = {
      CREDSTREAM_VAULT_ADDRESS: 'https://vault.example.com:8200/proxy',
      CREDSTREAM_VAULT_TOKEN_FILE: '/token',
      CREDSTREAM_VAULT_MOUNT: 'team/transit/',
      CREDSTREAM_VAULT_NAMESPACE: 'team/a',
      CREDSTREAM_MASTER_KEY_DAYS: '7',
    };
    expect(masterKeySettings(readSettings({ ...besides, ...variables }))).toMatchObject({
      provider: 'file',
      vault: {
        ...{ url: 'https://vault.example.com:8200/proxy', key: 'credstream', mount: 'team/transit' },
        namespace: 'team/a',
      },
      policy: { masterKeyDays: 7, backupHorizonDays: 90 },
    });
  });
});
