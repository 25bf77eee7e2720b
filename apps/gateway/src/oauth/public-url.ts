import type { FastifyRequest } from 'fastify';

/** Where the outside world reaches this gateway: as it is set, else as the request says. */
export class PublicUrl {
  constructor(private readonly configured: string | undefined) {}

  /** Without a slash at the end. */
  of({ protocol, host }: FastifyRequest): string {
    return this.configured ?? `${protocol}://${host}`;
  }
}
