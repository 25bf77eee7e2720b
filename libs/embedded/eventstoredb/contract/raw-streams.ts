import { randomUUID } from 'node:crypto';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type {
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { type CallOptions, type ClientDuplexStream, credentials, type ServiceError } from '@grpc/grpc-js';
import timestamp from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { ServerUnderTest } from './server-under-test.js';

/** An event as the wire has it, so that a test may leave parts out. */
export type RawEvent = Readonly<{
  id?: string;
  metadata: Readonly<Record<string, string>>;
  data?: Uint8Array;
}>;

export const rawEvent = (data: Uint8Array = Buffer.from('{}')): RawEvent => ({
  metadata: { type: 'Tested', 'content-type': 'application/json' },
  data,
});

export const openRaw = (server: Pick<ServerUnderTest, 'address'>): StreamsClient =>
  new streamsGrpc.StreamsClient(server.address, credentials.createInsecure());

const identifierOf = (stream: string) =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));

const uuidOf = (id: string) => new shared.UUID().setString(id);

/** One unary-style append with any; resolves with the response, rejects with the ServiceError. */
export const rawAppend = (
  client: StreamsClient,
  stream: string,
  events: readonly RawEvent[],
  options: CallOptions = {},
): Promise<AppendResp> =>
  new Promise((resolve, reject) => {
    const call = client.append(options as never, (error: ServiceError | null, response?: AppendResp) =>
      error ? reject(error) : resolve(response!),
    );
    call.on('error', () => undefined);
    const first = new streams.AppendReq();
    first.setOptions(
      new streams.AppendReq.Options().setStreamIdentifier(identifierOf(stream)).setAny(new shared.Empty()),
    );
    call.write(first);
    for (const event of events) {
      const proposed = new streams.AppendReq.ProposedMessage();
      proposed.setId(uuidOf(event.id ?? randomUUID()));
      for (const [key, value] of Object.entries(event.metadata)) proposed.getMetadataMap().set(key, value);
      proposed.setData(event.data ?? new Uint8Array());
      const message = new streams.AppendReq();
      message.setProposedMessage(proposed);
      call.write(message);
    }
    call.end();
  });

/** A tombstone that expects the stream to exist, which the client cannot say. */
export const rawTombstoneExisting = (client: StreamsClient, stream: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = new streams.TombstoneReq.Options();
    options.setStreamIdentifier(identifierOf(stream)).setStreamExists(new shared.Empty());
    client.tombstone(new streams.TombstoneReq().setOptions(options), (error) =>
      error ? reject(error) : resolve(),
    );
  });

export type Chunk = Readonly<{
  correlationId: string;
  /** Sends options; `deadlineMs` is Unix time. */
  stream?: string;
  deadlineMs?: number;
  events?: readonly RawEvent[];
  isFinal: boolean;
}>;

const toRequest = ({ correlationId, stream, deadlineMs, events = [], isFinal }: Chunk): BatchAppendReq => {
  const request = new streams.BatchAppendReq();
  request.setCorrelationId(uuidOf(correlationId));
  if (stream !== undefined) {
    const options = new streams.BatchAppendReq.Options();
    const deadline = new timestamp.Timestamp();
    deadline.fromDate(new Date(deadlineMs ?? Date.now() + 10_000));
    options.setStreamIdentifier(identifierOf(stream));
    // The generated class has the well-known Empty here, with the same bytes.
    options.setAny(new shared.Empty());
    options.setDeadline(deadline);
    request.setOptions(options);
  }
  request.setProposedMessagesList(
    events.map((event) => {
      const proposed = new streams.BatchAppendReq.ProposedMessage();
      proposed.setId(uuidOf(event.id ?? randomUUID()));
      for (const [key, value] of Object.entries(event.metadata)) proposed.getMetadataMap().set(key, value);
      proposed.setData(event.data ?? new Uint8Array());
      return proposed;
    }),
  );
  request.setIsFinal(isFinal);
  return request;
};

export type BatchReply = Readonly<{
  correlationId: string;
  stream: string;
  revision: string | undefined;
  /** Type of the error's details, without its prefix. */
  error: string | undefined;
}>;

const toReply = (response: BatchAppendResp): BatchReply => ({
  correlationId: response.getCorrelationId()!.getString(),
  stream: Buffer.from(response.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8'),
  revision: response.getSuccess()?.getCurrentRevision(),
  error: response
    .getError()
    ?.getDetails()
    ?.getTypeUrl()
    .replace('type.googleapis.com/event_store.client.', ''),
});

/** One BatchAppend stream whose replies are collected. */
export class RawBatch {
  readonly replies: BatchReply[] = [];
  private readonly call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>;
  private readonly ended: Promise<void>;
  private wake = () => {};

  constructor(client: StreamsClient) {
    this.call = client.batchAppend();
    this.ended = new Promise((resolve, reject) => {
      this.call.once('end', resolve);
      this.call.once('error', reject);
    });
    this.call.on('data', (response: BatchAppendResp) => {
      this.replies.push(toReply(response));
      this.wake();
    });
  }

  send(chunk: Chunk): void {
    this.call.write(toRequest(chunk));
  }

  /** The first reply to a correlation id. */
  async replyTo(correlationId: string): Promise<BatchReply> {
    for (;;) {
      const reply = this.replies.find((entry) => entry.correlationId === correlationId);
      if (reply !== undefined) return reply;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Half-closes and waits for the server's end, after which no reply can come. */
  async end(): Promise<readonly BatchReply[]> {
    this.call.end();
    await this.ended;
    return this.replies;
  }
}
