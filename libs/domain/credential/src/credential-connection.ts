import { X509Certificate } from 'node:crypto';
import { type FieldError, refuseFields } from '@credstream/domain-kernel';
import { CredentialConnectionInvalid } from './credential.errors.js';
import { parseTarget } from './target-address.js';

/** How the target of a credential is reached. What is absent is as usual: directly, and trusting the public authorities. */
export type CredentialConnection = Readonly<{
  /** Certificates (PEM) of authorities that are trusted for this target besides the public ones. */
  caBundle?: string;
  /** The certificate of this side and those above it (PEM); its key is the field `clientKey` of the secret. */
  clientCertificate?: string;
  /** `http://[user@]host:port`; the password is the field `proxyPassword` of the secret. */
  proxy?: string;
  /** Confirmed by somebody who may reveal the secret: it may be sent there to get a token for `tokenHostFor`. */
  tokenHost?: string;
  /** The host of the registry for which `tokenHost` was confirmed. */
  tokenHostFor?: string;
}>;

/** What is absent stays as it is; an empty text takes it away. */
export type AskedConnection = CredentialConnection;

/** Bytes of a bundle of certificates. */
export const maxCertificateBytes = 32 * 1024;

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).fingerprint256 !== '';
  } catch {
    return false;
  }
};

type Rule = (text: string) => string | undefined;

const certificates: Rule = (text) => {
  if (Buffer.byteLength(text) > maxCertificateBytes) return `must have at most ${maxCertificateBytes} bytes`;
  // A private key in it would be shown to everybody who may list credentials.
  if (text.includes('PRIVATE KEY'))
    return 'must hold certificates only; the key is the field clientKey of the secret';
  const blocks = text.match(pemBlock) ?? [];
  if (blocks.length === 0) return 'must hold a certificate (PEM)';
  return blocks.every(isCertificate) ? undefined : 'holds a certificate that cannot be read';
};

const proxy: Rule = (text) => {
  const url = text.length <= 2_000 && URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' || url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return 'must be http://host:port';
  }
  return url.password === ''
    ? undefined
    : 'must hold no password; it is the field proxyPassword of the secret';
};

const host: Rule = (text) => {
  const address = text.length <= 300 ? parseTarget(text) : undefined;
  return address && !address.named && address.path === ''
    ? undefined
    : 'must be a host, with its port if need be';
};

const rules: Readonly<Record<keyof CredentialConnection, Rule>> = {
  caBundle: certificates,
  clientCertificate: certificates,
  proxy,
  tokenHost: host,
  tokenHostFor: host,
};

/**
 * The connection after what is asked for.
 *
 * @throws CredentialConnectionInvalid
 */
export const changedConnection = (
  before: CredentialConnection,
  asked: AskedConnection,
): CredentialConnection => {
  const entries = Object.entries(asked) as [keyof CredentialConnection, string][];
  const errors = entries.flatMap(([name, text]): FieldError[] => {
    const message = text === '' ? undefined : rules[name](text);
    return message === undefined ? [] : [{ path: `connection.${name}`, rule: name, message }];
  });
  refuseFields(CredentialConnectionInvalid, errors);
  const { tokenHost, ...rest } = { ...before, ...asked };
  const named = tokenHost === undefined ? rest : { ...rest, tokenHost: tokenHost.toLowerCase() };
  return Object.fromEntries(Object.entries(named).filter(([, text]) => text !== ''));
};

/** Does it say the same? */
export const sameConnection = (one: CredentialConnection, other: CredentialConnection): boolean => {
  const names = Object.keys(rules) as (keyof CredentialConnection)[];
  return names.every((name) => one[name] === other[name]);
};
