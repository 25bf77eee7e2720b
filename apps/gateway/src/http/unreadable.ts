import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { RequestInvalid, RequestTooLarge } from '@credstream/domain-kernel';
import { problemContentType, problemOf } from './problem.js';
import { requestIdOf } from './request-id.js';

/** Node's words for what it could not read as HTTP. */
const refusals: Readonly<Record<string, () => RequestInvalid | RequestTooLarge>> = {
  HPE_HEADER_OVERFLOW: () => new RequestTooLarge('The headers are larger than this server takes'),
  ERR_HTTP_REQUEST_TIMEOUT: () => new RequestInvalid('The request did not arrive in time'),
};

/** Answers what is not HTTP, before there is a request, with a problem document too, and hangs up. */
export const answerUnreadable = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refuse = refusals[error.code ?? ''] ?? (() => new RequestInvalid('This is not an HTTP request'));
  const problem = problemOf(refuse(), requestIdOf({ headers: {} }));
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n` +
      `x-request-id: ${problem.traceId}\r\ncontent-type: ${problemContentType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  );
};
