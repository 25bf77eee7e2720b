import { TargetClient } from './connection/target-client.js';
import { within } from './deadline.js';
import { failureOf } from './failure.js';
import { checkGit } from './kinds/git.js';
import { checkHelm } from './kinds/helm.js';
import { checkRegistry } from './kinds/oci.js';
import { checkS3 } from './kinds/s3.js';
import type { CheckResult, CheckSettings, Target, TargetSecret } from './target.js';

const withinMs = 10_000;

const ask = (
  client: TargetClient,
  target: Target,
  secret: TargetSecret,
  settings: CheckSettings,
): Promise<string> => {
  if (target.kind === 's3') {
    if ('accessKeyId' in secret) return checkS3(client, target, secret, settings);
    throw new TypeError('S3 takes an access key');
  }
  if (!('username' in secret)) throw new TypeError(`${target.kind} takes a username and password`);
  const check = { oci: checkRegistry, helm: checkHelm, git: checkGit }[target.kind];
  return check(client, target, secret);
};

/**
 * Tries a secret against its target. Whatever the target does is an answer with a status; it rejects only for a
 * mistake of ours. The secret goes to `target.host` and to its token hosts, and nowhere else.
 */
export const checkTarget = async (
  target: Target,
  secret: TargetSecret,
  settings: CheckSettings,
): Promise<CheckResult> => {
  const { host } = target;
  try {
    const message = await within(settings.withinMs ?? withinMs, async (signal) =>
      ask(new TargetClient(target, settings, signal), target, secret, settings),
    );
    return { status: 'ok', message, host };
  } catch (error) {
    const { reason, message, tokenHost } = failureOf(error, target);
    return { status: 'issues', reason, message, host, ...(tokenHost !== undefined && { tokenHost }) };
  }
};
