import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { type IpRange, ipRangesContain } from '@credstream/domain-kernel';
import ipaddr from 'ipaddr.js';
import { resolveName } from './resolve-name.js';

/** An address that nothing is sent to: of this machine, of a private network, of a cloud's metadata service. */
export class AddressNotAllowed extends Error {
  constructor(host: string) {
    super(`${host} has no public address`);
    this.name = 'AddressNotAllowed';
  }
}

/** Metadata services of clouds that are not at a link-local address. */
const metadata = new Set(['168.63.129.16', '100.100.100.200', '192.0.0.192', 'fd00:ec2::254']);
/** Global unicast (RFC 4291). What embeds an IPv4 address in IPv6 lies outside, but 6to4 and Teredo, which have ranges. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

const isPublic = (address: Address): boolean =>
  address.range() === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(globalUnicast));

/** Whatever is listed: who reaches these gets the keys of the machine. */
const isNever = (address: Address): boolean =>
  address.range() === 'linkLocal' || metadata.has(address.toString());

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** May something be sent there? Without TLS only to addresses that are listed. */
export const mayReach = (text: string, allowed: readonly IpRange[], encrypted: boolean): boolean => {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return !isNever(address) && (ipRangesContain(allowed, text) || (encrypted && isPublic(address)));
};

/**
 * The addresses of a name that may be reached, in the order of preference; `nameServers` in place of the system's.
 * Throws `AddressNotAllowed` when there is none, and the error of the lookup.
 */
export const lookUpAllowed = async (
  host: string,
  allowed: readonly IpRange[],
  encrypted: boolean,
  nameServers?: readonly string[],
): Promise<readonly LookupAddress[]> => {
  const addresses = await resolveName(host, allowed.length > 0 ? lookup : undefined, nameServers);
  const usable = addresses.filter(({ address }) => mayReach(address, allowed, encrypted));
  if (usable.length === 0) throw new AddressNotAllowed(host);
  return usable;
};

/**
 * Looks a host up for a connection, and refuses every address that may not be reached: what is checked is what is
 * connected to, whatever the name says the next time it is asked for.
 */
export const guardedLookup =
  (allowed: readonly IpRange[], encrypted: boolean): LookupFunction =>
  (host, options, done) => {
    lookUpAllowed(host, allowed, encrypted).then(
      (addresses) => {
        const family = options.family === 4 || options.family === 6 ? options.family : undefined;
        const usable = addresses.filter((each) => family === undefined || each.family === family);
        const [first] = usable;
        if (!first) return done(new AddressNotAllowed(host), '', 0);
        if (options.all) return done(null, usable);
        done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, '', 0),
    );
  };

/** For a host that is an address already, and is not looked up. Throws `AddressNotAllowed`. */
export const checkLiteral = (host: string, allowed: readonly IpRange[], encrypted: boolean): void => {
  const address = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) !== 0 && !mayReach(address, allowed, encrypted)) throw new AddressNotAllowed(host);
};

/** Names that no public name server ever knows (RFC 6761, RFC 6762, RFC 8375, RFC 9476). */
const neverPublic = /(^|\.)(localhost|local|internal|home\.arpa|onion|alt)\.?$/;

/** Can no delivery ever get there, whatever name servers say? */
export const isUnreachable = (text: string, allowed: readonly IpRange[]): boolean => {
  const { protocol, hostname } = new URL(text);
  const encrypted = protocol === 'https:';
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) !== 0) return !mayReach(address, allowed, encrypted);
  if (/(^|\.)invalid\.?$/.test(hostname)) return true;
  if (/^localhost\.?$/.test(hostname)) {
    return !['127.0.0.1', '::1'].some((loopback) => mayReach(loopback, allowed, encrypted));
  }
  if (allowed.length > 0) return false;
  return !encrypted || neverPublic.test(hostname) || !hostname.replace(/\.$/, '').includes('.');
};
