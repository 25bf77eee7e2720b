import type { Finding } from './credential-findings.js';

/** What somebody should look at. */
export const adviceNames = [
  'password',
  'trailing_newline',
  'rotation_due',
  'same_secret',
  'many_environments',
  'never_read',
  'unattached',
] as const;
export type Advice = (typeof adviceNames)[number];

/** The facts that advice is made of. */
export type CredentialFactsForAdvice = Readonly<{
  createdAt: string;
  findings: readonly Finding[];
  /** When the newest version is to be replaced. */
  rotationDueAt?: string;
  attachments: number;
  lastUsedAt?: string;
  /** Environments of the credentials that hold the same secret, this one's among them; absent for no others. */
  sameSecretIn?: readonly string[];
}>;

const dayMs = 86_400_000;
/** After so many days it is worth a word that nobody has read it, or that it is attached to nothing. */
const settledDays = 30;

/** Each in a fixed order; made of facts alone. */
export const adviceFor = (facts: CredentialFactsForAdvice, now: Date): readonly Advice[] => {
  const { createdAt, findings, rotationDueAt, attachments, lastUsedAt, sameSecretIn } = facts;
  const isSettled = now.getTime() - Date.parse(createdAt) >= settledDays * dayMs;
  const told: Readonly<Record<Advice, boolean>> = {
    password: findings.includes('password'),
    trailing_newline: findings.includes('trailing_newline'),
    rotation_due: rotationDueAt !== undefined && Date.parse(rotationDueAt) <= now.getTime(),
    same_secret: sameSecretIn !== undefined,
    many_environments: new Set(sameSecretIn).size > 1,
    never_read: isSettled && lastUsedAt === undefined,
    unattached: isSettled && attachments === 0,
  };
  return adviceNames.filter((name) => told[name]);
};
