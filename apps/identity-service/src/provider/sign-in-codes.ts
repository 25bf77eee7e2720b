import { sameHash } from '@credstream/crypto';
import type { ProviderSession } from '@credstream/domain-identity';

/** A sign-in that the provider has confirmed, until a program takes its session. */
export type ConfirmedSignIn = Readonly<{
  userId: string;
  codeChallenge: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  session: ProviderSession;
}>;

const codeForm = /^([\w-]{1,4000})\.([\w-]{43})$/;

/** The code holds the sign-in itself, authenticated: nothing need be kept until it is redeemed. */
export class SignInCodes {
  constructor(private readonly mac: (body: string) => string) {}

  seal(confirmed: ConfirmedSignIn): string {
    const body = Buffer.from(JSON.stringify(confirmed)).toString('base64url');
    return `${body}.${this.mac(body)}`;
  }

  /** Undefined for what was not sealed here. */
  open(code: string): ConfirmedSignIn | undefined {
    const [, body, mac] = codeForm.exec(code) ?? [];
    if (body === undefined || mac === undefined || !sameHash(mac, this.mac(body))) return undefined;
    return JSON.parse(Buffer.from(body, 'base64url').toString()) as ConfirmedSignIn;
  }
}
