/** Headers of a message on NATS, metadata of a gRPC call. */
export const messageHeaders = {
  /** A JWT of the gateway that says who asks, from where and in which request. */
  actor: 'credstream-actor',
  idempotencyKey: 'credstream-idempotency-key',
  expectedRevision: 'credstream-expected-revision',
  minPosition: 'credstream-min-position',
  /** In a gRPC refusal: the refusal as JSON. */
  refusal: 'credstream-refusal-bin',
} as const;

/** `typ`, issuer and audience of an actor assertion, and for how many seconds it holds. */
export const actorAssertion = {
  typ: 'actor+jwt',
  issuer: 'credstream-gateway',
  audience: 'credstream-services',
  seconds: 30,
} as const;

/** `typ` and audience of an access token (RFC 9068). */
export const accessToken = {
  typ: 'at+jwt',
  issuer: 'credstream',
  audience: 'credstream',
  seconds: 900,
} as const;
