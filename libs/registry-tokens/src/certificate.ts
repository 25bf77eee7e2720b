import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import {
  bitString,
  explicit,
  objectIdentifier,
  octetString,
  positiveInteger,
  sequence,
  set,
  time,
  trueValue,
  utf8String,
} from './der.js';

const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const commonName = objectIdentifier('2.5.4.3');
const basicConstraints = objectIdentifier('2.5.29.19');
const keyUsage = objectIdentifier('2.5.29.15');
const version3 = explicit(0, positiveInteger(Buffer.of(2)));

/** RFC 5280 §4.2.1.3: digitalSignature is the first of the bits, the other seven are not used. */
const signsOnly = bitString(Buffer.of(0x80), 7);

const extensions = explicit(
  3,
  sequence(
    sequence(basicConstraints, trueValue(), octetString(sequence())),
    sequence(keyUsage, trueValue(), octetString(signsOnly)),
  ),
);

export type CertificateOptions = Readonly<{
  /** Its holder and its issuer, at most 64 characters. */
  name: string;
  /** At most 20 bytes, not all zero. */
  serial: Uint8Array;
  notBefore: Date;
  notAfter: Date;
}>;

/** A self-signed certificate (RFC 5280) for a P-256 key, in DER. */
export const selfSignedCertificate = (
  privateKey: KeyObject,
  { name, serial, notBefore, notAfter }: CertificateOptions,
): Buffer => {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const named = sequence(set(sequence(commonName, utf8String(name))));
  const signed = sequence(
    version3,
    positiveInteger(serial),
    ecdsaWithSha256,
    named,
    sequence(time(notBefore), time(notAfter)),
    named,
    publicKey,
    extensions,
  );
  return sequence(signed, ecdsaWithSha256, bitString(sign('sha256', signed, privateKey)));
};
