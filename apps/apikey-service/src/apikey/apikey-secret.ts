import { createKey, hashSecret, hint, parseKey } from '@credstream/crypto';
import type { RequestContext } from '@credstream/domain-kernel';
import { type Repeatable, secretFor } from '@credstream/eventstore';
import { pepperSecret, type ServiceHost } from '@credstream/service-kit';

/** What an event holds of a secret. */
export type SecretParts = Readonly<{ secretHash: string; hint: string }>;

/** Of a secret that is not made yet, for finding out whether the rules allow it. */
export const noSecret: SecretParts = { secretHash: '', hint: '' };

/** The value of a key, which is shown once, and what is recorded of it. */
export type NewSecret = Readonly<{ value: string; parts: SecretParts }>;

/** Makes a secret when it is first asked for; who repeats the request gets the same secret again. */
export const secretOnce = (
  { store, keys, hashKey }: ServiceHost,
  keyId: string,
  context: RequestContext,
  repeatable: Repeatable | undefined,
): (() => Promise<NewSecret>) => {
  const make = async (): Promise<NewSecret> => {
    const value = await secretFor(
      store,
      context,
      repeatable,
      hashKey,
      () => createKey('cs_key', keyId).value,
    );
    const secret = parseKey(value)?.secret ?? '';
    return {
      value,
      parts: { secretHash: hashSecret(secret, keys.secret(pepperSecret)), hint: hint(secret) },
    };
  };
  let made: Promise<NewSecret> | undefined;
  return () => (made ??= make());
};
