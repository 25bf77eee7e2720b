import { refuseCommon } from '../answers.js';
import { CheckFailed, quoted } from '../check-failed.js';
import type { Answer, TargetClient } from '../connection/target-client.js';
import type { CheckSettings, Target } from '../target.js';
import { signedHeaders, type SigningKeys, uriEncode } from './signature-v4.js';

const element = (body: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]{1,200})</${name}>`).exec(body)?.[1];

/** Refusals of S3 that say more than their status. */
const refuse = ({ status, headers, body }: Answer, url: URL, region: string): void => {
  const text = body.toString();
  const code = element(text, 'Code');
  const told = headers['x-amz-bucket-region'] ?? element(text, 'Region');
  const expected = told === undefined ? undefined : quoted(String(told));
  const isElsewhere = expected !== undefined && expected !== region;
  if (code === 'AuthorizationHeaderMalformed' || (status === 301 && isElsewhere)) {
    throw new CheckFailed(
      'region',
      isElsewhere
        ? `This is in the region ${expected}, and the credential says ${region}; store the region ${expected}`
        : `${url.host} does not take the region ${region}; store the right one`,
    );
  }
  switch (code) {
    case 'RequestTimeTooSkewed': {
      const there = element(text, 'ServerTime');
      throw new CheckFailed(
        'clock',
        `The clock of Credstream and that of ${url.host} differ too much${there === undefined ? '' : `; there it is ${quoted(there)}`}. Set the clock that is wrong`,
      );
    }
    case 'ExpiredToken':
      throw new CheckFailed('expired', 'The session token has ended; store a new one');
    case 'InvalidAccessKeyId':
      throw new CheckFailed('unauthorized', `${url.host} does not know this access key id`);
    case 'SignatureDoesNotMatch':
      throw new CheckFailed('unauthorized', `The secret does not belong to this access key id`);
    case 'InvalidToken':
    case 'InvalidClientTokenId':
      throw new CheckFailed(
        'unauthorized',
        `${url.host} does not accept this session token or access key id`,
      );
    case 'NoSuchBucket':
      throw new CheckFailed('no_target', 'There is no such bucket; store the name of one that exists');
  }
};

/** Lists one object of the bucket, or the buckets. */
export const checkS3 = async (
  client: TargetClient,
  { scheme, host, path, region = 'us-east-1', bucket }: Target,
  keys: SigningKeys,
  { now }: CheckSettings,
): Promise<string> => {
  const place = bucket === undefined ? `${path}/` : `${path}/${uriEncode(bucket)}`;
  const query = bucket === undefined ? '' : '?list-type=2&max-keys=1';
  const url = new URL(`${scheme === 'http' ? 'http' : 'https'}://${host}${place}${query}`);
  const answer = await client.get(url, signedHeaders(url, keys, region, now()));
  if (answer.status !== 200) {
    refuse(answer, url, region);
    refuseCommon(answer, url);
  }
  if (
    answer.status !== 200 ||
    !/<(?:ListBucketResult|ListAllMyBucketsResult)[\s>]/.test(answer.body.toString())
  ) {
    throw new CheckFailed(
      'not_a_registry',
      `${url.host} does not answer as S3 does (${answer.status}); check the endpoint`,
    );
  }
  return `${url.host} accepts this access key`;
};
