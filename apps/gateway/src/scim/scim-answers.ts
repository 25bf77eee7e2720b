import { maskKeys } from '@credstream/crypto';
import { DomainError } from '@credstream/domain-kernel';
import type { FastifyReply } from 'fastify';
import { expectedError } from '../http/expected-error.js';
import { statusOf } from '../http/problem.js';
import { ScimRefusal, type ScimType } from './scim-refusal.js';
import { errorSchema } from './scim-schemas.js';

export const scimMediaType = 'application/scim+json; charset=utf-8';

/** How SCIM calls our refusals (RFC 7644, section 3.12). */
const scimTypes: ReadonlyMap<string, ScimType | 'uniqueness'> = new Map([
  ['user.username_taken', 'uniqueness'],
  ['user.email_taken', 'uniqueness'],
  ['user.username_fixed', 'mutability'],
  ['user.email_fixed', 'mutability'],
]);

const invalid = 400;

const errorOf = (error: ScimRefusal | DomainError): Readonly<{ status: number; scimType?: string }> => {
  if (error instanceof ScimRefusal) return { status: invalid, scimType: error.scimType };
  const known = scimTypes.get(error.code);
  if (known === 'mutability') return { status: invalid, scimType: known };
  if (known !== undefined) return { status: statusOf.conflict, scimType: known };
  return { status: statusOf[error.kind], ...(error.kind === 'invalid' && { scimType: 'invalidValue' }) };
};

/** Answers in the form of SCIM, errors included; what is no refusal is thrown on. */
export const answeringScim = async (
  response: FastifyReply,
  work: () => Promise<object | undefined>,
): Promise<object | undefined> => {
  try {
    const answer = await work();
    if (answer !== undefined) response.header('content-type', scimMediaType);
    return answer;
  } catch (thrown) {
    const error = thrown instanceof ScimRefusal ? thrown : expectedError(thrown);
    if (!(error instanceof ScimRefusal) && !(error instanceof DomainError)) throw thrown;
    const { status, scimType } = errorOf(error);
    if (status === statusOf.unauthenticated) {
      response.header('www-authenticate', 'Bearer realm="credstream"');
    }
    response.status(status).header('content-type', scimMediaType);
    const detail = maskKeys(error.message);
    return {
      schemas: [errorSchema],
      status: String(status),
      ...(scimType !== undefined && { scimType }),
      detail,
    };
  }
};
