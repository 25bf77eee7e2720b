import { basic, refuseCommon } from '../answers.js';
import { CheckFailed } from '../check-failed.js';
import type { TargetClient } from '../connection/target-client.js';
import type { Target, TargetSecret } from '../target.js';

/** Reads the beginning of a chart repository's index. */
export const checkHelm = async (
  client: TargetClient,
  { scheme, host, path }: Target,
  login: Extract<TargetSecret, { username: Uint8Array }>,
): Promise<string> => {
  const url = new URL(`${scheme === 'http' ? 'http' : 'https'}://${host}${path}/index.yaml`);
  const answer = await client.get(url, { authorization: basic(login) });
  refuseCommon(answer, url);
  const text = answer.body.toString();
  if (answer.status !== 200 || !/^["']?(?:apiVersion|entries|generated)["']?\s*:/m.test(text)) {
    throw new CheckFailed(
      'not_a_registry',
      `${url.host} has no index of a chart repository at ${url.pathname} (${answer.status}); check the address`,
    );
  }
  return `${url.host} accepts this secret`;
};
