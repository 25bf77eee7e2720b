import type { AddressInfo, Server } from 'node:net';
import { ServiceUnavailable } from '@credstream/domain-kernel';
import ipaddr from 'ipaddr.js';

const isLoopback = ({ address }: AddressInfo): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';

/**
 * Where the outside world reaches this gateway. From the setting, never from what a request says: a stranger writes
 * `Host`. Without the setting only a gateway that nobody outside this machine can reach knows it.
 */
export class PublicUrl {
  constructor(
    private readonly configured: string | undefined,
    private readonly server: Pick<Server, 'address'>,
  ) {}

  /** Without a slash at the end. Throws `ServiceUnavailable` that names the setting. */
  get value(): string {
    const url = this.configured ?? this.onThisMachine();
    if (url !== undefined) return url;
    throw new ServiceUnavailable('The gateway does not know its own address; set CREDSTREAM_PUBLIC_URL');
  }

  get isKnown(): boolean {
    return (this.configured ?? this.onThisMachine()) !== undefined;
  }

  private onThisMachine(): string | undefined {
    const listening = this.server.address();
    if (listening === null || typeof listening === 'string' || !isLoopback(listening)) return undefined;
    const { address, port } = listening;
    return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
  }
}
