import {
  type CredentialConnection,
  type CredentialType,
  isDockerHub,
  parseTarget,
  type PresentCredential,
  presetOf,
  type Secret,
  textOf,
} from '@credstream/domain-credential';
import type { CheckKind, Target, TargetSecret } from '@credstream/target-checks';

/** What is asked of a check. */
export type AskedCheck = Readonly<{ kind?: CheckKind; url?: string; caBundle?: string; proxy?: string }>;

/** What is known of a credential besides its secret. */
export type Reached = Pick<PresentCredential, 'type' | 'provider' | 'attachments' | 'connection'>;

/** Where a secret is tried, and as what. */
export type TargetOfSecret = Readonly<{ target: Target; secret: TargetSecret }>;

const kindByType: Readonly<Partial<Record<CredentialType, CheckKind>>> = {
  registry: 'oci',
  git: 'git',
  'access-key': 's3',
};

const kindOf = ({ type, attachments }: Reached): CheckKind | undefined =>
  type === 'registry' && attachments.length > 0 && attachments.every(({ kind }) => kind === 'helm-registry')
    ? 'helm'
    : kindByType[type];

const text = (secret: Secret, name: string): string | undefined => {
  const bytes = secret.get(name);
  return bytes && textOf(bytes);
};

const urlOf = (credential: Reached, secret: Secret, kind: CheckKind): string | undefined => {
  if (kind === 's3') {
    return text(secret, 'endpoint') || `https://s3.${text(secret, 'region') || 'us-east-1'}.amazonaws.com`;
  }
  return text(secret, 'url') || presetOf(credential.provider).host;
};

const secretOf = (secret: Secret, kind: CheckKind): TargetSecret | undefined => {
  if (kind !== 's3') {
    const username = secret.get('username');
    const password = secret.get('password');
    return username && password && { username, password };
  }
  const accessKeyId = text(secret, 'accessKeyId');
  const secretAccessKey = text(secret, 'secretAccessKey');
  const sessionToken = text(secret, 'sessionToken');
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
};

/** `undefined` when nobody said where the secret is used, or it is none that can be tried. */
export const targetOf = (
  credential: Reached,
  secret: Secret,
  { kind: asked, url: askedUrl, ...besides }: AskedCheck = {},
): TargetOfSecret | undefined => {
  const kind = asked ?? kindOf(credential);
  const shown = kind && secretOf(secret, kind);
  const url = kind && (askedUrl ?? urlOf(credential, secret, kind));
  const address = url ? parseTarget(url) : undefined;
  if (!kind || !shown || !address || address.scheme === 'ssh') return undefined;
  const host = kind === 'oci' && isDockerHub(address.host) ? 'registry-1.docker.io' : address.host;
  const region = text(secret, 'region');
  const bucket = text(secret, 'bucket');
  return {
    secret: shown,
    target: {
      ...{ kind, scheme: address.scheme, host, path: kind === 'oci' ? '' : address.path },
      tokenHosts: tokenHostsOf(credential, host),
      ...wayTo(credential.connection, secret),
      ...besides,
      ...(kind === 's3' && region && { region }),
      ...(kind === 's3' && bucket && { bucket }),
    },
  };
};

/** Those that the provider is known for, and the one that somebody confirmed for this very registry. */
const tokenHostsOf = ({ provider, connection }: Reached, host: string): readonly string[] => {
  const { tokenHost, tokenHostFor } = connection;
  const known = presetOf(provider).tokenHosts ?? [];
  return tokenHost !== undefined && tokenHostFor === host ? [...known, tokenHost] : known;
};

const wayTo = (
  { caBundle, clientCertificate: certificate, proxy }: CredentialConnection,
  secret: Secret,
): Pick<Target, 'caBundle' | 'clientCertificate' | 'proxy'> => {
  const privateKey = text(secret, 'clientKey');
  return {
    ...(caBundle !== undefined && { caBundle }),
    ...(certificate !== undefined &&
      privateKey !== undefined && { clientCertificate: { certificate, privateKey } }),
    ...(proxy !== undefined && { proxy: withPassword(proxy, text(secret, 'proxyPassword')) }),
  };
};

const withPassword = (proxy: string, password: string | undefined): string => {
  if (password === undefined) return proxy;
  const url = new URL(proxy);
  url.password = encodeURIComponent(password);
  return url.href;
};
