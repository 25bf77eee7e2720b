import { type Doc, isDoc } from '../bson/document.js';
import { CommandError, typeMismatch } from '../errors.js';
import { isSimpleCollation } from '../storage/index-specification.js';
import {
  anything,
  array,
  binary,
  type Check,
  checkDocument,
  count,
  documentOf,
  each,
  type Fields,
  flag,
  hint,
  milliseconds,
  notHere,
  number,
  object,
  text,
} from './field-checks.js';

/** Only the simple collation is there. */
const collation: Check = (value) => {
  if (!isDoc(value)) throw typeMismatch('the collation has to be an object');
  if (!isSimpleCollation(value)) {
    throw new CommandError('CommandNotSupported', 'only the simple collation is there in this server');
  }
};

const session = documentOf({ id: { required: binary }, uid: binary });
const writeConcern = documentOf({
  w: anything,
  j: flag,
  fsync: flag,
  wtimeout: number,
  provenance: text,
});

/** Fields that every command may carry. */
const common: Fields = {
  $db: { required: text },
  $readPreference: documentOf({
    mode: { required: text },
    tags: array,
    maxStalenessSeconds: number,
    hedge: object,
  }),
  lsid: session,
  txnNumber: anything,
  autocommit: anything,
  startTransaction: anything,
  apiVersion: text,
  apiStrict: flag,
  apiDeprecationErrors: flag,
  comment: anything,
  maxTimeMS: milliseconds,
  readConcern: documentOf({ level: anything, provenance: text }),
  writeConcern,
};

const cursor = documentOf({ batchSize: count });
const reading: Fields = { hint, collation };
const writing: Fields = { ordered: flag, bypassDocumentValidation: flag };

const update = documentOf({
  q: { required: object },
  u: { required: anything },
  upsert: flag,
  multi: flag,
  upsertSupplied: notHere(),
  arrayFilters: each(object),
  ...reading,
});
const removal = documentOf({ q: { required: object }, limit: { required: number }, ...reading });

const findAndModify: Fields = {
  query: object,
  sort: object,
  remove: flag,
  update: anything,
  new: flag,
  fields: object,
  upsert: flag,
  bypassDocumentValidation: flag,
  arrayFilters: each(object),
  ...reading,
};
/** The fields of its own that a command knows, beside the one with its name. */
const known: Readonly<Record<string, Fields>> = {
  ping: {},
  buildInfo: {},
  buildinfo: {},
  hostInfo: {},
  serverStatus: {},
  connectionStatus: { showPrivileges: flag },
  getParameter: { featureCompatibilityVersion: anything, ttlMonitorEnabled: anything },
  setParameter: { ttlMonitorSleepSecs: { required: number } },
  saslStart: { mechanism: { required: text }, payload: anything, autoAuthorize: anything, options: object },
  saslContinue: { conversationId: anything, payload: anything },
  find: {
    filter: object,
    sort: object,
    projection: object,
    skip: count,
    limit: count,
    batchSize: count,
    singleBatch: flag,
    noCursorTimeout: flag,
    allowPartialResults: flag,
    allowDiskUse: flag,
    oplogReplay: flag,
    min: notHere(),
    max: notHere(),
    returnKey: notHere(),
    showRecordId: notHere(),
    tailable: notHere(),
    awaitData: notHere(),
    ...reading,
  },
  count: { query: object, limit: number, skip: count, fields: object, ...reading },
  distinct: { key: { required: text }, query: object, ...reading },
  aggregate: { pipeline: { required: array }, allowDiskUse: flag, cursor, ...reading },
  getMore: { collection: { required: text }, batchSize: count, term: notHere() },
  killCursors: { cursors: { required: array } },
  insert: { documents: { required: each(object) }, ...writing },
  update: { updates: { required: each(update) }, ...writing },
  delete: { deletes: { required: each(removal) }, ...writing },
  findAndModify,
  findandmodify: findAndModify,
  create: {
    capped: notHere(),
    timeseries: notHere(),
    viewOn: notHere(),
    pipeline: notHere(),
    validator: notHere(),
    validationLevel: text,
    validationAction: text,
    clusteredIndex: notHere(),
    changeStreamPreAndPostImages: notHere(),
    encryptedFields: notHere(),
    expireAfterSeconds: notHere(),
    size: notHere(),
    max: notHere(),
    storageEngine: notHere(),
    indexOptionDefaults: notHere(),
    autoIndexId: notHere(true),
    collation,
  },
  drop: {},
  dropDatabase: {},
  listCollections: { filter: object, nameOnly: flag, cursor, authorizedCollections: flag },
  listDatabases: { filter: object, nameOnly: flag, authorizedDatabases: flag },
  renameCollection: { to: { required: text }, dropTarget: flag },
  dbStats: { scale: notHere(1), freeStorage: notHere(0) },
  createIndexes: {
    indexes: { required: each(object) },
    commitQuorum: anything,
    ignoreUnknownIndexOptions: notHere(),
  },
  listIndexes: { cursor },
  dropIndexes: { index: { required: anything } },
  endSessions: {},
  refreshSessions: {},
  commitTransaction: {},
  abortTransaction: {},
};

const checksOf = new Map(
  Object.entries(known).map(([name, own]) => [name, { [name]: anything, ...common, ...own }] as const),
);

/** @throws CommandError for a field that the command does not know, lacks, or has of another type, at every depth */
export const checkFields = (command: Doc): void => {
  const name = Object.keys(command)[0]!;
  const fields = checksOf.get(name);
  // A greeting tells what the client can do, and newer clients can do more: MongoDB is not strict about it either.
  if (fields !== undefined) checkDocument(command, name, fields);
};
