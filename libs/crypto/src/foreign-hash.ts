import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { verify } from '@node-rs/bcrypt';

const derive = promisify(pbkdf2);

/** As Harbor keeps the secrets of robot accounts. */
const harbor = { rounds: 4_096, bytes: 16, digest: 'sha256' } as const;

/** Is this the secret of a bcrypt hash in modular crypt form, as `htpasswd -B` writes it? */
export const verifyBcrypt = (stored: string, secret: string): Promise<boolean> => verify(secret, stored);

/** Is this the secret of `<salt>$<hex>`, PBKDF2-SHA256 as Harbor makes it? */
export const verifyHarborSecret = async (stored: string, secret: string): Promise<boolean> => {
  const [salt = '', hex = ''] = stored.split('$');
  const wanted = Buffer.from(hex, 'hex');
  const found = await derive(secret, salt, harbor.rounds, harbor.bytes, harbor.digest);
  return wanted.length === found.length && timingSafeEqual(wanted, found);
};
