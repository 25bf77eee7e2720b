import { createKey, hashPassword, hashSecret, hint, type KeyKind, parseKey } from '@credstream/crypto';
import type { RequestContext } from '@credstream/domain-kernel';
import type { HashedSecret } from '@credstream/domain-registry';
import { type Repeatable, secretFor } from '@credstream/eventstore';
import { pepperSecret, type ServiceHost } from '@credstream/service-kit';

/** What an event holds of a secret. */
export type SecretParts = HashedSecret & Readonly<{ hint?: string }>;

/** Of a secret that is not made yet, for finding out whether the rules allow it. */
export const noSecret: SecretParts = { secretHash: '', hashScheme: 'sha256' };

/** The value, which is shown once, and what is recorded of it. */
export type NewSecret = Readonly<{ value: string; parts: SecretParts }>;

/** What is recorded of a value that was made here. */
export const madeParts = ({ keys }: ServiceHost, value: string): SecretParts => {
  const secret = parseKey(value)?.secret ?? '';
  return {
    secretHash: hashSecret(secret, keys.secret(pepperSecret)),
    hashScheme: 'sha256',
    hint: hint(secret),
  };
};

/** What is recorded of a value that a person chose: it can be guessed, so that its hash is slow. */
export const chosenParts = async (value: string): Promise<SecretParts> => ({
  secretHash: await hashPassword(value),
  hashScheme: 'argon2id',
});

/** Makes a secret when it is first asked for; who repeats the request gets the same secret again. */
export const secretOnce = (
  host: ServiceHost,
  kind: KeyKind,
  id: string,
  context: RequestContext,
  repeatable: Repeatable | undefined,
): (() => Promise<NewSecret>) => {
  const make = async (): Promise<NewSecret> => {
    const fresh = () => createKey(kind, id).value;
    const value = await secretFor(host.store, context, repeatable, host.hashKey, fresh);
    return { value, parts: madeParts(host, value) };
  };
  let made: Promise<NewSecret> | undefined;
  return () => (made ??= make());
};

/** A secret that a person chose, hashed when it is first asked for. */
export const chosenOnce = (value: string): (() => Promise<NewSecret>) => {
  let made: Promise<NewSecret> | undefined;
  return () => (made ??= chosenParts(value).then((parts) => ({ value, parts })));
};
