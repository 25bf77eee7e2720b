import type { OpenAPIObject } from '@nestjs/swagger';
import { resources } from '../routes/resources.js';
import type { Route } from '../routes/route.js';
import { commonRefusals, headerParameters, headerReferences, secretRefusals } from './common.js';
import { documentedPath, type Operation } from './open-api.js';
import { refusalResponses } from './refusals.js';

const answerHeaders = ({
  verb,
  status,
  answer,
  secret,
  unversioned,
  conditional,
}: Route): readonly string[] => [
  ...(status === 201 ? ['Location'] : []),
  ...(conditional || (!unversioned && answer) ? ['ETag'] : []),
  ...(unversioned ? [] : ['Credstream-Position']),
  ...(secret || (status === 201 && verb === 'post') ? ['Cache-Control'] : []),
];

const described: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Created',
  202: 'Asked for; it is done in the background',
  204: 'Done, without an answer',
};

const describeRoute = (operation: Operation, route: Route): void => {
  const { status, secret, refuses = [] } = route;
  operation.parameters = [...(operation.parameters ?? []), ...headerParameters(route)] as never;
  const success = operation.responses[status];
  if (!success || '$ref' in success) throw new Error(`${operation.operationId} has no answer`);
  success.description ||= described[status] ?? '';
  success.headers = headerReferences(answerHeaders(route));
  const refusals = [...commonRefusals(route), ...(secret ? secretRefusals : []), ...refuses];
  const unchanged = operation.responses[304];
  operation.responses = {
    [status]: success,
    ...(unchanged && { 304: unchanged }),
    ...refusalResponses(refusals),
  };
};

/** What the tables know of the operations beyond what Nest reads from them. */
export const describeResources = ({ paths }: OpenAPIObject): void => {
  for (const { path, routes } of resources) {
    for (const route of Object.values(routes)) {
      const operation = paths[documentedPath(`${path}/${route.path}`)]?.[route.verb];
      if (operation) describeRoute(operation, route);
    }
  }
};
