import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import {
  Client,
  compressionAlgorithms,
  credentials,
  Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Call } from './call.js';
import { type GrpcServer, type Handler, startGrpcServer } from './grpc-server.js';
import { serverStreaming, unary } from './shapes.js';
import { CallFailed, failed } from './status.js';

const MAX_MESSAGE = 1000;
const MAX_CALLS = 10;
const GRACE = 50;
const stopping = failed(status.UNAVAILABLE, 'stopping');
const asIs = (bytes: Buffer) => bytes;

const numbered = (number: number) => Buffer.from(`message ${number}`.padEnd(MAX_MESSAGE));

describe('a gRPC server', () => {
  let server: GrpcServer;
  let client: Client;
  let calls: Call[];
  let unexpected: unknown[];

  const handlers = (): [string, Handler][] => [
    ['/test.Echo/Unary', unary((request) => Buffer.concat([request, request]))],
    [
      '/test.Echo/Refuse',
      unary(() => {
        throw new CallFailed(failed(status.FAILED_PRECONDITION, 'no – never', { reason: 'ein Grund: ß' }));
      }),
    ],
    ['/test.Echo/Break', unary(() => Promise.reject(new Error('a mistake')))],
    [
      '/test.Echo/Count',
      serverStreaming(async (request, call) => {
        const count = Number(request.toString());
        for (let number = 0; number < count; number++) {
          const drained = call.write(numbered(number));
          if (drained) await drained;
        }
      }),
    ],
    [
      '/test.Echo/Chat',
      (call) => call.receive({ message: (bytes) => void call.write(bytes), end: () => call.end() }),
    ],
    ['/test.Echo/Wait', (call) => call.receive({ message: () => undefined, end: () => undefined })],
  ];

  const start = async (keepaliveMs = 10_000) => {
    const withCalls = handlers().map(([path, handler]): [string, Handler] => [
      path,
      (call) => {
        calls.push(call);
        handler(call);
      },
    ]);
    server = await startGrpcServer({
      handlers: new Map(withCalls),
      admits: () => true,
      host: '127.0.0.1',
      port: 0,
      keepaliveMs,
      maxConcurrentCalls: MAX_CALLS,
      maxMessageBytes: MAX_MESSAGE,
      statusOf: (error) => {
        unexpected.push(error);
        return failed(status.UNKNOWN, 'broken');
      },
    });
    client = new Client(`127.0.0.1:${server.port}`, credentials.createInsecure());
  };

  beforeEach(async () => {
    calls = [];
    unexpected = [];
    await start();
  });
  afterEach(async () => {
    client.close();
    await server.stop(stopping, GRACE);
  });

  const ask = (path: string, message: Buffer, using = client, options = {}): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      using.makeUnaryRequest(path, asIs, asIs, message, new Metadata(), options, (error, answer) =>
        error ? reject(error) : resolve(answer!),
      );
    });
  const failureOf = (promise: Promise<unknown>): Promise<ServiceError> =>
    promise.then(
      () => {
        throw new Error('It did not fail');
      },
      (error: ServiceError) => error,
    );
  const chat = () => client.makeBidiStreamRequest('/test.Echo/Chat', asIs, asIs, new Metadata());
  const callAt = async (index: number): Promise<Call> => {
    while (calls.length <= index) await new Promise((resolve) => setImmediate(resolve));
    return calls[index]!;
  };

  it('answers a request', async () => {
    expect(await ask('/test.Echo/Unary', Buffer.from('ab'))).toEqual(Buffer.from('abab'));
    expect(await ask('/test.Echo/Unary', Buffer.alloc(0))).toEqual(Buffer.alloc(0));
  });

  it('sends the status, text and trailers that a handler throws', async () => {
    const failure = await failureOf(ask('/test.Echo/Refuse', Buffer.alloc(0)));
    expect(failure).toMatchObject({ code: status.FAILED_PRECONDITION, details: 'no – never' });
    expect(failure.metadata.get('reason')).toEqual([encodeURIComponent('ein Grund: ß')]);
    expect(unexpected).toEqual([]);
  });

  it('turns other exceptions into the status it is told', async () => {
    const failure = await failureOf(ask('/test.Echo/Break', Buffer.alloc(0)));
    expect(failure).toMatchObject({ code: status.UNKNOWN, details: 'broken' });
    expect(unexpected).toEqual([new Error('a mistake')]);
  });

  it('does not implement what it has no handler for', async () => {
    expect((await failureOf(ask('/test.Echo/Other', Buffer.alloc(0)))).code).toBe(status.UNIMPLEMENTED);
  });

  it('streams answers in order and no faster than the client reads', async () => {
    const count = 5000;
    const stream = client.makeServerStreamRequest(
      '/test.Echo/Count',
      asIs,
      asIs,
      Buffer.from(String(count)),
      new Metadata(),
    );
    stream.pause();
    const call = await callAt(0);
    let sent = 0;
    const write = call.write.bind(call);
    call.write = (message) => {
      sent++;
      return write(message);
    };
    // A client that reads nothing stops the server long before the end.
    let before = -1;
    while (sent !== before) {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(sent).toBeLessThan(count);
    let read = 0;
    for await (const message of stream as AsyncIterable<Buffer>) {
      if (!message.equals(numbered(read))) break;
      read++;
    }
    expect(read).toBe(count);
  });

  it('carries messages both ways until the client ends', async () => {
    const stream = chat();
    stream.write(numbered(1));
    expect(await once(stream, 'data')).toEqual([numbered(1)]);
    stream.write(numbered(2));
    expect(await once(stream, 'data')).toEqual([numbered(2)]);
    stream.end();
    expect(await once(stream, 'status')).toMatchObject([{ code: status.OK }]);
  });

  it('tells a handler that the client has gone', async () => {
    const stream = chat();
    const failure = once(stream, 'error');
    stream.once('error', () => undefined);
    stream.write(numbered(1));
    await once(stream, 'data');
    const call = await callAt(0);
    stream.cancel();
    if (!call.aborted.aborted) await once(call.aborted, 'abort');
    // Whatever it does then is harmless.
    void call.write(numbered(2));
    call.end();
    expect(await failure).toMatchObject([{ code: status.CANCELLED }]);
  });

  it('ends a call at its deadline', async () => {
    const deadline = Date.now() + 200;
    const failure = await failureOf(ask('/test.Echo/Wait', Buffer.alloc(0), client, { deadline }));
    expect(failure.code).toBe(status.DEADLINE_EXCEEDED);
    const call = await callAt(0);
    if (!call.aborted.aborted) await once(call.aborted, 'abort');
  });

  it('refuses a message that is too large', async () => {
    const failure = await failureOf(ask('/test.Echo/Unary', Buffer.alloc(MAX_MESSAGE + 1)));
    expect(failure.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(await ask('/test.Echo/Unary', Buffer.alloc(MAX_MESSAGE))).toHaveLength(2 * MAX_MESSAGE);
  });

  it('reads what a client compresses', async () => {
    const packing = new Client(`127.0.0.1:${server.port}`, credentials.createInsecure(), {
      'grpc.default_compression_algorithm': compressionAlgorithms.gzip,
    });
    const message = Buffer.alloc(400, 'a');
    expect(await ask('/test.Echo/Unary', message, packing)).toEqual(Buffer.concat([message, message]));
    packing.close();
  });

  it('keeps calls beyond its limit waiting, not failing', async () => {
    const streams = Array.from({ length: MAX_CALLS }, () => chat());
    for (const stream of streams) {
      stream.write(numbered(1));
      await once(stream, 'data');
    }
    const late = ask('/test.Echo/Unary', numbered(3));
    streams[0]!.end();
    expect((await late).length).toBeGreaterThan(0);
    const ended = streams.slice(1).map((stream) => once(stream, 'status'));
    for (const stream of streams) stream.end();
    await Promise.all(ended);
  });

  it.each([
    [{ ':method': 'GET', 'content-type': 'application/grpc' }, { ':status': 415 }],
    [{ ':method': 'POST', 'content-type': 'application/json' }, { ':status': 415 }],
    [
      { ':method': 'POST', 'content-type': 'application/grpc', 'grpc-timeout': 'soon' },
      { 'grpc-status': '13' },
    ],
  ])('refuses %j', async (headers, expected) => {
    const session = connectHttp2(`http://127.0.0.1:${server.port}`);
    const request = session.request({ ':path': '/test.Echo/Unary', ...headers });
    const [answer] = await once(request, 'response');
    expect(answer).toMatchObject(expected);
    request.end();
    session.close();
  });

  it('fails open calls when it stops, and cuts off who does not go', async () => {
    const stream = chat();
    const failure = once(stream, 'error');
    stream.once('error', () => undefined);
    stream.write(numbered(1));
    await once(stream, 'data');
    const silent = connect(server.port, '127.0.0.1');
    silent.resume();
    await once(silent, 'connect');
    const closed = once(silent, 'close');
    await server.stop(stopping, GRACE);
    expect(await failure).toMatchObject([{ code: status.UNAVAILABLE, details: 'stopping' }]);
    await closed;
    await start();
  });

  it('cuts off a client that answers no ping', async () => {
    await server.stop(stopping, GRACE);
    client.close();
    await start(30);
    const silent = connect(server.port, '127.0.0.1');
    silent.resume();
    await once(silent, 'close');
  });
});
