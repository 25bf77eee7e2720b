import { hashSecret, sameHash } from '@credstream/crypto';
import { pepperSecret, type ServiceHost } from '@credstream/service-kit';

/** The hashes of a secret that was made here, under each pepper that still counts. */
export const madeHashes = ({ keys }: ServiceHost, secret: string): readonly string[] =>
  keys.versions(pepperSecret).map((pepper) => hashSecret(secret, pepper));

/** Is this the secret that was made here and is kept so? */
export const isMadeSecret = (host: ServiceHost, secret: string, secretHash: string): boolean =>
  madeHashes(host, secret).some((hash) => sameHash(hash, secretHash));
