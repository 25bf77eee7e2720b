import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SettingsRefused } from '@credstream/service-kit';

export type ListenAddress = Readonly<{ host: string; port: number }>;

const unavailable = 503;

/** RFC 9457, as every refusal is answered. */
const starting = JSON.stringify({
  type: '/docs/errors#request.unavailable',
  title: 'A service needed for this request is not responding',
  status: unavailable,
  detail: 'Credstream is starting. Try again in a moment',
  code: 'request.unavailable',
});

/**
 * Takes the address of the gateway at the beginning of a start, and never frees it again: nobody else can listen there
 * meanwhile. Until `handOver` every request is answered with 503, but for `/health/live`. Throws `SettingsRefused`.
 */
export class EarlyListener {
  private handedOver = false;

  private constructor(private readonly server: Server) {}

  static async open({ host, port }: ListenAddress): Promise<EarlyListener> {
    const server = createServer((request, response) => {
      const isAlive = request.url === '/health/live';
      response.shouldKeepAlive = false;
      response
        .writeHead(isAlive ? 200 : unavailable, {
          'content-type': isAlive
            ? 'application/json; charset=utf-8'
            : 'application/problem+json; charset=utf-8',
          'cache-control': 'no-store',
          ...(!isAlive && { 'retry-after': '1' }),
        })
        .end(isAlive ? '{"live":true}' : starting);
    });
    try {
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const reason = code === 'EADDRINUSE' ? 'is in use' : `cannot be listened on (${code})`;
      throw new SettingsRefused(
        `The address ${host}:${port} ${reason}. CREDSTREAM_PORT and CREDSTREAM_HOST set another one.`,
      );
    }
    return new EarlyListener(server);
  }

  /** From here on connections come to this server, which listens on the same socket. Resolves with the URL. */
  async handOver(server: Server): Promise<string> {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.server, resolve));
    this.handedOver = true;
    const { address, port } = server.address() as AddressInfo;
    const shown = address === '::' ? '::1' : address === '0.0.0.0' ? '127.0.0.1' : address;
    return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
  }

  /** For a start that failed; afterwards the socket is that of the other server. */
  async close(): Promise<void> {
    if (this.handedOver) return;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
