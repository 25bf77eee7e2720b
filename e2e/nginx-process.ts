import { nginxBefore } from './forward-auth-proxies.js';
import { freePort } from './free-port.js';

/**
 * This machine's nginx with `examples/nginx/nginx.conf` and the application that it brings, in front of a suite on this
 * port. Resolves with its address.
 */
export const startNginx = async (credstreamPort: string): Promise<string> => {
  const applicationPort = await freePort();
  return nginxBefore({ credstreamPort, applicationPort }, applicationPort);
};
