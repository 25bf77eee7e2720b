import { currentShapes, uniqueValueDecider, valueStream } from '@credstream/domain-kernel';
import type { UniqueValueCommand, UniqueValueEvent } from '@credstream/domain-kernel';
import { EmailTaken, UsernameTaken } from './user.errors.js';

/** Who has a username, which is one in the whole installation, or an e-mail address, which is one in an account. */
export type UsernameEvent = UniqueValueEvent<'Username'>;
export type EmailEvent = UniqueValueEvent<'Email'>;
export type UsernameCommand = UniqueValueCommand<'Username'>;
export type EmailCommand = UniqueValueCommand<'Email'>;

/**
 * What of a username or an e-mail address is compared: neither case nor the width or composition of letters,
 * so that nobody can pass for another by writing the name otherwise.
 */
export const comparable = (text: string): string => text.normalize('NFKC').toLowerCase().normalize('NFKC');

/** `username-<hash>`: sign-in names no account, so that a username is one in the whole installation. */
export const usernameStream = (username: string): string => valueStream('username', comparable(username));
/** `email-<hash>`: one in an account, so that nobody learns of, or takes, the addresses of another tenant. */
export const emailStream = (account: string, email: string): string =>
  valueStream('email', account, comparable(email));
/** Where earlier versions kept an address, for all accounts together. */
export const installationEmailStream = (email: string): string => valueStream('email', comparable(email));

export const usernameDecider = uniqueValueDecider('Username', UsernameTaken);
export const emailDecider = uniqueValueDecider('Email', EmailTaken);

export const usernameSchema = currentShapes<UsernameEvent>({
  UsernameReserved: true,
  UsernameReleased: true,
});
export const emailSchema = currentShapes<EmailEvent>({ EmailReserved: true, EmailReleased: true });
