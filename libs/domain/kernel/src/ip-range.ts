import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Addresses with a common beginning: `10.0.0.0/8`. */
export type IpRange = Readonly<{ network: Address; prefix: number }>;

const parseAddress = (text: string): Address | undefined => {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (text.includes('%') || !text.includes(':') || !ipaddr.IPv6.isValid(text)) return undefined;
  return ipaddr.IPv6.parse(text);
};

/**
 * A range in CIDR notation, or one address (ION-16: a missing prefix length means one address);
 * `undefined` for anything else, so for `010.0.0.1`, `10.1` and addresses with a zone too.
 */
export const parseIpRange = (text: string): IpRange | undefined => {
  const parts = /^([0-9A-Fa-f.:]{2,45})(?:\/(\d|[1-9]\d{1,2}))?$/.exec(text);
  const address = parts?.[1] === undefined ? undefined : parseAddress(parts[1]);
  if (!parts || !address) return undefined;
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  const prefix = parts[2] === undefined ? bits : Number(parts[2]);
  if (prefix > bits) return undefined;
  // `::ffff:10.0.0.0/104` means 10.0.0.0/8.
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && prefix >= 96) {
    return { network: address.toIPv4Address(), prefix: prefix - 96 };
  }
  return { network: address, prefix };
};

/** The one way a range is written: without the bits that the prefix does not fix. */
export const formatIpRange = ({ network, prefix }: IpRange): string =>
  network.kind() === 'ipv4'
    ? `${ipaddr.IPv4.networkAddressFromCIDR(`${network.toString()}/${prefix}`).toString()}/${prefix}`
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${network.toString()}/${prefix}`).toString()}/${prefix}`;

/** Is the address in one of the ranges? No, when it is not an address. */
export const ipRangesContain = (ranges: readonly IpRange[], ip: string): boolean => {
  const address = parseAddress(ip);
  if (!address) return false;
  const plain =
    address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
  return ranges.some(
    ({ network, prefix }) => plain.kind() === network.kind() && plain.match(network as ipaddr.IPv4, prefix),
  );
};
