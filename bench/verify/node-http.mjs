/** The ceiling: node:http that says 204 and nothing else. */
import { createServer } from 'node:http';

const server = createServer((_request, response) => response.writeHead(204).end());
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.once('SIGTERM', () => process.exit(0));
