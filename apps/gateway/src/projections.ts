import { contexts, contracts, type ProjectionView, type ServiceContext } from '@credstream/contracts';
import { type RequestContext, ServiceUnavailable } from '@credstream/domain-kernel';
import { ProjectionNotFound } from '@credstream/domain-projections';
import type { Services } from './services.js';

type Found = Readonly<{ context: ServiceContext; items?: readonly ProjectionView[] }>;

/** The projections of each service; none of one that does not answer. */
const projectionsOf = (services: Services, context: RequestContext): Promise<readonly Found[]> =>
  Promise.all(
    contexts.map(async (each): Promise<Found> => {
      try {
        const { items = [] } = await services.call(contracts[each].listProjections, {}, context);
        return { context: each, items };
      } catch (error) {
        if (error instanceof ServiceUnavailable) return { context: each };
        throw error;
      }
    }),
  );

/** The projections of all services that answer, and the names of the others. */
export const allProjections = async (
  services: Services,
  context: RequestContext,
): Promise<Readonly<{ items: readonly ProjectionView[]; unavailable: readonly string[] }>> => {
  const found = await projectionsOf(services, context);
  return {
    items: found.flatMap(({ items = [] }) => items),
    unavailable: found.flatMap((each) => (each.items ? [] : [`${each.context}-service`])),
  };
};

/** The service that has a projection. Throws `ProjectionNotFound`, `ServiceUnavailable`. */
export const ownerOf = async (
  services: Services,
  name: string,
  context: RequestContext,
): Promise<ServiceContext> => {
  const found = await projectionsOf(services, context);
  const owner = found.find(({ items = [] }) => items.some((projection) => projection.name === name));
  if (owner) return owner.context;
  if (found.some(({ items }) => items === undefined)) throw new ServiceUnavailable();
  throw new ProjectionNotFound();
};
