import type { TokenReply, TokenView } from '@credstream/contracts/token';
import { assertNever } from '@credstream/domain-kernel';
import { dashedUsername, patternWarning, type TokenEvent, TokenNotFound } from '@credstream/domain-registry';
import { type Change, factsOf } from '@credstream/projections';

/** What is shown of a token; warnings and the other username come from it. */
export type TokenFacts = Omit<TokenView, 'id' | 'warnings' | 'dashedUsername'> & {
  account: string;
  /** Stands in for no expiry, so that one filter finds what has expired. */
  endsAt: string;
};

const never = '9999-12-31T23:59:59Z';

/** What an event of a token changes in what is shown of it. */
export const changeOf = (event: TokenEvent): Change<TokenFacts> | undefined => {
  switch (event.type) {
    case 'TokenCreated': {
      const { tokenId: _id, secretHash: _hash, hashScheme: _scheme, scopes, ...shown } = event.data;
      return { create: { ...shown, scopes: [...scopes], endsAt: shown.expiresAt ?? never } };
    }
    case 'TokenScopeAdded':
      return { change: {}, add: { scopes: event.data.scope } };
    case 'TokenScopeRemoved':
      return { change: {}, take: { scopes: { id: event.data.scopeId } as never } };
    case 'TokenEnabled':
      return { change: { status: 'enabled' } };
    case 'TokenDisabled':
      return { change: { status: 'disabled' } };
    case 'TokenExpiryChanged': {
      const endsAt = event.data.expiresAt ?? never;
      return { change: { expiresAt: endsAt, endsAt } };
    }
    case 'TokenRotated': {
      const { hint, overlapUntil, at } = event.data;
      return { change: { hint: hint ?? '', overlapUntil: overlapUntil > at ? overlapUntil : '' } };
    }
    case 'TokenRehashed':
    case 'TokenExpired':
      return undefined;
    case 'TokenRevoked':
      return { change: { status: 'revoked' } };
    case 'TokenDeleted':
      return { remove: true };
    default:
      return assertNever(event);
  }
};

/** What is surprising about scopes. */
export const warningsOf = (scopes: readonly Readonly<{ type: string; name: string }>[]): readonly string[] =>
  scopes.flatMap(({ type, name }) => (type === 'repository' ? (patternWarning(name) ?? []) : []));

/** A token as it is to be shown at a moment. */
export const viewAt = (
  id: string,
  { account: _account, endsAt, expiresAt: _expiry, overlapUntil, hint, ...shown }: TokenFacts,
  now: Date,
): TokenView => {
  const dashed = dashedUsername(shown.username);
  return {
    id,
    ...shown,
    ...(hint && { hint }),
    ...(dashed !== shown.username && { dashedUsername: dashed }),
    ...(endsAt !== never && { expiresAt: endsAt }),
    ...(overlapUntil && Date.parse(overlapUntil) > now.getTime() && { overlapUntil }),
    ...(Date.parse(endsAt) <= now.getTime() && { status: 'expired' }),
    warnings: warningsOf(shown.scopes),
  };
};

type Answered = Readonly<{ history: readonly TokenEvent[]; revision: bigint; position: bigint }>;

/** A token as it was when this was its newest event. */
export const tokenReply = (id: string, { history, revision, position }: Answered, now: Date): TokenReply => {
  const facts = factsOf(changeOf, history);
  if (!facts) throw new TokenNotFound();
  return { token: viewAt(id, facts, now), revision: Number(revision), position: String(position) };
};
