import 'reflect-metadata';
import { loadSync, type MethodDefinition, type ServiceDefinition } from '@grpc/proto-loader';
import { describe, expect, it } from '@jest/globals';
import { contexts, contracts, grpcSetting, type ServiceContext } from './contracts.js';
import { type Field, fieldsOf } from './declared-fields.js';
import type { MessageClass, Method } from './method.js';
import { grpcLoaderOptions, protoPackage, protoPath } from './proto-path.js';
import { fillReply } from './replies.js';

const methodsOf = (context: ServiceContext): readonly Method[] => Object.values(contracts[context]);

/** Whether each field of a sample has something in it, or what gRPC leaves out. */
type Filling = 'full' | 'empty';

const sampleOfField = (field: Field, filling: Filling): unknown => {
  const isFull = filling === 'full';
  switch (field.kind) {
    case 'text':
      return isFull ? `a ${field.name} – ключ 🔑` : '';
    case 'flag':
      return isFull;
    case 'whole':
      return isFull ? field.max : Math.max(field.min, 0);
    case 'nested':
      return sampleOf(field.of, filling);
  }
};

/** A message with all its fields, or with those alone that cannot be absent. */
const sampleOf = (message: MessageClass, filling: Filling): object => {
  const fields = fieldsOf(message).filter(({ optional }) => filling === 'full' || !optional);
  return Object.fromEntries(
    fields.map((field) => {
      const one = sampleOfField(field, filling);
      const list = filling === 'full' ? [one, one] : [];
      return [field.name, field.list ? list : one];
    }),
  );
};

const serviceOf = (context: ServiceContext): ServiceDefinition => {
  const definitions = Object.entries(loadSync(protoPath(context), grpcLoaderOptions));
  const services = definitions.filter(([, definition]) => !('format' in definition));
  const [{ service = '' } = {}] = methodsOf(context);
  expect(services.map(([name]) => name)).toEqual([`${protoPackage(context)}.${service}`]);
  return services[0]![1] as ServiceDefinition;
};

describe.each(contexts)('the contract of %s', (context) => {
  it('has the same calls on gRPC as on NATS', () => {
    expect(Object.keys(serviceOf(context)).sort()).toEqual(
      methodsOf(context)
        .map(({ rpc }) => rpc)
        .sort(),
    );
  });

  describe.each(methodsOf(context))('$rpc', ({ rpc, request, reply }) => {
    const call = serviceOf(context)[rpc] as MethodDefinition<object, object>;

    it('is one request and one reply', () => {
      expect([call.requestStream, call.responseStream]).toEqual([false, false]);
    });

    it('carries a request over gRPC as it is over NATS, with every field and with as few as may be', () => {
      for (const filling of ['full', 'empty'] as const) {
        const sample = sampleOf(request, filling);
        const received = call.requestDeserialize(call.requestSerialize(sample));
        expect(fillReply(request, received)).toEqual(sample);
      }
    });

    it('carries a reply over gRPC as it is over NATS, with every field and with as few as may be', () => {
      for (const filling of ['full', 'empty'] as const) {
        const sample = sampleOf(reply, filling);
        const received = call.responseDeserialize(call.responseSerialize(sample));
        expect(fillReply(reply, received)).toEqual(sample);
      }
    });
  });

  it('belongs to that context, all of it', () => {
    for (const each of methodsOf(context)) expect(each.context).toBe(context);
  });

  it('has a setting for its address', () => {
    expect(grpcSetting(context)).toBe(`CREDSTREAM_GRPC_${context.toUpperCase()}`);
  });
});

describe('the subject of a call', () => {
  const subjects = contexts.flatMap((context) => methodsOf(context).map(({ subject }) => subject));

  it.each(subjects)('%s names context, verb and version', (subject) => {
    expect(subject).toMatch(/^[a-z]+\.[a-z_]+\.v\d+$/);
  });

  it('is that of no other call', () => {
    expect(new Set(subjects).size).toBe(subjects.length);
  });
});
