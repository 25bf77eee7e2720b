import {
  Answer,
  contracts,
  type Method,
  ProjectionFailureView,
  type ProjectionReply,
  ProjectionView,
  type ServiceContext,
} from '@credstream/contracts';
import { identityContract } from '@credstream/contracts/identity';
import { NotPermitted, type RequestContext } from '@credstream/domain-kernel';
import {
  ProjectionFailureNotFound,
  ProjectionNotFound,
  ProjectionReasonTooLong,
} from '@credstream/domain-projections';
import { allProjections, ownerOf } from '../projections.js';
import { wholeListOf } from './page.js';
import { resource } from './resource.js';
import { get, post } from './route.js';
import type { RouteParts } from './route-parts.js';

class AllProjections {
  @Answer({ list: true, of: () => ProjectionView }) items!: ProjectionView[];
  @Answer({ list: true, description: 'Services that do not answer; theirs are not in the list' })
  unavailable!: string[];
}

/** A call that every contract has, made to the service that keeps the projection. */
const atOwner =
  <Message extends { name: string }, Reply extends object>(
    callOf: (contract: (typeof contracts)[ServiceContext]) => Method<Message, Reply>,
  ) =>
  async ({ services }: RouteParts, message: Message, context: RequestContext): Promise<Reply> => {
    const owner = await ownerOf(services, message.name, context);
    return services.call(callOf(contracts[owner]), message, context);
  };

const shown = {
  answer: ProjectionView,
  show: ({ projection }: ProjectionReply) => projection,
  unversioned: true,
  accepted: true,
} as const;

const failureRefusals = [
  NotPermitted,
  ProjectionNotFound,
  ProjectionFailureNotFound,
  ProjectionReasonTooLong,
];

export const ProjectionRoutes = resource('System', 'api/v1/projections', {
  listProjections: get('', identityContract.listProjections, {
    answer: AllProjections,
    ask: ({ services }, _message, context) => allProjections(services, context),
    show: (reply) => reply,
    unversioned: true,
    summary: 'List the read models of all services',
    description:
      'With how far they are behind the log, what they could not take in, and how far a rebuild is.',
    refuses: [NotPermitted],
  }),
  rebuildProjection: post(':name/rebuild', identityContract.rebuildProjection, {
    ...shown,
    ask: atOwner((contract) => contract.rebuildProjection),
    summary: 'Build a read model anew from the log',
    description:
      'The one that is there serves until the new one holds everything that it holds. While a build is made, another request starts none.',
    refuses: [NotPermitted, ProjectionNotFound, ProjectionReasonTooLong],
  }),
  listProjectionFailures: get(':name/failures', identityContract.listProjectionFailures, {
    ...wholeListOf('ProjectionFailureList', ProjectionFailureView),
    ask: atOwner((contract) => contract.listProjectionFailures),
    summary: 'List the events that a read model could not take in',
    description: 'In log order.',
    refuses: [NotPermitted, ProjectionNotFound],
  }),
  retryProjectionFailure: post(':name/failures/:id/retry', identityContract.retryProjectionFailure, {
    ...shown,
    ask: atOwner((contract) => contract.retryProjectionFailure),
    summary: 'Try again to take in an event',
    description:
      'Where later events of its stream are in the read model already, it is built anew, as only that puts the event in its place.',
    refuses: failureRefusals,
  }),
  skipProjectionFailure: post(':name/failures/:id/skip', identityContract.skipProjectionFailure, {
    ...shown,
    ask: atOwner((contract) => contract.skipProjectionFailure),
    summary: 'Decide that a read model does without an event',
    description: 'It no longer counts as a failure, also when the read model is built anew.',
    refuses: failureRefusals,
  }),
});
