/** What can be reached without encryption when a setting says so. */
export const plaintextNames = ['nats', 'eventstore', 'mongodb', 'grpc'] as const;
export type PlaintextName = (typeof plaintextNames)[number];

const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

/** This machine itself, to which nothing crosses a network. */
export const isLoopback = (host: string): boolean => {
  const bare = withoutBrackets(host).toLowerCase();
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare) || bare.startsWith('/');
};

type Address = Readonly<{ hosts: readonly string[]; encrypted: boolean }>;

/** `host:port`, `[::1]:port`, `host`: the host. */
export const hostOf = (authority: string): string =>
  authority.startsWith('[')
    ? authority.slice(0, authority.indexOf(']') + 1)
    : (authority.split(':')[0] ?? '');

const authorities = (url: string): readonly string[] => {
  const [, rest = ''] = /^[a-z+]+:\/\/([^/?]*)/i.exec(url) ?? [];
  return rest
    .split(',')
    .map((each) => each.replace(/^[a-z+]+:\/\//i, ''))
    .map((each) => each.slice(each.lastIndexOf('@') + 1));
};

const query = (url: string): URLSearchParams => new URLSearchParams(url.split('?')[1] ?? '');
const option = (url: string, ...names: readonly string[]): string | undefined => {
  for (const [name, value] of query(url)) if (names.includes(name.toLowerCase())) return value.toLowerCase();
  return undefined;
};

const hostsOf = (url: string): readonly string[] => authorities(url).map(hostOf);

/** How each kind of address says that it is encrypted. */
const readers: Readonly<Record<PlaintextName, (url: string) => Address>> = {
  nats: (url) => ({ hosts: natsServers(url).map(hostOf), encrypted: /^(tls|wss):/i.test(url) }),
  eventstore: (url) => ({ hosts: hostsOf(url), encrypted: option(url, 'tls') !== 'false' }),
  mongodb: (url) => ({
    hosts: hostsOf(url).map(decodeURIComponent),
    encrypted: (option(url, 'tls', 'ssl') ?? String(/^mongodb\+srv:/i.test(url))) === 'true',
  }),
  grpc: (address) => ({ hosts: [hostOf(address)], encrypted: false }),
};

/** `host:port` of each server of a `nats://` or `tls://` address; several have commas between them. */
export const natsServers = (url: string): readonly string[] =>
  url
    .split(',')
    .map((each) => each.trim().replace(/^[a-z]+:\/\//i, ''))
    .map((each) => each.slice(each.lastIndexOf('@') + 1).replace(/\/+$/, ''));

/** Does what is sent to this address cross a network in clear? */
export const isExposed = (name: PlaintextName, address: string): boolean => {
  const { hosts, encrypted } = readers[name](address);
  return !encrypted && hosts.some((host) => !isLoopback(host));
};
