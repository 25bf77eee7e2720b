import {
  type CreateCredential,
  credentialContract,
  type SecretValue,
} from '@credstream/contracts/credential';
import { maxSecretBytes, maxValueBytes } from '@credstream/domain-credential';
import {
  type Carrier,
  contextOf,
  fresh,
  runService,
  type ServiceUnderTest,
  type UserActor,
} from '@credstream/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCredentialService } from '../app.js';
import { readSettings } from '../env.js';

const carriers: readonly Carrier[] = ['embedded NATS', 'gRPC'];

/** So many bytes in four values, names included. */
const fourValues = (bytes: number): SecretValue[] => {
  const rest = bytes - 4;
  const first = Math.floor(rest / 4);
  return ['a', 'b', 'c', 'd'].map((name, at) => ({
    name,
    text: '\n'.repeat(at < 3 ? first : rest - 3 * first),
  }));
};

describe.each(carriers)('what is sent to create a credential, over %s', (carrier) => {
  let suite: ServiceUnderTest;
  let user: UserActor;

  beforeAll(async () => {
    suite = await runService((variables) => startCredentialService(readSettings(variables)), { carrier });
    user = await suite.addUser();
  });
  afterAll(() => suite.stop());

  const create = (secret: SecretValue[], more: Partial<CreateCredential> = {}) =>
    suite.client.call(
      credentialContract.create,
      { name: fresh('input'), type: 'generic', secret, ...more },
      contextOf(user),
    );
  const reveal = (id: string) => suite.client.call(credentialContract.reveal, { id }, contextOf(user));
  const refuses = async (code: string, secret: SecretValue[], more: Partial<CreateCredential> = {}) => {
    const head = await suite.store.head();
    await expect(create(secret, more)).rejects.toMatchObject({ code });
    expect(await suite.store.head()).toBe(head);
  };

  it('may be 64 KiB in a value and 256 KiB in all, and not one byte more', async () => {
    const whole = [{ name: 'k', text: 'x'.repeat(maxValueBytes) }];
    const { credential } = await create(whole);
    expect((await reveal(credential.id)).values).toEqual(whole);
    await refuses('credential.secret_too_large', [{ name: 'k', text: 'x'.repeat(maxValueBytes + 1) }]);
    const base64 = Buffer.alloc(maxValueBytes + 1).toString('base64');
    await refuses('credential.secret_too_large', [{ name: 'k', base64 }]);
    const four = fourValues(maxSecretBytes);
    const { credential: large } = await create(four);
    expect((await reveal(large.id)).values).toEqual(four);
    await refuses('credential.secret_too_large', fourValues(maxSecretBytes + 1));
  });

  it('is kept byte for byte: bytes that are no text, NUL, an empty text', async () => {
    const secret = [
      { name: 'bytes', base64: Buffer.from([0x00, 0xff, 0xc3]).toString('base64') },
      { name: 'nul', text: 'a\0' },
      { name: 'empty', text: '' },
      { name: 'ключ 🔑', text: '‮ رمز' },
    ];
    const { credential } = await create(secret);
    expect((await reveal(credential.id)).values).toEqual(secret);
  });

  it('is refused by its form, and changes nothing', async () => {
    for (const name of ['', '__proto__', 'constructor', 'a\0b']) {
      await refuses('credential.secret_invalid', [{ name, text: 'v' }]);
    }
    await refuses('credential.secret_invalid', []);
    await refuses('credential.secret_invalid', [{ name: 'k' }]);
    await refuses('credential.secret_invalid', [{ name: 'k', text: 'a', base64: 'YQ==' }]);
    await refuses('credential.secret_invalid', [{ name: 'k', generate: { length: 4 } }]);
    const good = [{ name: 'k', text: 'v' }];
    await refuses('credential.type_invalid', good, { type: 'toString' });
    await refuses('credential.provider_invalid', good, { provider: 'ghcr' });
    await refuses('credential.scope_invalid', good, { scope: 'Not a scope' });
    await refuses('credential.not_found', good, { scope: 'elsewhere' });
    await refuses('credential.name_invalid', good, { name: '' });
    await refuses('credential.name_invalid', good, { name: 'x'.repeat(254) });
    await refuses('credential.name_invalid', good, { name: 'a\nb' });
    await refuses('credential.description_invalid', good, { description: 'x'.repeat(251) });
    await refuses('credential.expiry_invalid', good, { expiresAt: '2020-01-01T00:00:00Z' });
    await refuses('credential.expiry_invalid', good, { expiresAt: 'tomorrow' });
  });

  it('may be generated, and is what was asked for', async () => {
    const { credential } = await create([{ name: 'k', generate: { length: 40, alphabet: 'hex' } }]);
    expect((await reveal(credential.id)).values[0]?.text).toMatch(/^[0-9a-f]{40}$/);
  });

  it('gives the same credential when the request is repeated', async () => {
    const idempotencyKey = fresh('repeat-this');
    const message = { name: fresh('again'), type: 'generic', secret: [{ name: 'k', text: 'v' }] };
    const ask = () =>
      suite.client.call(credentialContract.create, message, contextOf(user, { idempotencyKey }));
    const [one, other] = [await ask(), await ask()];
    expect(other).toEqual(one);
    expect((await reveal(one.credential.id)).values).toEqual(message.secret);
  });
});
