import {
  type FieldError,
  isPermission,
  isScope,
  permissions,
  RequestInvalid,
} from '@credstream/domain-kernel';
import type { KeyQuestion } from '../key-index/key-verifier.js';

/** What is to be known of a key, as the caller wrote it; a parameter that came twice is a list. */
export type Asked = Readonly<{ permission?: unknown; scope?: unknown }>;

const wrong = (path: string, message: string): readonly FieldError[] => [{ path, rule: path, message }];

/** Throws `RequestInvalid`: a question that is not understood must never be answered as if it had not been asked. */
export const keyQuestion = ({ permission, scope }: Asked, ip: string | undefined): KeyQuestion => {
  const isKnown = typeof permission === 'string' && isPermission(permission);
  const isPath = typeof scope === 'string' && isScope(scope);
  const errors = [
    ...(permission === undefined || isKnown
      ? []
      : wrong('permission', `permission is one of ${Object.keys(permissions).join(', ')}`)),
    ...(scope === undefined || isPath ? [] : wrong('scope', 'scope is not the path of a scope')),
  ];
  if (errors.length > 0) {
    throw new RequestInvalid(errors.map(({ message }) => message).join('; '), { errors });
  }
  return { ...(ip !== undefined && { ip }), ...(isKnown && { permission }), ...(isPath && { scope }) };
};
