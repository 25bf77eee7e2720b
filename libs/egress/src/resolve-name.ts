import type { lookup, LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';

const withinMs = 3_000;

/** No name server, and not this machine, has an address for the name. */
export class NameNotResolved extends Error {
  constructor(
    host: string,
    readonly code = 'ENOTFOUND',
    cause?: unknown,
  ) {
    super(`${host} cannot be looked up`, { cause });
    this.name = 'NameNotResolved';
  }
}

const loopback: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/**
 * The addresses of a name, from its name servers. Names that strangers choose are not looked up by the operating
 * system: it does so in threads that the whole process shares, and a slow name server would occupy them.
 * `byHost` is asked for a name that the name servers do not have: it knows the names of this machine's network.
 */
export const resolveName = async (
  host: string,
  byHost?: typeof lookup,
  nameServers?: readonly string[],
): Promise<readonly LookupAddress[]> => {
  if (host === 'localhost') return loopback;
  const resolver = new Resolver({ timeout: withinMs, tries: 1 });
  if (nameServers) resolver.setServers(nameServers);
  const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses: LookupAddress[] = [
    ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 })) : []),
    ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 })) : []),
  ];
  if (addresses.length > 0) return addresses;
  const cause: unknown = four.status === 'rejected' ? four.reason : undefined;
  const { code } = (cause ?? {}) as { code?: string };
  if (!byHost || (code !== 'ENOTFOUND' && code !== 'ENODATA' && code !== 'ECONNREFUSED')) {
    throw new NameNotResolved(host, code, cause);
  }
  return new Promise((resolve, reject) =>
    byHost(host, { all: true }, (error, found) =>
      error ? reject(new NameNotResolved(host, error.code, error)) : resolve(found),
    ),
  );
};
