import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import { selfSignedCertificate } from './certificate.js';
import { libtrustId, thumbprint } from './key-ids.js';

/** What can be told to everyone about a key. */
export type RegistryCertificate = Readonly<{
  /** RFC 7638 thumbprint. */
  kid: string;
  libtrustId: string;
  publicKey: KeyObject;
  /** DER in base64, one line, as it stands in `x5c`. */
  certificate: string;
}>;

/** An ES256 key that signs registry tokens. */
export type RegistryKey = RegistryCertificate & Readonly<{ privateKey: KeyObject }>;

/** A certificate outlives every token that its key signs, and nobody has to renew it in between. */
const certificateYears = 20;

/** Clocks of registries may be behind. */
const certificateBackdatedMs = 86_400_000;

/**
 * Registries 3.1 leave out zero bytes at the beginning of a coordinate, and then compute another id than RFC 7638 does.
 * Such a key (one of 128) is not used.
 */
const hasLeadingZero = (publicKey: KeyObject): boolean => {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return [x, y].some((coordinate) => Buffer.from(coordinate, 'base64url')[0] === 0);
};

const drawPrivateKey = (): KeyObject => {
  for (;;) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    if (!hasLeadingZero(publicKey)) return privateKey;
  }
};

const serialBytes = 16;

/** Makes a key. `privatePem` (PKCS#8) is to be kept sealed; `certificate` is DER in base64. */
export const createRegistryKey = ({
  now,
  name,
}: Readonly<{ now: Date; name: string }>): Readonly<{ privatePem: string; certificate: string }> => {
  const privateKey = drawPrivateKey();
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(now.getUTCFullYear() + certificateYears);
  const certificate = selfSignedCertificate(privateKey, {
    name: name.slice(0, 64),
    serial: Buffer.concat([Buffer.of(1), randomBytes(serialBytes)]),
    notBefore: new Date(now.getTime() - certificateBackdatedMs),
    notAfter,
  });
  return {
    privatePem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificate: certificate.toString('base64'),
  };
};

/** Reads the public half of a key from what `createRegistryKey` made. Throws when it is no certificate. */
export const readRegistryCertificate = (certificate: string): RegistryCertificate => {
  const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'));
  return { kid: thumbprint(publicKey), libtrustId: libtrustId(publicKey), publicKey, certificate };
};

/** Reads what `createRegistryKey` made. Throws when the two do not belong together. */
export const readRegistryKey = (privatePem: string, certificate: string): RegistryKey => {
  const read = readRegistryCertificate(certificate);
  const privateKey = createPrivateKey(privatePem);
  if (!createPublicKey(privateKey).equals(read.publicKey)) {
    throw new TypeError('The certificate does not belong to the private key.');
  }
  return { ...read, privateKey };
};
