import { arch, cpus, hostname, release, totalmem, type as osType } from 'node:os';
import { MECHANISM } from '../authentication/authentication.js';
import type { Command } from './command.js';

export const MAX_BSON_BYTES = 16 * 1024 * 1024;
export const MAX_WRITE_BATCH = 100_000;
/** The release of MongoDB whose behaviour is followed, and its wire version. */
const VERSION = '7.0.0';
const WIRE_VERSION = 21;

export const hello: Command = (command, { connectionId, now }) => ({
  ...(command['helloOk'] === true && { helloOk: true }),
  ...('hello' in command ? { isWritablePrimary: true } : { ismaster: true }),
  maxBsonObjectSize: MAX_BSON_BYTES,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: MAX_WRITE_BATCH,
  localTime: now(),
  logicalSessionTimeoutMinutes: 30,
  connectionId,
  minWireVersion: 0,
  maxWireVersion: WIRE_VERSION,
  readOnly: false,
  // Told for every name: whether there is a user of it is nobody's business.
  ...(command['saslSupportedMechs'] !== undefined && { saslSupportedMechs: [MECHANISM] }),
});

export const buildInfo: Command = () => ({
  version: VERSION,
  versionArray: [...VERSION.split('.').map(Number), 0],
  gitVersion: 'credstream-embedded-mongodb',
  modules: [],
  allocator: 'system',
  javascriptEngine: 'none',
  sysInfo: 'deprecated',
  bits: 64,
  debug: false,
  maxBsonObjectSize: MAX_BSON_BYTES,
  storageEngines: ['inMemory', 'lmdb'],
});

export const hostInfo: Command = (_command, { now }) => ({
  system: {
    currentTime: now(),
    hostname: hostname(),
    cpuAddrSize: 64,
    memSizeMB: Math.round(totalmem() / 2 ** 20),
    numCores: cpus().length,
    cpuArch: arch(),
  },
  os: { type: osType(), name: osType(), version: release() },
  extra: {},
});

export const ping: Command = () => ({});

export const serverStatus: Command = (
  _command,
  { catalog, now, startedAt, connections, cursors, persistent },
) => {
  const { collectionScans, sorts, documents } = catalog.counters;
  const uptime = (now().getTime() - startedAt.getTime()) / 1000;
  return {
    host: hostname(),
    version: VERSION,
    process: 'mongod',
    pid: BigInt(process.pid),
    uptime,
    uptimeMillis: BigInt(Math.round(uptime * 1000)),
    localTime: now(),
    connections: { current: connections() },
    metrics: {
      cursor: { open: { total: BigInt(cursors.size) } },
      operation: { scanAndOrder: BigInt(sorts) },
      queryExecutor: {
        scannedObjects: BigInt(documents),
        collectionScans: { total: BigInt(collectionScans) },
      },
    },
    storageEngine: { name: persistent ? 'lmdb' : 'inMemory', persistent },
  };
};

export const connectionStatus: Command = (_command, { authentication: { username } }) => ({
  authInfo: {
    authenticatedUsers: username === undefined ? [] : [{ user: username, db: 'admin' }],
    authenticatedUserRoles: username === undefined ? [] : [{ role: 'root', db: 'admin' }],
  },
});
