import { readFileSync } from 'node:fs';
import {
  connect,
  type ConnectionOptions,
  credsAuthenticator,
  type NatsConnection,
} from '@nats-io/transport-node';
import { type CommonEnvironment, SettingsRefused } from '../env.js';
import type { Logger } from '../logger.js';
import { natsServers } from './plaintext.js';
import { readTlsFiles } from './tls-files.js';
import { waitFor } from './waiting.js';

type NatsSettings = Pick<
  CommonEnvironment,
  | 'NATS_URL'
  | 'CREDSTREAM_NATS_CREDENTIALS'
  | 'CREDSTREAM_NATS_TLS_CA'
  | 'CREDSTREAM_NATS_TLS_CERT'
  | 'CREDSTREAM_NATS_TLS_KEY'
>;

/** Seconds without an answer to a ping count as a broken connection twice this long. */
const pingEveryMs = 5_000;

type Credentials = Readonly<{ user?: string; pass?: string; token?: string }>;

/** `user:password@`, or a token alone, of the first address that has one. */
const credentialsOf = (url: string): Credentials => {
  const [, text] =
    /^(?:[a-z]+:\/\/)?([^@,/]+)@/i.exec(
      url
        .split(',')
        .find((each) => each.includes('@'))
        ?.trim() ?? '',
    ) ?? [];
  if (text === undefined) return {};
  const colon = text.indexOf(':');
  if (colon < 0) return { token: decodeURIComponent(text) };
  return { user: decodeURIComponent(text.slice(0, colon)), pass: decodeURIComponent(text.slice(colon + 1)) };
};

const credentialsForm = /-BEGIN NATS USER JWT-[^]*-BEGIN USER NKEY SEED-/;

const readCredentialsFile = (path: string): Uint8Array => {
  const read = (): Buffer => {
    try {
      return readFileSync(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new SettingsRefused(`CREDSTREAM_NATS_CREDENTIALS names a file that cannot be read (${code}).`);
    }
  };
  const content = read();
  if (credentialsForm.test(content.toString('latin1'))) return content;
  throw new SettingsRefused('CREDSTREAM_NATS_CREDENTIALS names a file that holds no JWT and NKEY of NATS.');
};

/** How a connection is made, and made again without end. Throws `SettingsRefused`. */
export const natsOptions = (settings: NatsSettings, name: string): ConnectionOptions => {
  const { NATS_URL: url, CREDSTREAM_NATS_CREDENTIALS: file } = settings;
  const encrypted = /^tls:/i.test(url);
  const files = readTlsFiles('CREDSTREAM_NATS_TLS', {
    ca: settings.CREDSTREAM_NATS_TLS_CA,
    cert: settings.CREDSTREAM_NATS_TLS_CERT,
    key: settings.CREDSTREAM_NATS_TLS_KEY,
  });
  if (files && !encrypted) {
    throw new SettingsRefused(
      'CREDSTREAM_NATS_TLS_CA, _CERT and _KEY need a NATS_URL that begins with tls://.',
    );
  }
  if (
    url.split(',').some((each) => /^[a-z]+:/i.test(each.trim()) && /^tls:/i.test(each.trim()) !== encrypted)
  ) {
    throw new SettingsRefused('NATS_URL must not mix servers with and without TLS.');
  }
  return {
    name,
    servers: [...natsServers(url)],
    ...credentialsOf(url),
    ...(file !== undefined && { authenticator: credsAuthenticator(readCredentialsFile(file)) }),
    ...(encrypted && {
      tls: {
        ...(files?.ca && { ca: files.ca.toString() }),
        ...(files?.cert && { cert: files.cert.toString() }),
        ...(files?.key && { key: files.key.toString() }),
      },
    }),
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: 250,
    pingInterval: pingEveryMs,
    maxPingOut: 2,
    timeout: 5_000,
  };
};

/** What waiting does not mend. */
const refusalOf = (error: unknown): string | undefined => {
  const { name, message } = error as Error;
  // A server, or this process, that is too busy to look at the credentials in time says so by the same error.
  const isTooLate = /authentication timeout/i.test(message);
  if (!isTooLate && (name === 'AuthorizationError' || name === 'UserAuthenticationExpiredError')) {
    return 'NATS does not take these credentials (user and password, token or CREDSTREAM_NATS_CREDENTIALS).';
  }
  if (/does not support 'tls'|tls" is not available/.test(message)) {
    return 'the server speaks no TLS, and tls:// asks for it; nothing was sent.';
  }
  const { code = '' } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  if (
    /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_(VERIFY|GET_ISSUER)/.test(
      `${code} ${message}`.toUpperCase().replaceAll('-', '_'),
    )
  ) {
    return `the certificates do not fit (${code || 'TLS'}); CREDSTREAM_NATS_TLS_CA, _CERT and _KEY name others.`;
  }
  return undefined;
};

/** Waits until NATS is there. Throws `SettingsRefused`. */
export const connectToNats = (settings: NatsSettings, name: string, log: Logger): Promise<NatsConnection> => {
  const options = natsOptions(settings, name);
  return waitFor({ what: 'NATS', setting: 'NATS_URL', attempt: () => connect(options), refusalOf, log });
};
