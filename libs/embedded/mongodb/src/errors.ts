/** MongoDB's error codes that this server answers with. Source: MongoDB `error_codes.yml`, release 7.0. */
const codes = {
  BadValue: 2,
  Unauthorized: 13,
  FailedToParse: 9,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  CannotBackfillArray: 34,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  IllegalOpMsgFlag: 223,
  TooManyDocumentSequences: 233,
  MechanismUnavailable: 334,
  ChecksumMismatch: 288,
  UnsupportedOpQueryCommand: 352,
  CannotIndexParallelArrays: 171,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  DatabaseDifferCase: 13297,
  KeyTooLong: 17280,
  CommandNotSupported: 115,
  NotAReplicaSet: 123,
  InternalError: 1,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
} as const;

type NamedCode = keyof typeof codes;
/** Where MongoDB gives an error no name it is called after its number. */
export type CodeName = NamedCode | `Location${number}`;

const codeOf = (name: CodeName): number =>
  name in codes ? codes[name as NamedCode] : Number(name.slice('Location'.length));

/** A command's "no": becomes `{ ok: 0, errmsg, code, codeName }`, or one entry of `writeErrors`. */
export class CommandError extends Error {
  readonly code: number;

  constructor(
    readonly codeName: CodeName,
    message: string,
    /** Fields beside code and errmsg, for example `keyPattern` and `keyValue`. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'CommandError';
    this.code = codeOf(codeName);
  }
}

export const badValue = (message: string): CommandError => new CommandError('BadValue', message);
export const failedToParse = (message: string): CommandError => new CommandError('FailedToParse', message);
export const typeMismatch = (message: string): CommandError => new CommandError('TypeMismatch', message);
