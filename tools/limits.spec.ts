import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const gateway = 'apps/gateway/src';
const identity = 'apps/identity-service/src';
const webhook = 'apps/apikey-service/src/webhook';
const domain = 'libs/domain/identity/src';
const credential = 'libs/domain/credential/src';
const checks = 'apps/credential-service/src/checks';
const rotations = 'apps/credential-service/src/rotation';

const asIs = (value: number): string => value.toLocaleString('en');
const per = (unit: number, words: string) => (value: number) => `${asIs(value / unit)} ${words}`;
const kibibytes = per(1024, 'KiB');
const seconds = per(1_000, 'seconds');
const days = per(86_400, 'days');

/** Where a limit is in the code, and the beginning of its row in the document; `shown` is how its value stands there. */
const limits: readonly (readonly [
  file: string,
  name: string,
  row: string,
  shown?: (value: number) => string,
])[] = [
  [`${gateway}/http-server.ts`, 'maxHeaderBytes', 'headers of a request', kibibytes],
  [`${gateway}/http/body-limits.ts`, 'bodyLimit', 'body of a call', kibibytes],
  [`${gateway}/http/body-limits.ts`, 'smallBody', 'body at `/oauth/…`', kibibytes],
  [`${gateway}/leaks/leaks.route.ts`, 'mostFinds', 'report of leaks'],
  [`${gateway}/http/json-depth.ts`, 'deepestJson', 'depth of JSON'],
  [`${gateway}/http/stranger-limits.ts`, 'burst', 'refused credentials'],
  [`${gateway}/http/stranger-limits.ts`, 'perSecond', 'refused credentials'],
  [`${gateway}/http/stranger-limits.ts`, 'capacity', 'addresses that are remembered'],
  [`${gateway}/key-index/key-index.ts`, 'absentCapacity', 'ids of keys that are known not to exist'],
  [`${gateway}/key-index/key-index.ts`, 'defaultCapacity', 'keys in memory'],
  [`${gateway}/auth/access-tokens.ts`, 'keepAtMost', 'access tokens in memory'],
  [`${gateway}/auth/session-index.ts`, 'defaultCapacity', 'sessions in memory'],
  [`${gateway}/registry/token-memory.ts`, 'defaultCapacity', 'answers of the token endpoint in memory'],
  [`${gateway}/key-use/rate-limits.ts`, 'keepAtMost', 'windows of rate limits in memory'],
  [`${gateway}/routes/authorize-question.ts`, 'keepAtMost', 'questions of `/authorize` in memory'],
  [`${domain}/sign-in-delay.ts`, 'username', 'failures of one username'],
  [`${domain}/sign-in-delay.ts`, 'longestDelay', 'failures of one username', (value) => `${value} seconds`],
  [`${domain}/sign-in-delay.ts`, 'person', 'failures of a user from an address'],
  [`${domain}/sign-in-delay.ts`, 'address', 'failures from one address'],
  [`${domain}/sign-in-delay.ts`, 'forgetAfterMs', 'time after which failures', (value) => `${value} seconds`],
  [`${identity}/session/sign-in-failures.ts`, 'keptCounters', 'failures that are remembered'],
  [`${identity}/session/sign-in-failures.ts`, 'keepEventsSeconds', 'failures in the event log', days],
  [`${identity}/session/password-door.ts`, 'running', 'passwords that are compared at a time'],
  [`${identity}/session/password-door.ts`, 'waiting', 'passwords that are compared at a time'],
  [`${identity}/session/password-door.ts`, 'waitingInAll', 'passwords that are compared at a time'],
  [
    `${identity}/provider/provider-sign-ins.ts`,
    'signInWithinSeconds',
    'a sign-in at a provider',
    per(1, 'seconds'),
  ],
  [`${domain}/session.decider.ts`, 'sessionIdleHours', 'a session', per(1, 'hours')],
  [`${domain}/session.decider.ts`, 'sessionMaxDays', 'a session', per(1, 'days')],
  [`${domain}/session.decider.ts`, 'sessionMaxRefreshes', 'a session', per(1, 'refreshes')],
  [`${gateway}/scim/scim-schemas.ts`, 'scimPageLimit', 'users of a page'],
  [`${gateway}/scim/scim-filter.ts`, 'longestFilter', 'a filter'],
  [`${gateway}/scim/scim-patch.ts`, 'mostOperations', 'operations of a PATCH'],
  [`${webhook}/webhook-settings.ts`, 'maxWebhooks', 'webhooks of an account'],
  [`${webhook}/webhook-settings.ts`, 'maxWaiting', 'deliveries that wait for one webhook'],
  [`${webhook}/webhook-settings.ts`, 'answerWithinMs', 'one attempt', seconds],
  [`${webhook}/webhook-settings.ts`, 'total', 'attempts under way'],
  [`${webhook}/webhook-settings.ts`, 'perAccount', 'attempts under way'],
  [`${webhook}/webhook-settings.ts`, 'perReceiver', 'attempts under way'],
  ['libs/domain/apikey/src/webhook.decider.ts', 'longestUrl', 'address |'],
  ['libs/domain/apikey/src/webhook.events.ts', 'deliveryKeptSeconds', 'deliveries that are listed', days],
  ['libs/domain/apikey/src/apikey.rules.ts', 'maxIpRanges', 'addresses and ranges of an API key'],
  ['libs/domain/apikey/src/apikey.rules.ts', 'maxOverlapDays', 'days that both secrets'],
  [`${credential}/credential.rules.ts`, 'maxCredentials', 'credentials of an account'],
  [`${credential}/credential.rules.ts`, 'maxReadableVersions', 'versions that can be read'],
  [`${credential}/credential-attachments.ts`, 'maxAttachments', 'attachments of a credential'],
  [`${credential}/import/imported.ts`, 'maxImported', 'entries of an import |'],
  [`${checks}/credential-checks.ts`, 'perMinute', 'checks of a credential'],
  [`${checks}/check-settings.ts`, 'total', 'checks by schedule'],
  [`${checks}/check-settings.ts`, 'perAccount', 'checks by schedule'],
  [`${credential}/credential-connection.ts`, 'maxCertificateBytes', 'certificates in', kibibytes],
  [`${rotations}/rotation-settings.ts`, 'total', 'webhooks for rotations'],
  [`${rotations}/rotation-settings.ts`, 'perAccount', 'webhooks for rotations'],
  [`${rotations}/rotation-settings.ts`, 'answerWithinMs', 'answer of such a webhook', seconds],
  [`${credential}/credential-rotation.ts`, 'maxOverlapHours', 'overlap of a rotation by webhook'],
  [`${checks}/target-checks.ts`, 'running', 'checks of an account'],
  [`${checks}/target-checks.ts`, 'waiting', 'checks of an account'],
  ['apps/credential-service/src/credential/credential.queries.ts', 'mostEvents', 'events of a history'],
  [`${gateway}/audit/long-answers.ts`, 'mostInAll', 'exports and live tails'],
  [`${gateway}/audit/long-answers.ts`, 'mostOfOne', 'exports and live tails'],
  [`${gateway}/audit/long-answers.ts`, 'patienceMs', 'a client that reads nothing', per(1_000, 's')],
  [`${gateway}/audit/access-refusals.ts`, 'mostAccounts', 'accounts whose refused permissions'],
  ['libs/domain/audit/src/access-refusals.ts', 'apart', 'refused permissions that'],
  ['libs/domain/audit/src/access-refusals.ts', 'listed', 'refused permissions that'],
  ['apps/audit-service/src/sinks/sink-settings.ts', 'mostOfAccount', 'sinks of the audit log'],
  ['apps/audit-service/src/sinks/sink-settings.ts', 'mostOfAll', 'sinks of the audit log'],
  ['apps/audit-service/src/sinks/sink-settings.ts', 'mostEntries', 'entries that are sent to a sink'],
  ['apps/audit-service/src/sinks/sink-settings.ts', 'answerWithinMs', 'the answer of a sink', seconds],
  [
    'apps/audit-service/src/sinks/sink-settings.ts',
    'longestPauseMs',
    'pause after a failure of a sink',
    seconds,
  ],
  ['apps/audit-service/src/tree/checkpoints.ts', 'mostLeaves', 'leaves of one signed checkpoint'],
  ['libs/domain/audit/src/retention.ts', 'mostDaysAtOnce', 'removals from the audit log'],
  ['libs/domain/audit/src/retention.ts', 'sinkGraceDays', 'further days for which entries'],
  ['apps/audit-service/src/retention/retention.ts', 'mostNamed', 'entries that one `AuditEntriesRemoved`'],
  [`${domain}/scope-tree.ts`, 'maxScopesPerAccount', 'scopes in an account'],
  [`${domain}/user.rules.ts`, 'maxUsersPerAccount', 'users in an account'],
  ['libs/service-kit/src/health.ts', 'answerWithinMs', 'a check of readiness', seconds],
  ['libs/service-kit/src/forward-clock.ts', 'clockToleranceMs', 'a correction of the wall clock', seconds],
  ['libs/service-kit/src/rare-lines.ts', 'quietMs', 'the same line in the log', per(1_000, 's')],
  ['libs/eventstore/src/event-store.ts', 'foreignRemembered', 'foreign events that are remembered'],
];

/** The number that a name is given in a source: a product, of which `second` may be a part. */
const valueOf = (file: string, name: string): number => {
  const [, written] = new RegExp(`\\b${name}\\b(?: =|:) ([\\d_* ]*\\d[\\d_]*(?: \\* second)?)`).exec(
    readFileSync(file, 'utf8'),
  ) ?? [undefined, ''];
  if (!written) throw new Error(`${file} gives ${name} no number`);
  const factors = written
    .replaceAll('_', '')
    .split('*')
    .map((factor) => factor.trim());
  return factors
    .filter((factor) => factor !== 'second')
    .reduce((product, factor) => product * Number(factor), 1);
};

describe('the limits in the document are those in the code', () => {
  const rows = readFileSync('docs/reference/limits.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '));

  it.each(limits.map(([file, name, row, shown = asIs]) => ({ file, name, row, shown })))(
    '$row: $name',
    ({ file, name, row, shown }) => {
      const found = rows.filter((line) => line.startsWith(`| ${row}`));
      expect(found).toHaveLength(1);
      const plain = (text: string): string => text.replaceAll(',', '');
      expect(plain(found[0]!)).toMatch(new RegExp(`(?<![\\d.])${plain(shown(valueOf(file, name)))}(?!\\d)`));
    },
  );
});
