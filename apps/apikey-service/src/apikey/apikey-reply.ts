import type { ApiKeyReply } from '@credstream/contracts/apikey';
import { type ApiKeyEvent, ApiKeyNotFound } from '@credstream/domain-apikey';
import { apiKeyFacts, viewAt } from './apikey-changes.js';

type Answered = Readonly<{ history: readonly ApiKeyEvent[]; revision: bigint; position: bigint }>;

/** A key as it was when this was the newest event: what a command answers, now and when it is repeated. */
export const apiKeyReply = (
  keyId: string,
  { history, revision, position }: Answered,
  now: Date,
): ApiKeyReply => {
  const facts = apiKeyFacts(history);
  if (!facts) throw new ApiKeyNotFound();
  return { apiKey: viewAt(keyId, facts, now), revision: Number(revision), position: String(position) };
};
