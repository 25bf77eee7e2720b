import type { Command } from '@credstream/domain-kernel';
import type { ProjectPlace, TokenMode } from './registry.events.js';

/** Settings as the caller sent them. */
export type WantedSettings = Readonly<{
  hostname?: string;
  tokenMode?: TokenMode;
  offlineTokens?: boolean;
  anonymousPull?: readonly string[];
  ipAllowList?: readonly string[];
  projects?: readonly ProjectPlace[];
}>;

/** What may be asked of a registry. */
export type RegistryCommand =
  | Command<
      'CreateRegistry',
      WantedSettings & {
        registryId: string;
        account: string;
        scope: string;
        name: string;
        service: string;
        hostname: string;
        notificationHash: string;
      }
    >
  | Command<'ChangeRegistry', WantedSettings>
  | Command<'RotateNotificationToken', { notificationHash: string }>
  | Command<'DeleteRegistry'>;

export type RegistryCommandData<T extends RegistryCommand['type']> = Extract<
  RegistryCommand,
  { type: T }
>['data'];
