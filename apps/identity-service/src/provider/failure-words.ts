const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

const deepest = 5;

/**
 * Why something with a provider failed, for the operator's log: the message, code and OAuth error of each error in
 * the chain of causes. Nothing else of them, since libraries hang answers on their errors, with tokens in them.
 */
export const failureWords = (error: unknown): readonly string[] => {
  const words: string[] = [];
  let each: unknown = error;
  for (let depth = 0; depth < deepest && each instanceof Error; depth += 1) {
    const {
      code,
      status,
      error: oauthError,
      error_description: description,
    } = each as Error & Record<string, unknown>;
    const details = Object.entries({ code, status, error: oauthError, description }).flatMap(
      ([name, value]) => {
        const shown = text(value);
        return shown === undefined ? [] : [`${name}: ${shown.slice(0, 200)}`];
      },
    );
    words.push([each.message.slice(0, 300), ...details].join(', '));
    each = each.cause;
  }
  return words;
};
