import { actorAssertion } from '@credstream/contracts';
import { type PartKeys, signToken, TokenRefused, verifyToken } from '@credstream/crypto';
import { type Actor, type RequestContext, Unauthenticated } from '@credstream/domain-kernel';

/** Whose key signs assertions: the gateway's. */
export const assertionKeyName = 'gateway';

/** The part of a request's context that the gateway vouches for. */
export type Asserted = Pick<RequestContext, 'actor' | 'correlationId' | 'causationId' | 'ip' | 'userAgent'>;

export type ActorSigner = (asserted: Asserted) => Promise<string>;
export type ActorVerifier = (assertion: string | undefined) => Promise<Asserted>;

const subjectOf = (actor: Actor): string =>
  actor.kind === 'system' ? actor.service : actor.kind === 'anonymous' ? 'anonymous' : actor.userId;

/** For the gateway: a short-lived statement of who asks, from where and in which request. */
export const createActorSigner = (keys: PartKeys): ActorSigner => {
  return (asserted) =>
    signToken(keys.signingKey(), {
      typ: actorAssertion.typ,
      issuer: actorAssertion.issuer,
      audience: actorAssertion.audience,
      subject: subjectOf(asserted.actor),
      expiresInSeconds: actorAssertion.seconds,
      now: new Date(),
      claims: { asserted },
    });
};

/** For the services: reaching the bus is not enough to get in. Throws `Unauthenticated`. */
export const createActorVerifier = (keys: PartKeys): ActorVerifier => {
  return async (assertion) => {
    if (assertion === undefined) throw new Unauthenticated('The message carries no actor assertion');
    try {
      const claims = await verifyToken(assertion, keys.verificationKeys(assertionKeyName), {
        typ: actorAssertion.typ,
        issuer: actorAssertion.issuer,
        audience: actorAssertion.audience,
        now: new Date(),
      });
      return claims['asserted'] as Asserted;
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      throw new Unauthenticated('The actor assertion of the message is not valid', {}, error);
    }
  };
};
