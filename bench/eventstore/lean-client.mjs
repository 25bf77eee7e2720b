/**
 * A gRPC client that costs next to nothing, so that the server is what is measured: a request is serialized once by
 * the generated code, and every copy gets its own ids and stream; answers are read as far as they are needed.
 */
import { once } from 'node:events';
import { connect } from 'node:http2';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';

const HEADER_BYTES = 5;
const WINDOW = 8 * 1024 * 1024;
const DIGITS = 12;
const zeros = '0'.repeat(DIGITS);
const uuid = `6b29fc40-ca47-4067-b31d-${zeros}`;

const framed = (message) => {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + message.length);
  frame[0] = 0;
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, HEADER_BYTES);
  return frame;
};

/** Cuts chunks into messages and answers them as `[start, end]` in the bytes that it passes on. */
const frameReader = (take) => {
  let rest;
  return (chunk) => {
    const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
    let offset = 0;
    while (bytes.length - offset >= HEADER_BYTES) {
      const end = offset + HEADER_BYTES + bytes.readUInt32BE(offset + 1);
      if (end > bytes.length) break;
      take(bytes, offset + HEADER_BYTES, end);
      offset = end;
    }
    rest = offset === bytes.length ? undefined : bytes.subarray(offset);
  };
};

const varint = (bytes, at) => {
  let value = 0;
  let scale = 1;
  for (; bytes[at] >= 128; at += 1, scale *= 128) value += (bytes[at] & 127) * scale;
  return [value + bytes[at] * scale, at + 1];
};

/** Start and end of a length-delimited field, undefined when it is missing. */
const fieldOf = (bytes, start, end, wanted) => {
  let at = start;
  while (at < end) {
    const [tag, afterTag] = varint(bytes, at);
    const [length, content] = varint(bytes, afterTag);
    const isDelimited = (tag & 7) === 2;
    if (tag >> 3 === wanted && isDelimited) return [content, content + length];
    at = isDelimited ? content + length : content;
  }
  return undefined;
};

/** An append of one event under `any`, as the official client's generated code writes it, with room for numbers. */
const appendTemplate = (type, data) => {
  const { BatchAppendReq } = streams;
  const id = () => new shared.UUID().setString(uuid);
  const options = new BatchAppendReq.Options()
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(`bench-${zeros}`)))
    .setAny(new empty.Empty());
  const message = new BatchAppendReq.ProposedMessage().setId(id()).setData(Buffer.from(JSON.stringify(data)));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  const frame = framed(
    new BatchAppendReq()
      .setCorrelationId(id())
      .setOptions(options)
      .setProposedMessagesList([message])
      .setIsFinal(true)
      .serializeBinary(),
  );
  const holes = [];
  for (let at = frame.indexOf(zeros); at >= 0; at = frame.indexOf(zeros, at + DIGITS)) holes.push(at);
  const [correlation, stream, event] = holes;
  return { frame, correlation, stream, event };
};

const allRequest = () => {
  const { Options } = streams.ReadReq;
  const options = new Options()
    .setAll(new Options.AllOptions().setStart(new empty.Empty()))
    .setReadDirection(Options.ReadDirection.FORWARDS)
    .setCount(String(Number.MAX_SAFE_INTEGER))
    .setNoFilter(new empty.Empty())
    .setUuidOption(new Options.UUIDOption().setString(new empty.Empty()));
  return framed(new streams.ReadReq().setOptions(options).serializeBinary());
};

/** Fields of ReadResp, ReadEvent and RecordedEvent on the way to the payload. */
const payloadPath = [1, 1, 8];

/** The payload of a ReadResp, decoded; undefined when the message is no event. */
const decodedPayload = (bytes, start, end) => {
  let range = [start, end];
  for (const field of payloadPath) {
    range = fieldOf(bytes, ...range, field);
    if (range === undefined) return undefined;
  }
  return JSON.parse(bytes.toString('utf8', ...range));
};

/** Writes a number over the zeros of a template, from the right. */
const writeDigits = (bytes, offset, number) => {
  let rest = number;
  for (let at = offset + DIGITS - 1; rest > 0; at -= 1) {
    const next = Math.floor(rest / 10);
    bytes[at] = 48 + rest - next * 10;
    rest = next;
  }
};

/** Connects to an event store's `host:port`. */
export const connectLean = async (authority) => {
  const session = connect(`http://${authority}`, { settings: { initialWindowSize: WINDOW } });
  await once(session, 'connect');
  session.setLocalWindowSize(WINDOW);
  let written = 0;

  const open = (method) => {
    const call = session.request({
      ':method': 'POST',
      ':path': `/event_store.client.streams.Streams/${method}`,
      'content-type': 'application/grpc+proto',
      te: 'trailers',
    });
    let status;
    call.on('response', (headers) => (status ??= headers['grpc-status']));
    call.on('trailers', (trailers) => (status ??= trailers['grpc-status']));
    const ended = once(call, 'close').then(() => {
      if (status !== '0') throw new Error(`${method} ended with status ${status}`);
    });
    return { call, ended };
  };

  return {
    /**
     * Appends events one by one with `inFlight` of them under way, over one BatchAppend, until the time is over.
     * `streamOf(n)` is the number of the stream that the n-th event goes to. Answers how many were acknowledged.
     */
    append: async ({ type, data, inFlight, ms, streamOf }) => {
      const { frame, correlation, stream, event } = appendTemplate(type, data);
      const { call, ended } = open('BatchAppend');
      const start = performance.now();
      let acknowledged = 0;
      const send = (count) => {
        const bytes = Buffer.allocUnsafe(count * frame.length);
        for (let index = 0; index < count; index += 1) {
          const at = index * frame.length;
          bytes.set(frame, at);
          written += 1;
          writeDigits(bytes, at + correlation, written);
          writeDigits(bytes, at + stream, streamOf(written));
          writeDigits(bytes, at + event, written);
        }
        call.write(bytes);
      };
      let answered = 0;
      const read = frameReader((bytes, from, to) => {
        if (fieldOf(bytes, from, to, 3) === undefined) throw new Error('An append was refused');
        answered += 1;
      });
      call.on('data', (chunk) => {
        read(chunk);
        if (answered === 0) return;
        acknowledged += answered;
        if (performance.now() - start < ms) send(answered);
        else if (!call.writableEnded) call.end();
        answered = 0;
      });
      send(inFlight);
      await ended;
      return { count: acknowledged, rate: (acknowledged / (performance.now() - start)) * 1000 };
    },

    /** Reads all of `$all` and decodes the payload of every event. */
    replay: async () => {
      const { call, ended } = open('Read');
      const start = performance.now();
      let count = 0;
      call.on(
        'data',
        frameReader((bytes, from, to) => {
          if (decodedPayload(bytes, from, to) !== undefined) count += 1;
        }),
      );
      call.end(allRequest());
      await ended;
      return { count, rate: (count / (performance.now() - start)) * 1000 };
    },
    close: () => session.destroy(),
  };
};
