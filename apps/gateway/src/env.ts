import { contexts, grpcSetting, perContext, type ServiceContext } from '@credstream/contracts';
import {
  addressForm,
  CommonEnvironment,
  Encrypted,
  grpcChannelCredentials,
  readEnvironment,
} from '@credstream/service-kit';
import type { ChannelCredentials } from '@grpc/grpc-js';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min, ValidateIf } from 'class-validator';
import { requireLeakKeys } from './leaks/leak-keys.js';

const overGrpc = ({ CREDSTREAM_TRANSPORT }: GatewayEnvironment) => CREDSTREAM_TRANSPORT === 'grpc';

/** The raw variables of the gateway. */
class GatewayEnvironment extends CommonEnvironment {
  // Declared and checked below, one for each context.
  [address: `CREDSTREAM_GRPC_${string}`]: string | undefined;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'CREDSTREAM_PORT must be a port' })
  @Min(0, { message: 'CREDSTREAM_PORT must be a port' })
  @Max(65_535, { message: 'CREDSTREAM_PORT must be a port' })
  CREDSTREAM_PORT = 8080;

  @IsOptional()
  @Matches(/^https?:\/\/[^/?#]+$/, {
    message: 'CREDSTREAM_PUBLIC_URL must be an address without a path: https://host',
  })
  CREDSTREAM_PUBLIC_URL?: string;

  @IsOptional()
  @Matches(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, {
    message: 'CREDSTREAM_KEY_HEADER must be the name of a header, or none',
  })
  CREDSTREAM_KEY_HEADER = 'X-API-Key';

  @IsOptional()
  @Length(32, 256, { message: 'CREDSTREAM_SCIM_TOKEN must have 32 to 256 characters' })
  CREDSTREAM_SCIM_TOKEN?: string;

  @IsOptional()
  @IsString({ message: 'CREDSTREAM_HOST must be an address to listen on' })
  CREDSTREAM_HOST = '127.0.0.1';

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'CREDSTREAM_TRUSTED_PROXIES must be a number of proxies' })
  @Min(0, { message: 'CREDSTREAM_TRUSTED_PROXIES must be a number of proxies' })
  @Max(10, { message: 'CREDSTREAM_TRUSTED_PROXIES must be at most 10' })
  CREDSTREAM_TRUSTED_PROXIES = 0;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'CREDSTREAM_INDEX_MAX_STALENESS must be whole milliseconds' })
  @Min(300, { message: 'CREDSTREAM_INDEX_MAX_STALENESS must be at least 300, more than one heartbeat' })
  @Max(60_000, { message: 'CREDSTREAM_INDEX_MAX_STALENESS must be at most 60000' })
  CREDSTREAM_INDEX_MAX_STALENESS = 1_000;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'CREDSTREAM_USAGE_INTERVAL must be whole milliseconds' })
  @Min(100, { message: 'CREDSTREAM_USAGE_INTERVAL must be at least 100' })
  @Max(55_000, {
    message: 'CREDSTREAM_USAGE_INTERVAL must be at most 55000: no use is lost for longer than a minute',
  })
  CREDSTREAM_USAGE_INTERVAL = 50_000;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'CREDSTREAM_CONSOLE_IDLE_MINUTES must be whole minutes' })
  @Min(1, { message: 'CREDSTREAM_CONSOLE_IDLE_MINUTES must be at least 1' })
  @Max(1_440, { message: 'CREDSTREAM_CONSOLE_IDLE_MINUTES must be at most 1440, one day' })
  CREDSTREAM_CONSOLE_IDLE_MINUTES = 30;

  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'CREDSTREAM_CONSOLE_MAX_HOURS must be whole hours' })
  @Min(1, { message: 'CREDSTREAM_CONSOLE_MAX_HOURS must be at least 1' })
  @Max(720, { message: 'CREDSTREAM_CONSOLE_MAX_HOURS must be at most 720, thirty days' })
  CREDSTREAM_CONSOLE_MAX_HOURS = 12;

  @IsOptional()
  @IsString({ message: 'CREDSTREAM_LEAK_KEYS_FILE must be the path of a file' })
  CREDSTREAM_LEAK_KEYS_FILE?: string;
}

for (const name of contexts.map(grpcSetting)) {
  const { prototype } = GatewayEnvironment;
  ValidateIf(overGrpc)(prototype, name);
  Matches(addressForm, { message: `${name} must be host:port, or [address]:port for IPv6` })(prototype, name);
  Encrypted('grpc')(prototype, name);
}

export type GatewaySettings = Readonly<{
  host: string;
  /** 0 = any free port. */
  port: number;
  /** How NATS is reached. */
  nats: CommonEnvironment;
  /** Of an installation that shares its servers with others. */
  prefix?: string;
  /** Where the outside world reaches the gateway; absent = nowhere but on this machine. */
  publicUrl?: string;
  /** A header in which a key may come to `/authorize`, besides `Authorization`. */
  keyHeader?: string;
  /** With which an identity provider comes that tells who has left (SCIM). */
  scimToken?: string;
  keysDir: string;
  logLevel: string;
  /** Where metrics are told, `host:port`; absent = nowhere. */
  metricsListen?: string;
  /** How many proxies in front of the gateway may speak for the client's address. */
  trustedProxies: number;
  /** Milliseconds of silence of the key feed after which the key index no longer trusts itself. */
  indexMaxStalenessMs: number;
  /** Milliseconds between two reports of how keys are used. */
  usageIntervalMs: number;
  /** When a browser has to sign in again. */
  browserSessions: Readonly<{ idleSeconds: number; maxSeconds: number }>;
  /** Where the keys lie by which reports of leaks are signed; without it none is taken. */
  leakKeysFile?: string;
  /** Where the services answer gRPC; absent when they are asked over NATS. */
  grpc?: Readonly<{ addresses: Readonly<Record<ServiceContext, string>>; credentials: ChannelCredentials }>;
}>;

/** Throws `SettingsRefused`. */
export const readSettings = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): GatewaySettings => {
  const env = readEnvironment(GatewayEnvironment, variables);
  if (env.CREDSTREAM_LEAK_KEYS_FILE !== undefined) requireLeakKeys(env.CREDSTREAM_LEAK_KEYS_FILE);
  return {
    host: env.CREDSTREAM_HOST.replace(/^\[(.*)\]$/, '$1'),
    port: env.CREDSTREAM_PORT,
    nats: env,
    ...(env.CREDSTREAM_PREFIX !== undefined && { prefix: env.CREDSTREAM_PREFIX }),
    ...(env.CREDSTREAM_PUBLIC_URL !== undefined && { publicUrl: env.CREDSTREAM_PUBLIC_URL }),
    ...(env.CREDSTREAM_KEY_HEADER.toLowerCase() !== 'none' && { keyHeader: env.CREDSTREAM_KEY_HEADER }),
    ...(env.CREDSTREAM_SCIM_TOKEN !== undefined && { scimToken: env.CREDSTREAM_SCIM_TOKEN }),
    keysDir: env.CREDSTREAM_KEYS_DIR,
    logLevel: env.CREDSTREAM_LOG_LEVEL,
    ...(env.CREDSTREAM_METRICS_LISTEN !== undefined && { metricsListen: env.CREDSTREAM_METRICS_LISTEN }),
    trustedProxies: env.CREDSTREAM_TRUSTED_PROXIES,
    indexMaxStalenessMs: env.CREDSTREAM_INDEX_MAX_STALENESS,
    browserSessions: {
      idleSeconds: env.CREDSTREAM_CONSOLE_IDLE_MINUTES * 60,
      maxSeconds: env.CREDSTREAM_CONSOLE_MAX_HOURS * 3_600,
    },
    usageIntervalMs: env.CREDSTREAM_USAGE_INTERVAL,
    ...(env.CREDSTREAM_LEAK_KEYS_FILE !== undefined && { leakKeysFile: env.CREDSTREAM_LEAK_KEYS_FILE }),
    ...(overGrpc(env) && {
      // Each is there, or the environment would have been refused.
      grpc: {
        addresses: perContext((context) => env[grpcSetting(context)]!),
        credentials: grpcChannelCredentials(env),
      },
    }),
  };
};
