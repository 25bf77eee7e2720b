import { MongoClient, MongoParseError, MongoServerError, MongoServerSelectionError } from 'mongodb';
import { SettingsRefused } from '../env.js';
import type { Logger } from '../logger.js';
import { waitFor } from './waiting.js';

/** AuthenticationFailed, and Unauthorized: who shows no credentials may connect, and do nothing. */
const credentialProblems: readonly unknown[] = [18, 13];

const refusalOf = (error: unknown): string | undefined => {
  if (error instanceof MongoServerError && credentialProblems.includes(error.code)) {
    return 'MongoDB does not take these credentials.';
  }
  const { syscall, code } = error as NodeJS.ErrnoException;
  if (syscall === 'open') return `a file that the address names cannot be read (${code}).`;
  if (!(error instanceof MongoServerSelectionError)) return undefined;
  const text = `${error.message} ${String(error.cause)}`;
  if (/certificate|self.signed|altname/i.test(text)) {
    return 'the certificates do not fit; tlsCAFile and tlsCertificateKeyFile in the address name others.';
  }
  if (/wrong version number|packet length|EPROTO/i.test(text)) {
    return 'the server does not answer as MongoDB with these options (tls=true for a server without TLS?).';
  }
  return undefined;
};

const clientOf = (url: string, name: string): MongoClient => {
  try {
    return new MongoClient(url, { appName: name, serverSelectionTimeoutMS: 5_000, connectTimeoutMS: 10_000 });
  } catch (error) {
    if (!(error instanceof MongoParseError || error instanceof TypeError || error instanceof Error))
      throw error;
    // The driver's words may quote the address, and with it a password.
    throw new SettingsRefused(`MONGODB_URL cannot be used (${error.name}).`);
  }
};

/** Waits until MongoDB is there. Throws `SettingsRefused`. */
export const connectToMongoDb = (url: string, name: string, log: Logger): Promise<MongoClient> => {
  const attempt = async (): Promise<MongoClient> => {
    const client = clientOf(url, name);
    try {
      await client.connect();
      await client.db().command({ listCollections: 1, nameOnly: true, authorizedCollections: true });
      return client;
    } catch (error) {
      await client.close();
      throw error;
    }
  };
  return waitFor({
    ...{ what: 'MongoDB', setting: 'MONGODB_URL', attempt, log },
    refusalOf: (error) => {
      if (error instanceof SettingsRefused) throw error;
      return refusalOf(error);
    },
  });
};
