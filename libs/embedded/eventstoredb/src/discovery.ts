import type { ServiceDefinition } from '@grpc/grpc-js';
import { type Handler, unary } from './grpc/transport/index.js';
import { messageField, textField, varintField } from './protobuf/index.js';

/** The version whose behaviour this server follows, and that it is not that server. */
export const SERVER_VERSION = '24.6.0-credstream-embedded';
const LEADER = 8;

const featuresOf = (method: string): readonly string[] => {
  if (method === 'read') return ['position', 'events'];
  if (method === 'batchappend') return ['deadline_duration'];
  return [];
};

/** `ServerFeatures/GetSupportedMethods` for the given services. */
export const supportedMethods = (version: string, services: readonly ServiceDefinition[]): Handler => {
  const paths = services.flatMap((service) => Object.values(service).map(({ path }) => path.toLowerCase()));
  const methods = paths.map((path) => {
    const [, service = '', method = ''] = path.split('/');
    const features = featuresOf(method).map((feature) => textField(3, feature));
    return messageField(1, textField(1, method), textField(2, service), ...features);
  });
  const answer = Buffer.concat([...methods, textField(2, version)]);
  return unary(() => answer);
};

/** `Gossip/Read`: one member, alive and leading. */
export const gossip = (
  member: () => Readonly<{ instanceId: string; host: string; port: number; nowMs: number }>,
): Handler =>
  unary(() => {
    const { instanceId, host, port, nowMs } = member();
    return messageField(
      1,
      messageField(1, textField(2, instanceId)),
      varintField(2, nowMs * 10_000),
      varintField(3, LEADER),
      varintField(4, 1),
      messageField(5, textField(1, host), varintField(2, port)),
    );
  });
