/** A key, or a parameter that is meant for one. */
const secret = /cs_(?:key|tok|rob|cli)_|[?&](?:access_token|refresh_token|api_key|token|password)=/i;

export const holdsSecret = (url: string): boolean => {
  if (secret.test(url)) return true;
  if (!url.includes('%')) return false;
  try {
    return secret.test(decodeURIComponent(url));
  } catch {
    // Not decodable, so no route will take it either.
    return false;
  }
};

/** The address as it may stand in a log. */
export const withoutQuery = (url: string): string => url.split('?', 1)[0] ?? '';
