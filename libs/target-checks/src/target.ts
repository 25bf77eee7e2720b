import type { IpRange } from '@credstream/domain-kernel';

export type CheckKind = 'oci' | 'helm' | 'git' | 's3';

/** Where a secret is tried. */
export type Target = Readonly<{
  kind: CheckKind;
  /** `http` only for addresses that the operator lists; `oci` means https. */
  scheme: 'https' | 'http' | 'oci';
  /** The one host that the secret is for, in small letters, with the port when it is not the usual one. */
  host: string;
  /** Begins with a slash, or is empty. A registry has none. */
  path: string;
  /** Hosts besides `host` that may ask for the secret and give a token for it, in the same form. */
  tokenHosts?: readonly string[];
  /** Certificates (PEM) of authorities that are trusted for this target besides the public ones. */
  caBundle?: string;
  /** With which this side of TLS shows who it is (PEM). */
  clientCertificate?: Readonly<{ certificate: string; privateKey: string }>;
  /** `http://[user:password@]host:port`; asked to connect through (CONNECT). */
  proxy?: string;
  /** S3 only; `us-east-1` when it is not known. */
  region?: string;
  /** S3 only; without one the buckets are listed. */
  bucket?: string;
}>;

/** What is shown to the target, byte for byte. S3 takes the second form, the others the first. */
export type TargetSecret =
  | Readonly<{ username: Uint8Array; password: Uint8Array }>
  | Readonly<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;

export type CheckReason =
  | 'unauthorized'
  | 'forbidden'
  | 'expired'
  | 'unreachable'
  | 'timeout'
  | 'tls'
  | 'region'
  | 'clock'
  | 'redirected'
  | 'blocked'
  | 'not_a_registry'
  | 'no_target';

export type CheckResult = Readonly<
  (
    | { status: 'ok' }
    | {
        status: 'issues';
        reason: CheckReason;
        /** The registry asks for the secret to be sent to this host, which nobody has confirmed. */
        tokenHost?: string;
      }
  ) & {
    /** What was found, and what the person can do. Never the secret. */
    message: string;
    /** The host that was asked. */
    host: string;
  }
>;

export type CheckSettings = Readonly<{
  /** Addresses that are not public and may be reached all the same (`CREDSTREAM_EGRESS_ALLOW`). */
  allowed: readonly IpRange[];
  /** The present, for signatures. */
  now: () => Date;
  /** Milliseconds for the whole check. */
  withinMs?: number;
  /** In place of the system's, `address` or `address:port`. */
  nameServers?: readonly string[];
}>;
