import type { OutgoingHttpHeaders } from 'node:http2';
import { acceptedEncodings } from './frames.js';
import type { GrpcStatus } from './status.js';

export const responseHeaders: OutgoingHttpHeaders = {
  ':status': 200,
  'content-type': 'application/grpc',
  'grpc-accept-encoding': acceptedEncodings,
};

const percent = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** Percent-encoding of `grpc-message`: UTF-8 bytes outside printable ASCII, and the percent sign. */
const encodeDetails = (details: string): string =>
  /^[\x20-\x24\x26-\x7e]*$/.test(details)
    ? details
    : Array.from(Buffer.from(details), (byte) =>
        byte < 0x20 || byte > 0x7e || byte === 0x25 ? percent(byte) : String.fromCharCode(byte),
      ).join('');

/** Header values are ASCII; others are percent-encoded whole. */
const ascii = (value: string) => (/^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value));

/**
 * The headers that tell a status.
 * Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md, "Responses"
 */
export const statusHeaders = ({ code, details, trailers }: GrpcStatus): Record<string, string> => ({
  'grpc-status': String(code),
  ...(details === '' ? {} : { 'grpc-message': encodeDetails(details) }),
  ...Object.fromEntries(Object.entries(trailers).map(([name, value]) => [name, ascii(value)])),
});

/** The whole answer of a call that ends before its first message. */
export const trailersOnly = (status: GrpcStatus): OutgoingHttpHeaders => ({
  ...responseHeaders,
  ...statusHeaders(status),
});
