import type { Doc } from '../bson/document.js';
import { CommandError } from '../errors.js';

/** Fields that every command may carry. */
const common = new Set(
  (
    '$db $readPreference $clusterTime lsid txnNumber autocommit startTransaction apiVersion apiStrict ' +
    'apiDeprecationErrors comment maxTimeMS readConcern writeConcern'
  ).split(' '),
);

const reading = 'hint collation';
const writing = 'ordered bypassDocumentValidation';

/** The fields of its own that a command knows, beside the one with its name. */
const known: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    find: `filter sort projection skip limit batchSize singleBatch min max returnKey showRecordId tailable awaitData oplogReplay noCursorTimeout allowPartialResults allowDiskUse ${reading}`,
    count: `query limit skip fields ${reading}`,
    distinct: `key query ${reading}`,
    aggregate: `pipeline allowDiskUse cursor ${reading}`,
    getMore: 'collection batchSize term',
    killCursors: 'cursors',
    insert: `documents ${writing}`,
    update: `updates ${writing}`,
    delete: `deletes ${writing}`,
    findAndModify: `query sort remove update new fields upsert bypassDocumentValidation arrayFilters ${reading}`,
    createIndexes: 'indexes commitQuorum',
    dropIndexes: 'index',
    listIndexes: 'cursor',
    listCollections: 'filter nameOnly cursor authorizedCollections',
    listDatabases: 'filter nameOnly authorizedDatabases',
    renameCollection: 'to dropTarget',
    saslStart: 'mechanism payload autoAuthorize options',
    saslContinue: 'conversationId payload',
  }).map(([name, fields]) => [name, new Set([name, ...fields.split(' ')])]),
);

/** @throws CommandError for a field that the command does not know: nothing is silently left out. */
export const checkFields = (command: Doc): void => {
  const name = Object.keys(command)[0]!;
  const own = known[name];
  if (own === undefined) return;
  const unknown = Object.keys(command).find((field) => !own.has(field) && !common.has(field));
  if (unknown !== undefined) {
    throw new CommandError('Location40415', `BSON field '${name}.${unknown}' is an unknown field.`);
  }
};
