import { type RequestContext, Unauthenticated } from '@credstream/domain-kernel';

/** Throws `Unauthenticated` for everyone but the parts of Credstream themselves. */
export const requireSystem = ({ actor }: RequestContext): void => {
  if (actor.kind !== 'system') throw new Unauthenticated('Only the parts of Credstream may ask this');
};
