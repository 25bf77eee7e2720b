import type { Event } from '@credstream/domain-kernel';

/**
 * How the tokens of a registry are signed: `universal` for versions 2.8 to 3.1, `v3-jwks` for version 3 with a JWKS
 * file, `v2-libtrust` for old set-ups of version 2.
 */
export const tokenModes = ['universal', 'v3-jwks', 'v2-libtrust'] as const;
export type TokenMode = (typeof tokenModes)[number];

/** The scope that the first part of a repository path stands for, where its name alone does not say. */
export type ProjectPlace = Readonly<{ project: string; scope: string }>;

/** What of a registry can be changed. */
export type RegistrySettings = Readonly<{
  hostname: string;
  tokenMode: TokenMode;
  /** Are refresh tokens given out? */
  offlineTokens: boolean;
  /** Patterns of the repositories that everybody may pull. */
  anonymousPull: readonly string[];
  /** Addresses from which tokens are given; none = from everywhere. */
  ipAllowList: readonly string[];
  projects: readonly ProjectPlace[];
}>;

/** What happens to a registry; its stream is `registry-<registryId>`. */
export type RegistryEvent =
  | Event<
      'RegistryCreated',
      RegistrySettings & {
        registryId: string;
        account: string;
        scope: string;
        name: string;
        /** The audience of its tokens: how the registry calls itself at the token endpoint. */
        service: string;
        /** SHA-256 of the peppered secret with which the registry sends its notifications. */
        notificationHash: string;
        createdAt: string;
      }
    >
  | Event<'RegistryChanged', Partial<RegistrySettings> & { at: string }>
  /** The secret with which the registry sends its notifications is another one from now on. */
  | Event<'RegistryNotificationTokenRotated', { notificationHash: string; at: string }>
  | Event<'RegistryDeleted', { at: string }>;
