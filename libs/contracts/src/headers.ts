/** For how many seconds a message between parts is good, whatever it says: by so much their clocks may differ. */
export const assertedSeconds = 30;

/** `typ` and audience of an access token (RFC 9068). */
export const accessToken = {
  typ: 'at+jwt',
  issuer: 'credstream',
  audience: 'credstream',
  seconds: 900,
} as const;
