import 'reflect-metadata';
import { loadSync, type MessageTypeDefinition, type ServiceDefinition } from '@grpc/proto-loader';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';

import { contexts, contracts, type ServiceContext } from './contracts.js';
import type { MessageClass } from './method.js';
import { protoPackage, protoPath } from './proto-path.js';

const methods = contexts.flatMap((context) => Object.values(contracts[context]));

/** A field as both sides know it: `text`, `text?`, `whole[]`, or the shape of what is nested. */
type Shape = { [field: string]: string | Shape | readonly [Shape] };

const kindByRule: Record<string, string> = {
  isString: 'text',
  isIn: 'text',
  isInt: 'whole',
  isBoolean: 'flag',
};

const shapeOfClass = (request: MessageClass): Shape => {
  const rules = getMetadataStorage().getTargetValidationMetadatas(request, '', false, false);
  const shape: Shape = {};
  for (const name of new Set(rules.map(({ propertyName }) => propertyName))) {
    const own = rules.filter(({ propertyName }) => propertyName === name);
    const has = (wanted: string) => own.some((rule) => rule.name === wanted || rule.type === wanted);
    const list = has('isArray');
    if (has('nestedValidation')) {
      const made = plainToInstance(request, { [name]: list ? [{}] : {} }) as Record<
        string,
        object | object[]
      >;
      const [item] = [made[name]!].flat();
      const nested = shapeOfClass(item!.constructor as MessageClass);
      shape[name] = list ? [nested] : nested;
    } else {
      // A client in another language sends a 0 only in a field that knows absence.
      const zero = own.some(({ name: rule, constraints }) => rule === 'min' && constraints?.[0] === 0);
      const kind = own.map((rule) => kindByRule[rule.name ?? '']).find((found) => found !== undefined);
      shape[name] = `${kind}${list ? '[]' : zero || has('conditionalValidation') ? '?' : ''}`;
    }
  }
  return shape;
};

/** What the loader tells of a message; an `optional` field is one of a group of its own. */
type ProtoMessage = Readonly<{
  field: readonly Readonly<{ name: string; label: string; type: string; typeName: string }>[];
  oneofDecl: readonly Readonly<{ name: string }>[];
}>;

const kindByType: Record<string, string> = {
  TYPE_STRING: 'text',
  TYPE_INT32: 'whole',
  TYPE_INT64: 'whole',
  TYPE_DOUBLE: 'number',
  TYPE_BOOL: 'flag',
};

const load = (context: ServiceContext) => loadSync(protoPath(context), { keepCase: false });

const shapeOfMessage = (context: ServiceContext, message: MessageTypeDefinition<object, object>): Shape => {
  const { field, oneofDecl } = message.type as unknown as ProtoMessage;
  return Object.fromEntries(
    field.map(({ name, label, type, typeName }) => {
      const list = label === 'LABEL_REPEATED';
      if (type !== 'TYPE_MESSAGE') {
        const optional = oneofDecl.some((group) => group.name === `_${name}`);
        return [name, `${kindByType[type]}${list ? '[]' : optional ? '?' : ''}`];
      }
      const definition = load(context)[`${protoPackage(context)}.${typeName}`];
      const nested = shapeOfMessage(context, definition as MessageTypeDefinition<object, object>);
      return [name, list ? [nested] : nested];
    }),
  );
};

const serviceOf = (context: ServiceContext): ServiceDefinition => {
  const services = Object.entries(load(context)).filter(([, definition]) => !('format' in definition));
  expect(services.map(([name]) => name)).toEqual([
    `${protoPackage(context)}.${Object.values(contracts[context])[0]!.service}`,
  ]);
  return services[0]![1] as ServiceDefinition;
};

describe.each(contexts)('the contract of %s', (context) => {
  it('has the same calls on gRPC as on NATS', () => {
    const calls = Object.values(contracts[context]).map(({ rpc }) => rpc);
    expect(Object.keys(serviceOf(context)).sort()).toEqual([...calls].sort());
  });

  it.each(Object.values(contracts[context]))('takes the same request on both: $rpc', ({ rpc, request }) => {
    const call = serviceOf(context)[rpc]!;
    expect([call.requestStream, call.responseStream]).toEqual([false, false]);
    expect(shapeOfMessage(context, call.requestType)).toEqual(shapeOfClass(request));
  });

  it('belongs to that context, all of it', () => {
    for (const each of Object.values(contracts[context])) expect(each.context).toBe(context);
  });
});

describe('the subject of a call', () => {
  it.each(methods.map(({ subject }) => subject))('%s names context, verb and version', (subject) => {
    expect(subject).toMatch(/^[a-z]+\.[a-z_]+\.v\d+$/);
  });

  it('is that of no other call', () => {
    const subjects = methods.map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(subjects.length);
  });
});
