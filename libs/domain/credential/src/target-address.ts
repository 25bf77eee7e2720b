import { isIP } from 'node:net';

/** Where a credential is used: what its URL says, in one way of writing. */
export type TargetAddress = Readonly<{
  scheme: 'https' | 'http' | 'oci' | 'ssh';
  /** In small letters, with the port when the URL has one; IPv6 in brackets. */
  host: string;
  /** Begins with a slash; empty for none. */
  path: string;
  /** Did the URL name its scheme? */
  named: boolean;
}>;

const form =
  /^(?:(https?|oci|ssh):\/\/)?((?:\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?)(?::[0-9]{1,5})?)(\/[^?#\s]*)?$/i;

/** `undefined` for what is no address: with a username, a query, white space, or no host in it. */
export const parseTarget = (url: string): TargetAddress | undefined => {
  const parts = form.exec(url);
  if (!parts) return undefined;
  const [, scheme, host = '', path = ''] = parts;
  const bracketed = /^\[(.*)\](?::\d+)?$/.exec(host)?.[1];
  if (bracketed !== undefined && isIP(bracketed) !== 6) return undefined;
  return {
    scheme: (scheme?.toLowerCase() ?? 'https') as TargetAddress['scheme'],
    host: host.toLowerCase(),
    path: path.replace(/\/+$/, ''),
    named: scheme !== undefined,
  };
};

/** The one key under which the docker CLI looks for Docker Hub. */
export const dockerHubKey = 'https://index.docker.io/v1/';

const dockerHubHosts = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'hub.docker.com']);

/** Is this one of the names of Docker Hub? */
export const isDockerHub = (host: string): boolean => dockerHubHosts.has(host.replace(/:443$/, ''));

/** The key of a registry in `auths`: host and port, and nothing else. */
export const registryKey = ({ host }: Pick<TargetAddress, 'host'>): string =>
  isDockerHub(host) ? dockerHubKey : host;
