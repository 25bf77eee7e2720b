import type { RegistryCertificate } from './registry-key.js';
import { registryTokenIssuer, type TokenMode } from './registry-token.js';

const pemLine = 64;

const pemOf = ({ certificate }: RegistryCertificate): string => {
  const lines = certificate.match(new RegExp(`.{1,${pemLine}}`, 'g')) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
};

/** The certificates as PEM, one behind the other: the file that `rootcertbundle` names. */
export const trustBundle = (keys: readonly RegistryCertificate[]): string => keys.map(pemOf).join('');

/** RFC 7517: the file that `jwks` names in a registry of version 3. */
export const trustKeySet = (keys: readonly RegistryCertificate[]) => ({
  keys: keys.map(({ kid, publicKey }) => {
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
    return { kty, crv, x, y, kid, use: 'sig', alg: 'ES256' };
  }),
});

/** Where a registry sends its events, and with what it shows who it is. */
export type NotificationTarget = Readonly<{ url: string; token?: string }>;

export type TrustConfigOptions = Readonly<{
  mode: TokenMode;
  service: string;
  /** The address of the token endpoint, as clients reach it. */
  realm: string;
  notifications?: NotificationTarget;
}>;

const trustFile: Readonly<Record<TokenMode, readonly [setting: string, path: string]>> = {
  universal: ['rootcertbundle', '/etc/docker/registry/credstream.pem'],
  'v3-jwks': ['jwks', '/etc/docker/registry/credstream.jwks.json'],
  'v2-libtrust': ['rootcertbundle', '/etc/docker/registry/credstream.pem'],
};

/** A string of YAML: those of JSON are such. */
const quoted = (text: string): string => JSON.stringify(text);

const notificationLines = ({
  url,
  token = '<the bearer token made with the registry>',
}: NotificationTarget) => [
  'notifications:',
  '  endpoints:',
  '    - name: credstream',
  `      url: ${quoted(url)}`,
  '      headers:',
  `        Authorization: [${quoted(`Bearer ${token}`)}]`,
  '      timeout: 2s',
  '      threshold: 5',
  '      backoff: 5s',
];

/** The blocks of the configuration of a registry, version 2.8 or 3, as YAML. */
export const trustConfig = ({ mode, service, realm, notifications }: TrustConfigOptions): string => {
  const [setting, path] = trustFile[mode];
  return [
    'auth:',
    '  token:',
    `    realm: ${quoted(realm)}`,
    `    service: ${quoted(service)}`,
    `    issuer: ${quoted(registryTokenIssuer)}`,
    `    ${setting}: ${quoted(path)}`,
    '    signingalgorithms: [ES256]',
    ...(notifications ? notificationLines(notifications) : []),
    '',
  ].join('\n');
};
