import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { invalidArgument, unimplemented } from '../grpc/status.js';
import { CallFailed } from '../grpc/transport/index.js';
import { MalformedMessage } from '../protobuf/index.js';
import { MAX_INT64, MAX_NUMBER, streamNameFault } from '../store/index.js';
import { compileFilter, type Filter, type FilterExpression } from './filter.js';

export type StreamStart = 'start' | 'end' | number;
/** A place in the log; what lies beyond what the store can hold is its largest number. */
export type LogPosition = Readonly<{ commit: number; prepare: number }>;
export type AllStart = 'start' | 'end' | LogPosition;
export type CheckpointedFilter = Readonly<{ matches: Filter; checkpointInterval: number }>;

/** A valid read request. `count` is the largest number of events to send. */
export type ReadRequest = Readonly<
  { structuredIds: boolean } & (
    | { kind: 'stream'; stream: string; start: StreamStart; backwards: boolean; count: number }
    | { kind: 'all'; start: AllStart; backwards: boolean; count: number }
    | { kind: 'subscribe_stream'; stream: string; start: StreamStart }
    | { kind: 'subscribe_all'; start: AllStart; filter: CheckpointedFilter | undefined }
  )
>;

const DEFAULT_WINDOW = 32;

type Options = ReadReq.Options;

const invalid = (details: string) => new CallFailed(invalidArgument(details));

const decode = (bytes: Buffer): Options | undefined => {
  try {
    return streams.ReadReq.deserializeBinary(bytes).getOptions();
  } catch (error) {
    throw new MalformedMessage(String(error));
  }
};

/** The largest value of a position or revision: on the wire it means the end. */
const END = 2n ** 64n - 1n;

/** A number of the wire, 64 bits without a sign, of which the last half means nothing. */
const boundedNumber = (text: string): number | 'end' => {
  const number = BigInt(text);
  if (number === END) return 'end';
  if (number > MAX_INT64) throw invalid(`${number} is no position and no revision`);
  return Math.min(Number(number), MAX_NUMBER);
};

/** Decodes a `ReadReq`; a combination that no reader exists for is INVALID_ARGUMENT. */
export const readReadRequest = (bytes: Buffer): ReadRequest => {
  const options = decode(bytes);
  if (options === undefined) throw invalid('The request has no options');
  if (!options.hasUuidOption()) throw invalid('The UUID option is missing');
  if (options.getResolveLinks()) throw new CallFailed(unimplemented('Links are not resolved here'));
  const shared = {
    structuredIds: options.getUuidOption()!.hasStructured(),
  };
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const count = options.hasCount() ? Number(options.getCount()) : undefined;
  if (count === undefined && !options.hasSubscription()) throw invalid('Neither a count nor a subscription');
  if (count === undefined && backwards) throw invalid('A subscription cannot go backwards');

  const stream = options.getStream();
  if (stream !== undefined) {
    if (options.hasFilter()) throw invalid('A stream cannot be filtered');
    const name = Buffer.from(stream.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
    const fault = streamNameFault(name);
    if (fault !== undefined) throw invalid(fault);
    const start = stream.hasEnd()
      ? 'end'
      : stream.hasRevision()
        ? boundedNumber(stream.getRevision())
        : 'start';
    return count === undefined
      ? { ...shared, kind: 'subscribe_stream', stream: name, start }
      : { ...shared, kind: 'stream', stream: name, start, backwards, count };
  }
  const start = allStart(options);
  if (count === undefined) return { ...shared, kind: 'subscribe_all', start, filter: filterOf(options) };
  if (options.hasFilter()) throw invalid('A finite read of $all cannot be filtered');
  return { ...shared, kind: 'all', start, backwards, count };
};

const allStart = (options: Options): AllStart => {
  const all = options.getAll();
  if (all === undefined) throw invalid('Neither a stream nor $all');
  if (all.hasEnd()) return 'end';
  const position = all.getPosition();
  if (position === undefined) return 'start';
  const commit = boundedNumber(position.getCommitPosition());
  const prepare = boundedNumber(position.getPreparePosition());
  if (commit === 'end' || prepare === 'end') return 'end';
  return commit === 0 && prepare === 0 ? 'start' : { commit, prepare };
};

const filterOf = (options: Options): CheckpointedFilter | undefined => {
  const filter = options.getFilter();
  if (filter === undefined) return undefined;
  const window = filter.hasMax() ? filter.getMax() : DEFAULT_WINDOW;
  const checkpointInterval = window * filter.getCheckpointintervalmultiplier();
  if (checkpointInterval <= 0) throw invalid('The checkpoint interval must be greater than 0');
  return { matches: compileFilter(expressionOf(filter)), checkpointInterval };
};

const expressionOf = (filter: ReadReq.Options.FilterOptions): FilterExpression => {
  const stream = filter.getStreamIdentifier();
  const expression = stream ?? filter.getEventType();
  if (expression === undefined) throw invalid('The filter has no expression');
  return {
    on: stream === undefined ? 'type' : 'stream',
    regex: expression.getRegex(),
    prefixes: expression.getPrefixList(),
  };
};
