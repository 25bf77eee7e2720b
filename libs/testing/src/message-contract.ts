import {
  actorAssertion,
  contracts,
  messageHeaders,
  type Method,
  perContext,
  type ServiceContext,
} from '@credstream/contracts';
import { createSigningKey, type SigningKey, signToken } from '@credstream/crypto';
import {
  createGrpcClient,
  createNatsClient,
  type RunningService,
  type ServiceClient,
} from '@credstream/service-kit';
import { headers as natsHeaders } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  carriers,
  contextOf,
  gatewayActor,
  runService,
  type ServiceUnderTest,
  type StartCopy,
  type UserActor,
} from './running-services.js';

export type MessageCase = Readonly<{
  context: ServiceContext;
  /** One of the service's calls, with a request that a user with these roles may make. */
  method: Method;
  request: object;
  roles?: readonly ('developer' | 'system-admin')[];
  /** Requests with one wrong field each: the path of the field, the rule it breaks. */
  broken: readonly Readonly<{ data: object; path: string; rule: string }>[];
}>;

const soundAssertion = (actor: object) => ({
  typ: actorAssertion.typ as string,
  issuer: actorAssertion.issuer as string,
  audience: actorAssertion.audience as string,
  subject: 'whoever',
  expiresInSeconds: actorAssertion.seconds as number,
  now: new Date(),
  claims: { asserted: { actor, correlationId: 'forged', causationId: 'forged' } },
});

const patienceMs = 30_000;

/** What every service does with messages that are not as they should be; the same for each. */
export const describeMessages = <S extends RunningService>(
  start: StartCopy<S>,
  { context, method, request, roles = ['developer'], broken }: MessageCase,
): void => {
  describe.each(carriers)(`a message to the ${context} service, over %s`, (carrier) => {
    let suite: ServiceUnderTest<S>;
    let user: UserActor;
    let key: SigningKey;

    beforeAll(async () => {
      suite = await runService(start, { carrier });
      user = await suite.addUser({ roles });
      key = suite.keys.signingKey();
    });
    afterAll(() => suite.stop());

    const clientWith = (assertion: string): ServiceClient => {
      const sign = () => Promise.resolve(assertion);
      const address = suite.variables['CREDSTREAM_GRPC_LISTEN'];
      return address === undefined
        ? createNatsClient(suite.nats, sign)
        : createGrpcClient(
            perContext(() => address),
            sign,
          );
    };

    const expectRefused = async (assertion: string): Promise<void> => {
      const head = await suite.store.head();
      const client = clientWith(assertion);
      const answer = client.call(method, request, contextOf(user));
      await expect(answer).rejects.toMatchObject({ code: 'auth.unauthenticated', kind: 'unauthenticated' });
      await client.close();
      expect(await suite.store.head()).toBe(head);
    };

    it('is answered when the gateway vouches for who sends it', async () => {
      await clientWith(await signToken(key, soundAssertion(user)))
        .call(method, request, contextOf(user))
        .then((answer) => expect(answer).toBeDefined());
    });

    it('without an actor assertion is refused and changes nothing', () => expectRefused(''));

    it('with something else for an assertion is refused and changes nothing', () =>
      expectRefused('eyJhbGciOiJub25lIn0.e30.'));

    it('with an assertion that has run out is refused and changes nothing', async () => {
      const now = new Date(Date.now() - (actorAssertion.seconds + 1) * 1000);
      await expectRefused(await signToken(key, { ...soundAssertion(user), now }));
    });

    it('with an assertion by another key is refused and changes nothing', async () => {
      const forged = await createSigningKey();
      await expectRefused(await signToken(forged, soundAssertion(user)));
      await expectRefused(await signToken({ ...forged, kid: key.kid }, soundAssertion(user)));
    });

    it('with an assertion for somebody else is refused and changes nothing', async () => {
      await expectRefused(await signToken(key, { ...soundAssertion(user), audience: 'credstream' }));
    });

    it('with a token of another kind is refused and changes nothing', async () => {
      await expectRefused(await signToken(key, { ...soundAssertion(user), typ: 'at+jwt' }));
      await expectRefused(await signToken(key, { ...soundAssertion(user), issuer: 'credstream' }));
    });

    it('of a user whom the log does not know is refused and changes nothing', async () => {
      const nobody = { ...user, userId: 'nobody0000000000' };
      await expectRefused(await signToken(key, soundAssertion(nobody)));
    });

    if (carrier === 'gRPC') return;

    const ask = async (payload: string | Uint8Array): Promise<{ err?: object; response?: object }> => {
      const headers = natsHeaders();
      headers.set(messageHeaders.actor, await signToken(key, soundAssertion(user)));
      const message = await suite.nats.request(method.subject, payload, { headers, timeout: patienceMs });
      return message.json();
    };
    const packet = (data: unknown): string => JSON.stringify({ id: '1', pattern: method.subject, data });

    it('with an unknown field is refused with the name of the field, and changes nothing', async () => {
      const head = await suite.store.head();
      const { err } = await ask(packet({ ...request, colour: 'red' }));
      expect(err).toMatchObject({
        code: 'request.invalid',
        details: { errors: [{ path: 'colour', rule: 'unknown_field' }] },
      });
      expect(await suite.store.head()).toBe(head);
    });

    it.each(broken)(
      'with $data is refused ($path: $rule), and changes nothing',
      async ({ data, path, rule }) => {
        const head = await suite.store.head();
        const { err } = await ask(packet({ ...request, ...data }));
        expect(err).toMatchObject({
          code: 'request.invalid',
          kind: 'invalid',
          details: { errors: expect.arrayContaining([expect.objectContaining({ path, rule })]) },
        });
        expect(await suite.store.head()).toBe(head);
      },
    );

    it.each([['text'], [7], [true], [[request]], [[[]]]])(
      'that holds %j in place of an object is refused, and changes nothing',
      async (data) => {
        const head = await suite.store.head();
        expect((await ask(packet(data))).err).toMatchObject({ code: 'request.invalid' });
        expect(await suite.store.head()).toBe(head);
      },
    );

    it.each([
      ['nothing at all', ''],
      ['half a packet', packet(request).slice(0, -3)],
      ['what is not JSON', 'GET / HTTP/1.1'],
      ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0x00)],
      ['null', 'null'],
      ['a number', '1'],
      ['a packet without an id', JSON.stringify({ pattern: method.subject, data: request })],
    ])('of %s harms nobody: the next one is answered', async (_what, payload) => {
      const head = await suite.store.head();
      suite.nats.publish(method.subject, payload);
      await suite.nats.flush();
      expect((await ask(packet(request))).response).toBeDefined();
      suite.nats.publish(method.subject, payload, { reply: 'nowhere' });
      await suite.client.call(method, request, contextOf(user));
      expect(await suite.store.head()).toBe(head);
    });

    it('whose headers hold no number where one belongs is refused', async () => {
      for (const name of [messageHeaders.expectedRevision, messageHeaders.minPosition]) {
        const headers = natsHeaders();
        headers.set(messageHeaders.actor, await signToken(key, soundAssertion(user)));
        headers.set(name, 'soon');
        const message = await suite.nats.request(method.subject, packet(request), {
          headers,
          timeout: patienceMs,
        });
        expect(message.json<{ err: object }>().err).toMatchObject({ code: 'request.invalid' });
      }
    });
  });

  describe(`the ${context} service`, () => {
    it('becomes ready, and says so to the parts of Credstream', async () => {
      const suite = await runService(start);
      const answer = suite.client.call(contracts[context].health, {}, contextOf(gatewayActor));
      await expect(answer.finally(suite.stop)).resolves.toHaveProperty('ready');
    });
  });
};
