import { type IpRange, ipRangesContain } from '@credstream/domain-kernel';
import ipaddr from 'ipaddr.js';
import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

/** An address that nothing is sent to: of this machine, of a private network, of a cloud's metadata service. */
export class AddressNotAllowed extends Error {
  constructor(host: string) {
    super(`${host} has no public address`);
    this.name = 'AddressNotAllowed';
  }
}

const isPublic = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';

/** May something be sent there? Without TLS only to addresses that are listed. */
export const mayReach = (address: string, allowed: readonly IpRange[], encrypted: boolean): boolean =>
  ipRangesContain(allowed, address) || (encrypted && isPublic(address));

/**
 * Looks a host up for a connection, and refuses every address that may not be reached: what is checked is what is
 * connected to, whatever the name says the next time it is asked for.
 */
export const guardedLookup =
  (allowed: readonly IpRange[], encrypted: boolean): LookupFunction =>
  (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0);
      const usable = addresses.filter(({ address }) => mayReach(address, allowed, encrypted));
      const [first] = usable;
      if (!first) return done(new AddressNotAllowed(host), '', 0);
      if (options.all) return done(null, usable);
      done(null, first.address, first.family);
    });
  };

/** For a host that is an address already, and is not looked up. Throws `AddressNotAllowed`. */
export const checkLiteral = (host: string, allowed: readonly IpRange[], encrypted: boolean): void => {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) !== 0 && !mayReach(address, allowed, encrypted)) throw new AddressNotAllowed(host);
};
