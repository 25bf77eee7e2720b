import 'reflect-metadata';
import { code, page, table } from './markdown.mjs';

const typeOf = ({ type, items, isArray, enum: values }) => {
  const name = typeof type === 'function' ? (type.name === 'type' ? type().name : type.name) : type;
  const one = items?.type ?? name;
  const shown = values
    ? values.map((value) => JSON.stringify(value)).join(' or ')
    : String(one).toLowerCase() === one
      ? one
      : String(one);
  return type === 'array' || isArray ? `list of ${shown}` : shown;
};

/** The fields of a request class, as its decorators describe them. */
const fieldsOf = ({ prototype }) =>
  (Reflect.getMetadata('swagger/apiModelPropertiesArray', prototype) ?? []).map((marked) => {
    const name = marked.replace(/^:/, '');
    const property = Reflect.getMetadata('swagger/apiModelProperties', prototype, name);
    return `${code(property.required === false ? `${name}?` : name)} ${typeOf(property)}`;
  });

const accessOf = (access) =>
  typeof access === 'string'
    ? access
    : [
        code(access.permission),
        ...(access.own === undefined ? [] : [`own: ${access.own}`]),
        ...(access.provisioning ? ['provisioning'] : []),
      ].join(', ');

/** Every call between the gateway and the services, and every feed. */
export const subjectsPage = async () => {
  const { contexts, contracts } = await import('@credstream/contracts');
  const doors = await Promise.all(contexts.map((context) => import(`@credstream/contracts/${context}`)));
  const calls = Object.values(contracts).flatMap((contract) => Object.values(contract));
  const feeds = doors
    .flatMap((door) => Object.entries(door))
    .filter(([name]) => name.endsWith('FeedSubject'))
    .map(([, subject]) => subject)
    .sort();
  return page(
    'Subjects and calls',
    'A call is a request on NATS, answered by one copy of the service, or a call of the gRPC service in ' +
      '`libs/contracts/proto`; the request is the same. Each carries an actor assertion. Access is what the service ' +
      'asks of the actor.',
    table(
      ['NATS subject', 'gRPC', 'access', 'request'],
      calls
        .toSorted((a, b) => (a.subject < b.subject ? -1 : 1))
        .map(({ subject, service, rpc, access, request }) => [
          code(subject),
          code(`${service}/${rpc}`),
          accessOf(access),
          fieldsOf(request).join(', ') || 'nothing',
        ]),
    ),
    'Feeds, which everyone who listens hears:',
    table(
      ['NATS subject'],
      feeds.map((subject) => [code(subject)]),
    ),
  );
};
