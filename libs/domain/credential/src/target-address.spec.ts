import { describe, expect, it } from '@jest/globals';
import { dockerHubKey, parseTarget, registryKey } from './target-address.js';

const keyOf = (url: string) => {
  const target = parseTarget(url);
  return target && registryKey(target);
};

describe('the key of a registry', () => {
  it.each([
    'docker.io',
    'index.docker.io',
    'https://registry-1.docker.io/v2/',
    'https://index.docker.io/v1/',
    'DOCKER.IO',
  ])('is that of Docker Hub for %s (a3)', (url) => expect(keyOf(url)).toBe(dockerHubKey));

  it.each([
    ['Harbor.Corp.Example:8443', 'harbor.corp.example:8443'],
    ['https://h:8443/', 'h:8443'],
    ['h:8443/team/', 'h:8443'],
    ['oci://h:8443', 'h:8443'],
    ['HTTPS://H:8443/v2/', 'h:8443'],
    ['[2001:DB8::1]:5000', '[2001:db8::1]:5000'],
    ['ghcr.io', 'ghcr.io'],
  ])('of %s is %s (a4, a5)', (url, key) => expect(keyOf(url)).toBe(key));

  it.each(['', 'https://', 'https://u:p@h', 'h?x', 'h#x', 'h h', 'ftp://h', '[::g]', 'h\n', '-h', 'h:port'])(
    'is none for %j',
    (url) => expect(parseTarget(url)).toBeUndefined(),
  );
});
