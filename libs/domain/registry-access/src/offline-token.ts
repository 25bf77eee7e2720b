import {
  aggregate,
  type Command,
  currentShapes,
  type Decider,
  type Event,
  formatInstant,
} from '@credstream/domain-kernel';

/**
 * For whom it stands. Of a workload `id` is the issuer that the registry trusts, and `username` what the issuer calls the
 * workload.
 */
export type OfflineHolder =
  | Readonly<{ kind: 'token' | 'user'; id: string; username: string }>
  | Readonly<{ kind: 'workload'; id: string; username: string; claims: Readonly<Record<string, string>> }>;

/** What happens to one of them; its stream is `offlinetoken-<id>`. */
export type OfflineTokenEvent =
  | Event<
      'OfflineTokenIssued',
      {
        registryId: string;
        holder: OfflineHolder;
        secretHash: string;
        /** Which secret of its holder it was made with: when that is replaced, it ends too. */
        madeWith: string;
        expiresAt: string;
        at: string;
      }
    >
  | Event<'OfflineTokenRevoked', { at: string }>;

export type OfflineTokenCommand =
  | Command<
      'IssueOfflineToken',
      { registryId: string; holder: OfflineHolder; secretHash: string; madeWith: string }
    >
  | Command<'RevokeOfflineToken'>;

export type OfflineToken =
  | Readonly<{ status: 'none' | 'revoked' }>
  | Readonly<{
      status: 'active';
      registryId: string;
      holder: OfflineHolder;
      secretHash: string;
      madeWith: string;
      expiresAt: string;
    }>;

/** A refresh token is never good for longer, however often it is used. */
export const offlineTokenSeconds = 90 * 86_400;
/** What a workload exchanges its own token for. */
export const workloadTokenSeconds = 3_600;

const decide: Decider<OfflineToken, OfflineTokenCommand, OfflineTokenEvent>['decide'] = (
  command,
  state,
  { now },
) => {
  const at = formatInstant(now);
  if (command.type === 'RevokeOfflineToken') {
    return state.status === 'active' ? [{ type: 'OfflineTokenRevoked', data: { at } }] : [];
  }
  if (state.status !== 'none') return [];
  const seconds = command.data.holder.kind === 'workload' ? workloadTokenSeconds : offlineTokenSeconds;
  const expiresAt = formatInstant(new Date(now.getTime() + seconds * 1000));
  return [{ type: 'OfflineTokenIssued', data: { ...command.data, expiresAt, at } }];
};

/** Refresh tokens of registries, and what workloads exchange theirs for: each bound to one holder and one registry. */
export const offlineTokens = aggregate<OfflineToken, OfflineTokenCommand, OfflineTokenEvent>(
  'offlinetoken',
  {
    initialState: () => ({ status: 'none' }),
    evolve: (_state, { type, data }) => {
      if (type === 'OfflineTokenRevoked') return { status: 'revoked' };
      const { at: _at, ...token } = data;
      return { status: 'active', ...token };
    },
    decide,
  },
  currentShapes<OfflineTokenEvent>({
    OfflineTokenIssued: { withheld: ['secretHash', 'madeWith'] },
    OfflineTokenRevoked: true,
  }),
);
