import { Double } from 'bson';
import type { Doc } from '../bson/document.js';
import { CommandError } from '../errors.js';
import {
  create,
  dbStats,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  renameCollection,
} from './collections.js';
import type { Command, CommandContext } from './command.js';
import { countDocuments } from './count-documents.js';
import { getMore, killCursors } from './cursor-commands.js';
import { checkFields } from './fields.js';
import { count, distinct, find } from './find.js';
import { findAndModify } from './find-and-modify.js';
import { buildInfo, connectionStatus, hello, hostInfo, ping, serverStatus } from './hello.js';
import { createIndexes, dropIndexes, listIndexes } from './indexes.js';
import { getParameter, setParameter } from './parameters.js';
import { checkReadConcern } from './read-concern.js';
import { saslContinue, saslStart } from './sasl.js';
import { insert, remove, update } from './write.js';

/** @throws CommandError in the words of a server that is no member of a replica set */
const noTransaction = (): never => {
  throw new CommandError(
    'IllegalOperation',
    'Transaction numbers are only allowed on a replica set member or mongos',
  );
};

const inTransaction = (command: Doc): boolean =>
  command['txnNumber'] !== undefined || command['startTransaction'] !== undefined;

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['hello', hello],
  ['isMaster', hello],
  ['ismaster', hello],
  ['ping', ping],
  ['buildInfo', buildInfo],
  ['buildinfo', buildInfo],
  ['hostInfo', hostInfo],
  ['serverStatus', serverStatus],
  ['connectionStatus', connectionStatus],
  ['getParameter', getParameter],
  ['setParameter', setParameter],
  ['saslStart', saslStart],
  ['saslContinue', saslContinue],
  ['find', find],
  ['count', count],
  ['distinct', distinct],
  ['aggregate', countDocuments],
  ['getMore', getMore],
  ['killCursors', killCursors],
  ['insert', insert],
  ['update', update],
  ['delete', remove],
  ['findAndModify', findAndModify],
  ['findandmodify', findAndModify],
  ['create', create],
  ['drop', drop],
  ['dropDatabase', dropDatabase],
  ['listCollections', listCollections],
  ['listDatabases', listDatabases],
  ['renameCollection', renameCollection],
  ['dbStats', dbStats],
  ['createIndexes', createIndexes],
  ['listIndexes', listIndexes],
  ['dropIndexes', dropIndexes],
  ['endSessions', ping],
  ['refreshSessions', ping],
  ['commitTransaction', noTransaction],
  ['abortTransaction', noTransaction],
]);

/** Runs a command. @returns the reply with its `ok` */
export const runCommand = (document: Doc, context: CommandContext): Doc => {
  try {
    const name = Object.keys(document)[0];
    const command = name === undefined ? undefined : commands.get(name);
    if (name === undefined || command === undefined) {
      throw new CommandError('CommandNotFound', `no such command: '${name ?? ''}'`);
    }
    context.authentication.check(name);
    if (inTransaction(document)) noTransaction();
    checkFields(document);
    checkReadConcern(document);
    return { ...command(document, context), ok: new Double(1) };
  } catch (error) {
    return failure(error);
  }
};

/** The reply that says no. */
export const failure = (error: unknown): Doc => {
  const { code, codeName, message, details } =
    error instanceof CommandError
      ? error
      : new CommandError('InternalError', error instanceof Error ? error.message : String(error));
  return {
    ok: new Double(0),
    // The NUL is how this server keeps some names of fields.
    errmsg: message.replaceAll('\u0000', ''),
    code,
    codeName,
    ...details,
  };
};
