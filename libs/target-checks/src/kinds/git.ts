import { basic, refuseCommon } from '../answers.js';
import { CheckFailed } from '../check-failed.js';
import type { TargetClient } from '../connection/target-client.js';
import type { Target, TargetSecret } from '../target.js';

/** Asks for the references of a repository, as `git ls-remote` does (gitprotocol-http). */
export const checkGit = async (
  client: TargetClient,
  { scheme, host, path }: Target,
  login: Extract<TargetSecret, { username: Uint8Array }>,
): Promise<string> => {
  if (path === '') {
    throw new CheckFailed('no_target', `Store the address of a repository; ${host} alone cannot be checked`);
  }
  const url = new URL(
    `${scheme === 'http' ? 'http' : 'https'}://${host}${path}/info/refs?service=git-upload-pack`,
  );
  const answer = await client.get(url, { authorization: basic(login) });
  refuseCommon(answer, url);
  if (answer.status === 404) {
    throw new CheckFailed('forbidden', `${url.host} has no repository ${path} that this secret may read`);
  }
  if (
    answer.status !== 200 ||
    !/^[0-9a-f]{4}# service=git-upload-pack/.test(answer.body.toString('latin1', 0, 64))
  ) {
    throw new CheckFailed(
      'not_a_registry',
      `${url.host} does not answer as a git server does at ${path} (${answer.status}); check the address`,
    );
  }
  return `${url.host} accepts this secret`;
};
