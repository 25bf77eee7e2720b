import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import type { IpRange } from '@credstream/domain-kernel';
import { checkLiteral, guardedLookup } from '@credstream/egress';

/** How long a whole answer may take, and how long it may be. */
const withinMs = 5_000;
const longestAnswer = 512 * 1024;

/**
 * Reads JSON from an address that a tenant has named: only what may be reached, within a time and a size, without
 * following anybody elsewhere. Rejects with an `Error` that says why.
 */
export const readJson = (url: string, allowed: readonly IpRange[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const { protocol, hostname } = new URL(url);
    const encrypted = protocol === 'https:';
    checkLiteral(hostname, allowed, encrypted);
    const request = (encrypted ? getHttps : getHttp)(
      url,
      {
        agent: false,
        lookup: guardedLookup(allowed, encrypted),
        headers: { accept: 'application/json', 'user-agent': 'Credstream' },
      },
      (response) => {
        if (response.statusCode !== 200) {
          request.destroy(new Error(`${hostname} answers ${response.statusCode}`));
          return;
        }
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
          if (text.length > longestAnswer) request.destroy(new Error(`${hostname} answers too much`));
        });
        response.on('end', () => {
          try {
            resolve(JSON.parse(text));
          } catch (error) {
            reject(new Error(`${hostname} answers no JSON`, { cause: error }));
          }
        });
        response.on('error', reject);
      },
    );
    // From the name to the end of the answer.
    const late = setTimeout(() => {
      request.destroy(new Error(`${hostname} does not answer within ${withinMs / 1000} seconds`));
    }, withinMs);
    request.on('error', reject);
    request.on('close', () => {
      clearTimeout(late);
      reject(new Error(`${hostname} ended the connection`));
    });
  });
