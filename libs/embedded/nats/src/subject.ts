/** Subjects are bytes cut at dots; `*` stands for one token and a last `>` for one or more. */

/** Whether one may subscribe: no empty token, and nothing after `>`. */
export const isValidSubscription = (subject: string): boolean => {
  const tokens = subject.split('.');
  return tokens.every((token, position) => token !== '' && (token !== '>' || position === tokens.length - 1));
};

/** Whether a pedantic client may publish to it: no empty token and no wildcard. */
export const isLiteral = (subject: string): boolean =>
  subject.split('.').every((token) => token !== '' && token !== '*' && token !== '>');

/** Prefixes that nats-server keeps for its own routing; clients may not publish to, or ask replies on, them. */
export const isReservedSubject = (subject: string): boolean => subject.startsWith('_GR_.');
export const isReservedReply = (reply: string): boolean =>
  reply.startsWith('_R_.') || reply.startsWith('$JS.ACK.') || isReservedSubject(reply);
export const reservedQueue = '_sys_';
