import type { FastifyReply } from 'fastify';

type Versioned = Readonly<{ revision: number; position: string }>;

/** An answer about one thing: its revision as ETag, and where the log stood. */
export const answer = <T>(reply: FastifyReply, { revision, position }: Versioned, body: T): T => {
  reply.header('etag', `W/"${revision}"`).header('credstream-position', position);
  return body;
};

/** 201 with where the new thing is. */
export const created = <T>(reply: FastifyReply, location: string, versioned: Versioned, body: T): T => {
  reply.status(201).header('location', location).header('cache-control', 'no-store');
  return answer(reply, versioned, body);
};

/** 204. */
export const gone = (reply: FastifyReply, { position }: Versioned): void => {
  reply.status(204).header('credstream-position', position);
};
