import type { UniqueValueEvent } from '@credstream/domain-kernel';
import { comparable, uniqueValue, valueId } from '@credstream/domain-kernel';
import { EmailTaken, UsernameTaken } from './user.errors.js';

/** Who has a username, which is one in the whole installation, or an e-mail address, which is one in an account. */
export type UsernameEvent = UniqueValueEvent<'Username'>;
export type EmailEvent = UniqueValueEvent<'Email'>;

/** Sign-in names no account, so that a username is one in the whole installation. */
export const usernames = uniqueValue('Username', UsernameTaken);
export const usernameId = (username: string): string => valueId(comparable(username));

/** One in an account, so that nobody learns of, or takes, the addresses of another tenant. */
export const emails = uniqueValue('Email', EmailTaken);
export const emailId = (account: string, email: string): string => valueId(account, comparable(email));
/** Where earlier versions kept an address, for all accounts together. */
export const installationEmailId = (email: string): string => valueId(comparable(email));
