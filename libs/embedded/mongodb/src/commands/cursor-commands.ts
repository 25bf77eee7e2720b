import { badValue, CommandError, typeMismatch } from '../errors.js';
import { arrayField, collectionNameOf, type Command, countField, databaseOf } from './command.js';

export const getMore: Command = (command, { cursors }) => {
  const id = command['getMore'];
  if (typeof id !== 'bigint') {
    throw typeMismatch("BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
  }
  const namespace = `${databaseOf(command)}.${collectionNameOf(command, 'collection')}`;
  const batchSize = countField(command, 'batchSize');
  if (command['maxTimeMS'] !== undefined) {
    throw badValue('cannot set maxTimeMS on getMore command for a non-awaitData cursor');
  }
  return { cursor: cursors.next(id, namespace, batchSize === 0 ? undefined : batchSize) };
};

export const killCursors: Command = (command, { cursors }) => {
  const namespace = `${databaseOf(command)}.${collectionNameOf(command, 'killCursors')}`;
  const killed: bigint[] = [];
  const notFound: bigint[] = [];
  const ids = arrayField(command, 'cursors');
  if (ids.length === 0) {
    throw new CommandError('BadValue', "Must specify at least one cursor id in: 'killCursors'");
  }
  for (const id of ids) {
    if (typeof id !== 'bigint') {
      throw typeMismatch(
        "BSON field 'killCursors.cursors' has an element of the wrong type, expected type 'long'",
      );
    }
    (cursors.kill(id, namespace) ? killed : notFound).push(id);
  }
  return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] };
};
