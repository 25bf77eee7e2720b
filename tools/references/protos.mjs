import { existsSync, readFileSync } from 'node:fs';

const largestInt32 = 2_147_483_647;

const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const typeOf = (field) => {
  switch (field.kind) {
    case 'text':
      return 'string';
    case 'flag':
      return 'bool';
    case 'whole':
      return field.max > largestInt32 ? 'int64' : 'int32';
    case 'nested':
      return field.of.name;
  }
};

/** What is 0 or absent are two things only in an `optional` field; that of a message is one without the word. */
const labelOf = (field) => {
  if (field.list) return 'repeated ';
  const canBeZero = field.kind === 'whole' && field.min <= 0;
  return field.kind !== 'nested' && (field.optional || canBeZero) ? 'optional ' : '';
};

/** Fields of one form keep their number: whole numbers of both sizes are written alike, and so are all messages. */
const formOf = (label, type) => {
  const form = ['string', 'bool', 'double'].includes(type) ? type : /^int/.test(type) ? 'int' : 'message';
  return `${label === 'repeated ' ? 'list of ' : ''}${form}`;
};

/** The numbers that a proto file has given out: for each message its fields by name, and what must not come again. */
export const numbersOf = (proto) =>
  Object.fromEntries(
    [...proto.matchAll(/^message (\w+) \{([^}]*)\}/gm)].map(([, name, body]) => [
      name,
      {
        fields: Object.fromEntries(
          [...body.matchAll(/^ *(repeated |optional )?(\w+) (\w+) = (\d+);/gm)].map(
            ([, label = '', type, field, number]) => [
              field,
              { number: Number(number), form: formOf(label, type) },
            ],
          ),
        ),
        reserved: [...(/^ *reserved ([\d, ]+);/m.exec(body)?.[1] ?? '').matchAll(/\d+/g)].map(Number),
      },
    ]),
  );

const messageText = (name, fields, { fields: given, reserved } = { fields: {}, reserved: [] }) => {
  const kept = fields.map((field) => {
    const label = labelOf(field);
    const type = typeOf(field);
    const known = given[snakeCase(field.name)];
    return {
      label,
      type,
      name: snakeCase(field.name),
      number: known?.form === formOf(label, type) ? known.number : 0,
    };
  });
  const before = [...Object.values(given).map(({ number }) => number), ...reserved];
  let last = Math.max(0, ...before);
  const numbered = kept
    .map((field) => ({ ...field, number: field.number || (last += 1) }))
    .sort((a, b) => a.number - b.number);
  const inUse = new Set(numbered.map(({ number }) => number));
  const gone = before.filter((number) => !inUse.has(number)).sort((a, b) => a - b);
  const lines = [
    ...(gone.length > 0 ? [`  reserved ${[...new Set(gone)].join(', ')};`] : []),
    ...numbered.map(({ label, type, name: field, number }) => `  ${label}${type} ${field} = ${number};`),
  ];
  return lines.length === 0 ? `message ${name} {}` : [`message ${name} {`, ...lines, '}'].join('\n');
};

/**
 * The messages of a contract by their names, each once, what a message holds after it. A request is called so: within a
 * service, protoc takes `CreateUser` for the call of that name.
 */
const messagesOf = (methods, fieldsOf) => {
  const found = new Map();
  const add = (name, message) => {
    const known = found.get(name);
    if (known === message) return;
    if (known) throw new Error(`Two messages of one context are called ${name}`);
    found.set(name, message);
    for (const field of fieldsOf(message)) if (field.kind === 'nested') add(field.of.name, field.of);
  };
  for (const { request, reply } of methods) {
    add(requestName(request), request);
    add(reply.name, reply);
  }
  return [...found];
};

const requestName = ({ name }) => (name === 'Nothing' ? name : `${name}Request`);

/** The gRPC definition of one contract; `given` holds the numbers that its fields have. */
export const protoText = (methods, fieldsOf, given) => {
  const [{ context, service }] = methods;
  const calls = methods.map(
    ({ rpc, request, reply }) => `  rpc ${rpc}(${requestName(request)}) returns (${reply.name});`,
  );
  const messages = messagesOf(methods, fieldsOf).map(([name, message]) =>
    messageText(name, fieldsOf(message), given[name]),
  );
  return `${[
    '// Made from the classes of the contract by tools/generate-references.mjs; change those, not this file.\n' +
      '// The numbers of fields are kept, and that of a field that is gone is given to no other.',
    'syntax = "proto3";',
    `package credstream.${context}.v1;`,
    [`service ${service} {`, ...calls, '}'].join('\n'),
    ...messages,
  ].join('\n\n')}\n`;
};

/** The gRPC definition of each context, by its path. */
export const protos = async () => {
  const { contracts, fieldsOf } = await import('@credstream/contracts');
  return Object.fromEntries(
    Object.entries(contracts).map(([context, contract]) => {
      const path = `libs/contracts/proto/${context}.proto`;
      const given = existsSync(path) ? numbersOf(readFileSync(path, 'utf8')) : {};
      return [path, protoText(Object.values(contract), fieldsOf, given)];
    }),
  );
};
