import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** `[2001:db8::1]:443`, `[2001:db8::1]`, `203.0.113.7:51008`: what stands for the address in them. */
const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/;
const withPort = /^([\d.]+):\d{1,5}$/;
const mapped = /^::ffff:(?=[\d.]+$)/i;

/** The address alone, without port, brackets or zone; `undefined` for what is none. */
export const plainAddress = (text: string): string | undefined => {
  const written = text.trim();
  const bare = bracketed.exec(written)?.[1] ?? withPort.exec(written)?.[1] ?? written;
  const zone = bare.indexOf('%');
  const address = (zone === -1 ? bare : bare.slice(0, zone)).replace(mapped, '').toLowerCase();
  return isIP(address) === 0 ? undefined : address;
};

/** A connection carries many requests, and a proxy is most connections: the last answer is mostly the next one. */
const last = { connected: '', address: '' };
const connectedAddress = (connected: string): string => {
  if (connected !== last.connected) {
    last.address = plainAddress(connected) ?? '';
    last.connected = connected;
  }
  return last.address;
};

/**
 * The address of a client. Each declared proxy has added the address of its own caller at the end of
 * `X-Forwarded-For`; what stands before that, the client may have written itself. A value that is no address counts
 * for nothing: then it is the address of who is connected.
 */
export const clientAddress = (
  connected: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string => {
  const own = connected === undefined ? '' : connectedAddress(connected);
  if (trustedProxies === 0 || forwardedFor === undefined) return own;
  const hops = forwardedFor.split(',');
  return plainAddress(hops[Math.max(0, hops.length - trustedProxies)] ?? '') ?? own;
};

const isInner = (address: string): boolean => {
  if (isIP(address) === 0) return false;
  return ['loopback', 'private', 'uniqueLocal', 'linkLocal'].includes(ipaddr.parse(address).range());
};

/** Does a proxy that is not declared seem to speak for others? Then all its clients have one address. */
export const isUndeclaredProxy = (
  address: string,
  forwardedFor: string | undefined,
  trustedProxies: number,
): boolean => trustedProxies === 0 && forwardedFor !== undefined && isInner(address);

const prefixGroups = 4;

/** What one stranger can have many of counts as one: an address of IPv4, a /64 of IPv6. */
export const addressGroup = (address: string): string => {
  if (!address.includes(':')) return address;
  if (isIP(address) === 0) return address;
  return (ipaddr.parse(address) as ipaddr.IPv6).parts.slice(0, prefixGroups).join(':');
};
