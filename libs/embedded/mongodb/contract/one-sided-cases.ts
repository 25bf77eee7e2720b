/** A case of the contract that only one kind of server keeps, and why. */
export type OneSidedCase = Readonly<{ number: number; side: 'embedded' | 'real'; reason: string }>;

const notHere = 'a real server knows more of aggregation; the embedded one refuses it by name';

export const oneSidedCases: readonly OneSidedCase[] = [
  ...[180, 181, 182, 183].map((number) => ({
    number,
    side: 'embedded' as const,
    reason: 'a real server may be run without authentication, and has other limits for strangers',
  })),
  ...[43, 72, 90, 114, 178, 179].map((number) => ({ number, side: 'embedded' as const, reason: notHere })),
  {
    number: 8,
    side: 'embedded',
    reason: 'the embedded server has no JavaScript, no text search and no JSON schema, and says so',
  },
  {
    number: 9,
    side: 'embedded',
    reason: 'the embedded server knows the simple collation only; a real server has all of ICU',
  },
  {
    number: 12,
    side: 'embedded',
    reason: 'a replica set accepts transactions; the embedded server is a standalone and refuses them',
  },
  {
    number: 13,
    side: 'embedded',
    reason: 'a replica set accepts retryable writes; the embedded server is a standalone and refuses them',
  },
  {
    number: 14,
    side: 'embedded',
    reason: 'a replica set can satisfy w: 2; the embedded server is alone',
  },
  {
    number: 184,
    side: 'embedded',
    reason: 'a real server has these types; nothing in Credstream uses them',
  },
  {
    number: 156,
    side: 'embedded',
    reason: 'a real server closes the connection without a word; the embedded one says why first',
  },
];
