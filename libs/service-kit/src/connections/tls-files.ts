import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SettingsRefused } from '../env.js';

/** PEM files: who is believed, and as whom we come. */
export type TlsFiles = Readonly<{ ca?: Buffer; cert?: Buffer; key?: Buffer }>;

const readPem = (setting: string, path: string, check: (pem: Buffer) => unknown): Buffer => {
  let pem: Buffer;
  try {
    pem = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingsRefused(`${setting} names a file that cannot be read (${code}).`);
  }
  try {
    check(pem);
  } catch {
    // The words of OpenSSL may quote the file.
    throw new SettingsRefused(`${setting} names a file that holds no such thing in PEM.`);
  }
  return pem;
};

const certificate = (pem: Buffer): unknown => new X509Certificate(pem);

/** The files that `<prefix>_CA`, `<prefix>_CERT` and `<prefix>_KEY` name; undefined when none is set. Throws `SettingsRefused`. */
export const readTlsFiles = (
  prefix: string,
  paths: Readonly<{ ca?: string | undefined; cert?: string | undefined; key?: string | undefined }>,
): TlsFiles | undefined => {
  const { ca, cert, key } = paths;
  if (ca === undefined && cert === undefined && key === undefined) return undefined;
  if ((cert === undefined) !== (key === undefined)) {
    throw new SettingsRefused(`${prefix}_CERT and ${prefix}_KEY belong together; set both or none.`);
  }
  return {
    ...(ca !== undefined && { ca: readPem(`${prefix}_CA`, ca, certificate) }),
    ...(cert !== undefined && { cert: readPem(`${prefix}_CERT`, cert, certificate) }),
    ...(key !== undefined && { key: readPem(`${prefix}_KEY`, key, createPrivateKey) }),
  };
};
