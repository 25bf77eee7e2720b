import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contracts, type Method, perContext, type ServiceContext } from '@credstream/contracts';
import { PartKeys, provideKeys } from '@credstream/crypto';
import {
  askingPart,
  CallSealer,
  createGrpcClient,
  createLogger,
  createNatsClient,
  keyPlan,
  type RunningService,
  type ServiceClient,
} from '@credstream/service-kit';
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

const patienceMs = 30_000;
const unauthenticated = { code: 'auth.unauthenticated', kind: 'unauthenticated' };

/** What every service does with messages that are not as they should be; the same for each. */
export const describeMessages = <S extends RunningService>(
  start: StartCopy<S>,
  { context, method, request, roles = ['developer'], broken }: MessageCase,
): void => {
  describe.each(carriers)(`a message to the ${context} service, over %s`, (carrier) => {
    let suite: ServiceUnderTest<S>;
    let user: UserActor;
    let foreignDir: string;
    let foreign: PartKeys;

    beforeAll(async () => {
      suite = await runService(start, { carrier });
      user = await suite.addUser({ roles });
      foreignDir = await mkdtemp(join(tmpdir(), 'credstream-foreign-'));
      await provideKeys(foreignDir, keyPlan, 'may be new');
      foreign = await PartKeys.open(foreignDir, askingPart);
    });
    afterAll(async () => {
      await rm(foreignDir, { recursive: true });
      await suite.stop();
    });

    const log = createLogger('test', 'silent');
    const clientWith = (keys: PartKeys, now?: () => number): ServiceClient => {
      const sealer = new CallSealer(keys, log, now);
      const address = suite.variables['CREDSTREAM_GRPC_LISTEN'];
      return address === undefined
        ? createNatsClient(suite.nats, sealer)
        : createGrpcClient(
            perContext(() => address),
            sealer,
          );
    };

    const expectRefused = async (client: ServiceClient, actor: UserActor, refusal: object): Promise<void> => {
      const head = await suite.store.head();
      await expect(client.call(method, request, contextOf(actor))).rejects.toMatchObject(refusal);
      await client.close();
      expect(await suite.store.head()).toBe(head);
    };

    it('is answered when the gateway vouches for who sends it', async () => {
      const client = clientWith(suite.keys);
      expect(await client.call(method, request, contextOf(user))).toBeDefined();
      await client.close();
    });

    it('by the gateway of another installation is refused and changes nothing', () =>
      expectRefused(clientWith(foreign), user, { code: 'request.unavailable' }));

    it.each([-31_000, 31_000])(
      'of another time (%i ms) is refused as unavailable, and changes nothing',
      (ms) =>
        expectRefused(
          clientWith(suite.keys, () => Date.now() + ms),
          user,
          { code: 'request.unavailable', message: expect.stringContaining('clocks') },
        ),
    );

    it('of a user whom the log does not know is refused and changes nothing', () =>
      expectRefused(clientWith(suite.keys), { ...user, userId: 'nobody0000000000' }, unauthenticated));

    if (carrier === 'gRPC') return;

    type Packet = Readonly<{ err?: object; response?: object }>;
    const packet = (data: unknown): string => JSON.stringify({ id: '1', pattern: method.subject, data });
    const sealed = (payload: string | Uint8Array, subject = method.subject, more: object = {}) =>
      new CallSealer(suite.keys, log).seal(context, subject, contextOf(user, more), Buffer.from(payload));
    const send = (payload: Uint8Array) =>
      suite.nats.request(method.subject, payload, { timeout: patienceMs });
    const ask = async (payload: string | Uint8Array, more: object = {}): Promise<Packet> => {
      const { envelope, openReply } = sealed(payload, method.subject, more);
      return JSON.parse(openReply((await send(envelope)).data).body.toString()) as Packet;
    };
    const expectUnanswered = async (payload: Uint8Array): Promise<void> => {
      const head = await suite.store.head();
      expect((await send(payload)).json<Packet>()).toEqual({ err: expect.objectContaining(unauthenticated) });
      expect(await suite.store.head()).toBe(head);
    };

    it('in clear is refused and changes nothing', () => expectUnanswered(Buffer.from(packet(request))));

    it('that was sealed for another call is refused and changes nothing', () =>
      expectUnanswered(sealed(packet(request), `${context}.health.v1`).envelope));

    it('that lost a bit is refused and changes nothing', async () => {
      const { envelope } = sealed(packet(request));
      const last = envelope.length - 1;
      envelope[last] = (envelope[last] ?? 0) ^ 1;
      await expectUnanswered(envelope);
    });

    it('that comes again is refused, and changes nothing', async () => {
      const { envelope, openReply } = sealed(packet(request));
      const read = async () => JSON.parse(openReply((await send(envelope)).data).body.toString()) as Packet;
      expect((await read()).response).toBeDefined();
      const head = await suite.store.head();
      expect((await read()).err).toMatchObject(unauthenticated);
      expect(await suite.store.head()).toBe(head);
    });

    it('is answered so that only who asked can read it, and only as the answer to this', async () => {
      const [one, other] = [sealed(packet(request)), sealed(packet(request))];
      const answer = (await send(one.envelope)).data;
      expect(() => other.openReply(answer)).toThrow('does not answer');
      expect(one.openReply(answer).body.toString()).toContain('response');
      expect(Buffer.from(answer).includes('response')).toBe(false);
    });

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
      suite.nats.publish(method.subject, sealed(payload).envelope);
      await suite.nats.flush();
      expect((await ask(packet(request))).response).toBeDefined();
      suite.nats.publish(method.subject, payload, { reply: 'nowhere' });
      await suite.client.call(method, request, contextOf(user));
      expect(await suite.store.head()).toBe(head);
    });

    it.each([{ expectedRevision: 'soon' }, { minPosition: 'soon' }])('with %j is refused', async (more) => {
      expect((await ask(packet(request), more)).err).toMatchObject({ code: 'request.invalid' });
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
