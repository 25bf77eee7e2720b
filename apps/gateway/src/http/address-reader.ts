import type { IncomingMessage } from 'node:http';
import { clientAddress, isUndeclaredProxy } from './client-address.js';

export type AddressReader = (request: IncomingMessage) => string;

/** Finds out where requests come from; tells of each that came by a proxy that is not declared. */
export const createAddressReader =
  (trustedProxies: number, foundUndeclared: (proxy: string) => void): AddressReader =>
  ({ headers, socket }) => {
    const value = headers['x-forwarded-for'];
    const forwardedFor = Array.isArray(value) ? value.join(',') : value;
    const address = clientAddress(socket.remoteAddress, forwardedFor, trustedProxies);
    if (isUndeclaredProxy(address, forwardedFor, trustedProxies)) foundUndeclared(address);
    return address;
  };
