import { comparable, uniqueValue, type UniqueValueEvent, valueId } from '@credstream/domain-kernel';
import { TokenNameTaken } from './token.errors.js';

/** What stands before the name of every robot account. A user whose name begins so is never looked up at a login. */
export const robotPrefix = 'robot$';

/** `robot$name`, or `robot$project+name`. */
export const robotUsername = (name: string, project?: string): string =>
  `${robotPrefix}${project === undefined ? '' : `${project}+`}${name}`;

/** The same without what shells and other systems stumble over: `robot-project-name`. */
export const dashedUsername = (username: string): string =>
  username.startsWith(robotPrefix)
    ? `robot-${username.slice(robotPrefix.length).replace('+', '-')}`
    : username;

/** What of a username at the token endpoint is compared: neither case nor which of its two ways a robot is written. */
export const comparableUsername = (username: string): string => dashedUsername(comparable(username));

/** Which token of a registry has a username; the holder is the token. */
export type TokenNameEvent = UniqueValueEvent<'TokenName'>;
export const tokenNames = uniqueValue('TokenName', TokenNameTaken);
export const tokenNameId = (registryId: string, username: string): string =>
  valueId(registryId, comparableUsername(username));
