/** A bare route of the framework under the gateway. */
import { fastify } from 'fastify';

const server = fastify();
server.get('/authorize', (_request, reply) => {
  reply.status(204).send();
});
process.send({ url: await server.listen({ port: 0, host: '127.0.0.1' }) });
process.once('SIGTERM', () => process.exit(0));
