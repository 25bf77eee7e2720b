/** One of the ways in which a server asks for authentication (RFC 9110 §11.6.1). */
export type Challenge = Readonly<{ scheme: string; parameters: Readonly<Record<string, string>> }>;

const part = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))|([\w-]+)(?=\s|,|$)/g;

/** What `WWW-Authenticate` says; schemes and names of parameters in small letters. */
export const parseChallenges = (header: string): readonly Challenge[] => {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = [];
  for (const [, name, inQuotes, token, scheme] of header.matchAll(part)) {
    if (scheme !== undefined)
      challenges.push({
        scheme: scheme.toLowerCase(),
        parameters: Object.create(null) as Record<string, string>,
      });
    else if (name !== undefined) {
      const value = inQuotes?.replace(/\\(.)/g, '$1') ?? token ?? '';
      const last = challenges.at(-1);
      if (last) last.parameters[name.toLowerCase()] ??= value;
    }
  }
  return challenges;
};
