import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Exchange = Readonly<{ request: IncomingMessage; response: ServerResponse }>;

/** Milliseconds that a client has for the rest of its request once the server stops. */
const restWithinMs = 5_000;

/**
 * The connections of a server that stops. Node waits for those that have sent nothing yet, or half a head, as for a
 * request under way: whoever opens one would hold up every stop.
 */
export class OpenConnections {
  private readonly newest = new Map<Socket, Exchange | undefined>();

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.newest.set(socket, undefined);
      socket.once('close', () => this.newest.delete(socket));
    });
    server.on('request', (request, response) => {
      if (this.newest.has(request.socket)) this.newest.set(request.socket, { request, response });
    });
  }

  /** Ends what carries no request now, and in five seconds what has not sent all of its request by then. */
  end(): void {
    this.endThose((exchange) => !exchange || exchange.response.writableFinished);
    setTimeout(() => this.endThose((exchange) => !exchange?.request.complete), restWithinMs).unref();
  }

  private endThose(isOver: (exchange: Exchange | undefined) => boolean): void {
    for (const [socket, exchange] of this.newest) if (isOver(exchange)) socket.destroy();
  }
}
