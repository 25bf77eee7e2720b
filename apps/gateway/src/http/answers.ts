import type { FastifyReply } from 'fastify';

type Versioned = Readonly<{ revision: number; position: string }>;

const isVersioned = (reply: object): reply is Versioned => 'position' in reply;

/** The revision of a thing as ETag, where the log stood, where a new thing is, and that no cache keeps a secret. */
export const addAnswerHeaders = (
  response: FastifyReply,
  { reply, location }: Readonly<{ reply: object; location?: string }>,
  { status, secret }: Readonly<{ status: number; secret?: true }>,
): void => {
  if (isVersioned(reply)) {
    response.header('credstream-position', reply.position);
    if (status !== 204) response.header('etag', `W/"${reply.revision}"`);
  }
  if (location !== undefined) response.header('location', location);
  if (secret || location !== undefined) response.header('cache-control', 'no-store');
};
