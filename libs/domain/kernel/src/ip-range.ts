import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Addresses with a common beginning: `10.0.0.0/8`. */
export type IpRange = Readonly<{ network: Address; prefix: number }>;

const mappedPrefix = 96;
// The parser takes every IPv6 address with a dotted end for an IPv4 address; only `::ffff:` says that it is one.
const mapped = /^::ffff:([\d.]+)$/i;

/** An IPv4 address that is written as one of IPv6 (`::ffff:10.0.0.1`) is one of IPv4. */
const parseAddress = (text: string): Address | undefined => {
  const v4 = mapped.exec(text)?.[1] ?? text;
  if (ipaddr.IPv4.isValidFourPartDecimal(v4)) return ipaddr.IPv4.parse(v4);
  if (!/^[\da-f:]+$/i.test(text) || !ipaddr.IPv6.isValid(text)) return undefined;
  const v6 = ipaddr.IPv6.parse(text);
  return v6.isIPv4MappedAddress() ? v6.toIPv4Address() : v6;
};

/**
 * A range in CIDR notation, or one address (ION-16: a missing prefix length means one address);
 * `undefined` for anything else, so for `010.0.0.1`, `10.1` and addresses with a zone too.
 * `::ffff:10.0.0.0/104` means `10.0.0.0/8`.
 */
export const parseIpRange = (text: string): IpRange | undefined => {
  const [, written = '', length] = /^([\da-fA-F.:]{2,45})(?:\/(\d|[1-9]\d{1,2}))?$/.exec(text) ?? [];
  const network = parseAddress(written);
  if (!network) return undefined;
  const bits = network.kind() === 'ipv4' ? 32 : 128;
  const skipped = bits === 32 && written.includes(':') ? mappedPrefix : 0;
  const prefix = length === undefined ? bits : Number(length) - skipped;
  return prefix >= 0 && prefix <= bits ? { network, prefix } : undefined;
};

/** The one way a range is written: without the bits that the prefix does not fix. */
export const formatIpRange = ({ network, prefix }: IpRange): string =>
  network.kind() === 'ipv4'
    ? `${ipaddr.IPv4.networkAddressFromCIDR(`${network.toString()}/${prefix}`).toString()}/${prefix}`
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${network.toString()}/${prefix}`).toString()}/${prefix}`;

/** Is the address in one of the ranges? No, when it is not an address. */
export const ipRangesContain = (ranges: readonly IpRange[], ip: string): boolean => {
  const address = parseAddress(ip);
  return (
    address !== undefined &&
    ranges.some(({ network, prefix }) => address.kind() === network.kind() && address.match(network, prefix))
  );
};

/**
 * Whom an address stands for when attempts are counted: an IPv4 address alone, an IPv6 address with its whole /64,
 * which one customer has to themselves. Text that is no address stands for itself.
 */
export const addressGroup = (ip: string): string => {
  const address = parseAddress(ip);
  if (!address) return ip.slice(0, 64);
  return address.kind() === 'ipv4' ? address.toString() : formatIpRange({ network: address, prefix: 64 });
};
