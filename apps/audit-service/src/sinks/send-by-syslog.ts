import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { connect } from 'node:tls';
import type { AuditEntry } from '@credstream/contracts/audit';
import type { IpRange } from '@credstream/domain-kernel';
import { checkLiteral, guardedLookup } from '@credstream/egress';
import { syslogFrame } from './sink-message.js';
import { answerWithinMs } from './sink-settings.js';

export type SyslogReceiver = Readonly<{
  url: string;
  caBundle?: string;
  clientCertificate?: string;
  clientKey?: string;
}>;

/**
 * Sends entries over a connection of their own. Syslog has no acknowledgement: they count as taken when the receiver
 * has read to the end of the connection and closes it without an error.
 */
export const sendBySyslog = (
  { url, caBundle, clientCertificate, clientKey }: SyslogReceiver,
  entries: readonly AuditEntry[],
  allowed: readonly IpRange[],
  signal: AbortSignal,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname: named, port } = new URL(url);
    const host = named.replace(/^\[(.*)\]$/, '$1');
    checkLiteral(host, allowed, true);
    const socket = connect({
      host,
      port: Number(port),
      lookup: guardedLookup(allowed, true),
      minVersion: 'TLSv1.2',
      ...(isIP(host) === 0 && { servername: host }),
      ...(caBundle !== undefined && { ca: caBundle }),
      ...(clientCertificate !== undefined && { cert: clientCertificate }),
      ...(clientKey !== undefined && { key: clientKey }),
    });
    let isReadToTheEnd = false;
    const late = setTimeout(
      () =>
        socket.destroy(new Error(`the receiver has not taken them within ${answerWithinMs / 1000} seconds`)),
      answerWithinMs,
    );
    const stop = () => socket.destroy(new Error('the service stops'));
    signal.addEventListener('abort', stop, { once: true });
    socket.once('secureConnect', () => {
      socket.end(entries.map((entry) => syslogFrame(entry, hostname())).join(''));
    });
    socket.resume();
    socket.once('end', () => (isReadToTheEnd = socket.writableFinished));
    socket.once('error', reject);
    socket.once('close', () => {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
      if (isReadToTheEnd) resolve();
      else reject(new Error('the receiver closed the connection before it had read everything'));
    });
  });
