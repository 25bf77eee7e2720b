import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type CertificateFolder = Readonly<{
  path: (name: string) => string;
  /** Makes a CA, `<ca>.pem`, and certificates for this machine that it signed: `<name>.pem`, `<name>.key`. */
  make: (ca: string, ...names: readonly string[]) => void;
  remove: () => void;
}>;

/** A new folder with certificates that openssl makes. */
export const certificateFolder = (): CertificateFolder => {
  const folder = mkdtempSync(join(tmpdir(), 'credstream-certificates-'));
  const path = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): void =>
    void execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const make: CertificateFolder['make'] = (ca, ...names) => {
    const own = ['-subj', `/CN=${ca}`, '-keyout', `${ca}.key`, '-out', `${ca}.pem`];
    openssl('req', '-x509', ...newKey, '-days', '2', ...own);
    writeFileSync(path('names.cnf'), 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\n');
    for (const name of names) {
      openssl('req', ...newKey, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
      const signedBy = ['-CA', `${ca}.pem`, '-CAkey', `${ca}.key`, '-CAcreateserial'];
      const made = ['-days', '2', '-extfile', 'names.cnf', '-out', `${name}.pem`];
      openssl('x509', '-req', '-in', `${name}.csr`, ...signedBy, ...made);
    }
  };
  return { path, make, remove: () => rmSync(folder, { recursive: true }) };
};
