import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** An answer that is no JSON of a class: a file, a value as it is, or nothing new. */
export class RawAnswer {
  constructor(
    private readonly body: Buffer | Readable | object | undefined,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly status?: 304,
  ) {}

  /** Puts everything but the body into the response. */
  head(response: FastifyReply): Buffer | Readable | object | undefined {
    response.headers(this.headers);
    if (this.status !== undefined) response.status(this.status);
    return this.body;
  }
}
