import type { Epoch, KeyProvider, WrappedKey } from './key-provider.js';

/** While an installation moves from one key provider to another: wraps with the new one, and unwraps with both. */
export class MovedKeyProvider implements KeyProvider {
  readonly name: string;

  constructor(
    private readonly current: KeyProvider,
    private readonly former: KeyProvider,
  ) {
    this.name = current.name;
  }

  wrap(dataKey: Uint8Array, credentialId: string): Promise<WrappedKey> {
    return this.current.wrap(dataKey, credentialId);
  }

  unwrap(wrapped: WrappedKey, credentialId: string): Promise<Buffer> {
    const provider = wrapped.provider === this.former.name ? this.former : this.current;
    return provider.unwrap(wrapped, credentialId);
  }

  async rewrap(wrapped: WrappedKey, credentialId: string): Promise<WrappedKey> {
    if (wrapped.provider !== this.former.name) return this.current.rewrap(wrapped, credentialId);
    const dataKey = await this.former.unwrap(wrapped, credentialId);
    try {
      return await this.current.wrap(dataKey, credentialId);
    } finally {
      dataKey.fill(0);
    }
  }

  epochs(): Promise<readonly Epoch[]> {
    return this.current.epochs();
  }

  startEpoch(): Promise<number> {
    return this.current.startEpoch();
  }

  destroyEpoch(epoch: number): Promise<void> {
    return this.current.destroyEpoch(epoch);
  }

  close(): void {
    this.current.close();
    this.former.close();
  }
}
