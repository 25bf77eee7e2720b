/** A data key as it is stored: only the provider of its master key can read it. Plain JSON. */
export type WrappedKey = Readonly<{
  /** `name` of the provider. */
  provider: string;
  /** Which master key of the provider it is wrapped with; newer ones have larger numbers. */
  epoch: number;
  /** The provider's own text. */
  bytes: string;
}>;

/** A master key, as the provider knows it. */
export type Epoch = Readonly<{ epoch: number; status: 'live' | 'destroyed' }>;

/**
 * Keeps master keys and wraps data keys with the newest of them. A wrapped key is bound to its credential: it cannot
 * be unwrapped for another one.
 *
 * Every method rejects with `KeyProviderUnavailable` when the provider cannot be asked.
 */
export interface KeyProvider {
  readonly name: string;
  /** With the newest master key. */
  wrap(dataKey: Uint8Array, credentialId: string): Promise<WrappedKey>;
  /** Rejects with `MasterKeyDestroyed` or `CiphertextRefused`. The caller zeroes the key when it is done. */
  unwrap(wrapped: WrappedKey, credentialId: string): Promise<Buffer>;
  /** The same data key under the newest master key. Rejects as `unwrap` does. */
  rewrap(wrapped: WrappedKey, credentialId: string): Promise<WrappedKey>;
  /** In order, destroyed ones too. */
  epochs(): Promise<readonly Epoch[]>;
  /** Makes a new master key, with which everything is wrapped from then on. */
  startEpoch(): Promise<number>;
  /**
   * Nothing that is wrapped with this master key or an older one can be unwrapped any more. Can be repeated. When it is
   * the newest one, another is started first.
   */
  destroyEpoch(epoch: number): Promise<void>;
  /** Ends timers and connections, and zeroes what is in memory. */
  close(): void;
}
