import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export type S3Key = Readonly<{
  secretAccessKey: string;
  sessionToken?: string;
  /** Of the session token. */
  hasEnded?: boolean;
  mayList: boolean;
}>;

export type S3Options = Readonly<{
  region: string;
  buckets: readonly string[];
  keys: Readonly<Record<string, S3Key>>;
}>;

const skewAtMostMs = 900_000;
const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly more = '',
  ) {
    super(code);
  }
}

const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim().replace(/ +/g, ' ');
};

const form =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

const instantOf = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** Checks Signature Version 4 of a request with headers, as S3 documents it; throws `Refusal` in S3's order. */
const authenticate = (request: IncomingMessage, { keys, region }: S3Options): S3Key => {
  const parts = form.exec(request.headers.authorization ?? '');
  if (!parts) throw new Refusal(403, 'AccessDenied');
  const [, keyId = '', day = '', told = '', signed = '', signature] = parts;
  if (told !== region) {
    throw new Refusal(400, 'AuthorizationHeaderMalformed', `<Region>${region}</Region>`);
  }
  const key = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined;
  if (!key) throw new Refusal(403, 'InvalidAccessKeyId');
  const time = header(request, 'x-amz-date');
  const at = instantOf(time);
  if (!time.startsWith(day) || Number.isNaN(at)) throw new Refusal(403, 'AccessDenied');
  const now = new Date();
  if (Math.abs(now.getTime() - at) > skewAtMostMs) {
    throw new Refusal(403, 'RequestTimeTooSkewed', `<ServerTime>${now.toISOString()}</ServerTime>`);
  }
  const names = signed.split(';');
  const mustBeSigned = ['host', ...Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'))];
  const isOrdered = [...names].sort().join(';') === signed;
  if (!isOrdered || mustBeSigned.some((name) => !names.includes(name)))
    throw new Refusal(403, 'AccessDenied');
  const payload = header(request, 'x-amz-content-sha256');
  if (payload !== sha256('') && payload !== 'UNSIGNED-PAYLOAD')
    throw new Refusal(400, 'XAmzContentSHA256Mismatch');
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const canonicalQuery = query
    .split('&')
    .filter((each) => each !== '')
    .map((each) => (each.includes('=') ? each : `${each}=`))
    .sort()
    .join('&');
  const canonical = [
    request.method,
    path,
    canonicalQuery,
    ...names.map((name) => `${name}:${header(request, name)}`),
    '',
    signed,
    payload,
  ].join('\n');
  let signingKey: string | Buffer = `AWS4${key.secretAccessKey}`;
  for (const part of [day, region, 's3', 'aws4_request']) signingKey = hmac(signingKey, part);
  const toSign = `AWS4-HMAC-SHA256\n${time}\n${day}/${region}/s3/aws4_request\n${sha256(canonical)}`;
  if (hmac(signingKey, toSign).toString('hex') !== signature) throw new Refusal(403, 'SignatureDoesNotMatch');
  if (header(request, 'x-amz-security-token') !== (key.sessionToken ?? ''))
    throw new Refusal(400, 'InvalidToken');
  if (key.hasEnded) throw new Refusal(400, 'ExpiredToken');
  return key;
};

const answer = (request: IncomingMessage, options: S3Options): string => {
  const key = authenticate(request, options);
  if (request.method !== 'GET') throw new Refusal(405, 'MethodNotAllowed');
  const bucket = decodeURIComponent((request.url ?? '').split('?')[0]?.split('/')[1] ?? '');
  if (!key.mayList) throw new Refusal(403, 'AccessDenied');
  if (bucket === '') {
    const buckets = options.buckets.map(
      (name) => `<Bucket><Name>${name}</Name><CreationDate>2026-01-01T00:00:00.000Z</CreationDate></Bucket>`,
    );
    return `<ListAllMyBucketsResult><Owner><ID>1</ID></Owner><Buckets>${buckets.join('')}</Buckets></ListAllMyBucketsResult>`;
  }
  if (!options.buckets.includes(bucket)) throw new Refusal(404, 'NoSuchBucket');
  return `<ListBucketResult><Name>${bucket}</Name><Prefix></Prefix><MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>`;
};

/** An object store that knows nothing but signatures and lists; with region, clock and refusals as S3 has them. */
export const s3StandIn = (options: S3Options): Server =>
  createServer((request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('content-type', 'application/xml');
    try {
      response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${answer(request, options)}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      response.statusCode = error.status;
      response.end(
        `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${error.code}</Code><Message>refused</Message>${error.more}</Error>`,
      );
    }
  });
