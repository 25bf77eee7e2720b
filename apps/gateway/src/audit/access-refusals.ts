import { randomUUID } from 'node:crypto';
import { auditContract, type ReportAccessRefusals } from '@credstream/contracts/audit';
import { RefusalWindow, type RefusedAccess } from '@credstream/domain-audit';
import { nextWindowSeconds } from '@credstream/domain-identity';
import { type Actor, DomainError } from '@credstream/domain-kernel';
import { type Logger, RareLines, type ServiceClient } from '@credstream/service-kit';
import { gatewayContext } from '../http/gateway-context.js';

/** Accounts whose refusals are counted at a time; of more accounts they are not counted until one is quiet. */
const mostAccounts = 1_000;
const longestRequest = 200;

/** `report`: what ended and audit-service has not acknowledged; until then nothing else of the account ends. */
type OfAccount = { window: RefusalWindow; seconds: number; endsAt: number; report?: ReportAccessRefusals };

/** Who was refused, from where. */
export type RefusedCaller = Readonly<{
  actor: Actor;
  ip?: string | undefined;
  userAgent?: string | undefined;
}>;

/**
 * Tells audit-service what users were not permitted, here and in every service: each refusal passes the gateway.
 * They are counted for each account, and a window of an account doubles while its refusals go on: who asks without
 * end causes a dozen events an hour, and delays those of no other account.
 */
export class AccessRefusals {
  private readonly accounts = new Map<string, OfAccount>();
  private readonly reporter = `gateway/${randomUUID()}`;
  private readonly lines = new RareLines();
  private readonly timer: NodeJS.Timeout;
  private reporting: Promise<void> = Promise.resolve();

  constructor(
    private readonly services: Pick<ServiceClient, 'call'>,
    private readonly log: Logger,
    private readonly now: () => number = Date.now,
  ) {
    this.timer = setInterval(() => void this.report(), 1_000);
    this.timer.unref();
  }

  /** Counts an error if it is a refused permission. */
  noteError(error: unknown, caller: RefusedCaller | undefined, request: string): void {
    if (error instanceof DomainError && error.kind === 'forbidden') this.note(caller, request, error.code);
  }

  note(caller: RefusedCaller | undefined, request: string, code: string): void {
    if (!caller || !('userId' in caller.actor)) return;
    const { actor, ip, userAgent } = caller;
    const state = this.stateOf(actor.account);
    const refused: RefusedAccess = {
      ...{ userId: actor.userId, username: actor.username, request: request.slice(0, longestRequest), code },
      ...(actor.kind === 'apikey' && { keyId: actor.keyId }),
    };
    state?.window.add({
      ...refused,
      ...(ip !== undefined && { ip }),
      ...(userAgent !== undefined && { userAgent }),
    });
  }

  /** Tells what is due. Resolves when it was acknowledged, or has to wait for the next time. */
  report(): Promise<void> {
    return this.tell((state) => state.endsAt <= this.now());
  }

  /** Tells what there is for the last time. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.tell(() => true);
  }

  private stateOf(account: string): OfAccount | undefined {
    const known = this.accounts.get(account);
    if (known || this.accounts.size >= mostAccounts) return known;
    const state = { window: this.newWindow(), seconds: 1, endsAt: this.now() + 1_000 };
    this.accounts.set(account, state);
    return state;
  }

  private newWindow(): RefusalWindow {
    return new RefusalWindow(new Date(this.now()));
  }

  private tell(isDue: (state: OfAccount) => boolean): Promise<void> {
    this.reporting = this.reporting.then(async () => {
      for (const [account, state] of this.accounts) if (isDue(state)) await this.end(account, state);
    });
    return this.reporting;
  }

  private async end(account: string, state: OfAccount): Promise<void> {
    if (state.window.isEmpty() && !state.report) {
      this.accounts.delete(account);
      return;
    }
    if (!state.report) {
      const { refusals, ...summed } = state.window.end(new Date(this.now()), this.reporter);
      state.report = { id: randomUUID(), account, ...summed, refusals: [...refusals] };
      state.window = this.newWindow();
      state.seconds = nextWindowSeconds(state.seconds, false);
    }
    try {
      await this.services.call(auditContract.reportRefusals, state.report, gatewayContext());
      delete state.report;
      state.endsAt = this.now() + state.seconds * 1_000;
    } catch (error) {
      const repeated = this.lines.due('later');
      if (repeated !== undefined) this.log.warn({ err: error, repeated }, 'Refusals are reported later');
    }
  }
}
