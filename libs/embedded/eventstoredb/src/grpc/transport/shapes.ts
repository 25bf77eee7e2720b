import { status } from '@grpc/grpc-js';
import type { Call } from './call.js';
import type { Handler } from './grpc-server.js';
import { CallFailed, failed } from './status.js';

type Serve = (request: Buffer, call: Call) => Promise<void> | void;

/** A call with one request; it ends when `serve` is through. */
export const serverStreaming =
  (serve: Serve): Handler =>
  (call) => {
    let request: Buffer | undefined;
    call.receive({
      message: (bytes) => {
        if (request !== undefined) throw new CallFailed(failed(status.INTERNAL, 'More than one request'));
        request = bytes;
      },
      end: async () => {
        if (request === undefined) throw new CallFailed(failed(status.INTERNAL, 'There is no request'));
        await serve(request, call);
        call.end();
      },
    });
  };

/** A call with one request and one answer. */
export const unary = (answer: (request: Buffer, call: Call) => Promise<Buffer> | Buffer): Handler =>
  serverStreaming(async (request, call) => {
    void call.write(await answer(request, call));
  });
