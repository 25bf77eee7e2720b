import { setTimeout as pause } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import type { Logger } from '../logger.js';

const marginMs = 5_000;
const retryMs = 1_000;

type Heartbeat = Readonly<{ connectionId: string }>;

/**
 * Connects again when the driver has lost a heartbeat. It waits for the drain of a socket; where that socket has just
 * been closed by the other side, there is no drain and no error, the wait is without end, and the server is never
 * looked for again. An answered heartbeat, good or bad, takes no longer than the driver's own limits.
 *
 * @returns Ends the watch; call it before the client is closed.
 */
export const watchHeartbeats = (
  client: MongoClient,
  log: Logger,
  limitMs = client.options.connectTimeoutMS + client.options.heartbeatFrequencyMS + marginMs,
): (() => void) => {
  const open = new Map<string, NodeJS.Timeout>();
  const watch = { ended: false, connecting: false };
  const answered = ({ connectionId }: Heartbeat): void => {
    clearTimeout(open.get(connectionId));
    open.delete(connectionId);
  };
  const forget = (): void => {
    open.forEach((timer) => clearTimeout(timer));
    open.clear();
  };

  const connectAgain = async (): Promise<void> => {
    if (watch.connecting) return;
    watch.connecting = true;
    forget();
    log.error({ limitMs }, 'The driver of MongoDB lost a heartbeat: it connects again');
    await client.close().catch((error: unknown) => log.warn({ err: error }, 'MongoDB was not left in order'));
    while (!watch.ended) {
      try {
        await client.connect();
        break;
      } catch (error) {
        log.warn({ err: error }, 'MongoDB cannot be reached');
        await pause(retryMs, undefined, { ref: false });
      }
    }
    watch.connecting = false;
  };

  const started = (heartbeat: Heartbeat): void => {
    answered(heartbeat);
    if (watch.ended) return;
    open.set(heartbeat.connectionId, setTimeout(() => void connectAgain(), limitMs).unref());
  };
  client.on('serverHeartbeatStarted', started);
  client.on('serverHeartbeatSucceeded', answered);
  client.on('serverHeartbeatFailed', answered);
  return () => {
    watch.ended = true;
    forget();
  };
};
