import { randomInt } from 'node:crypto';
import type { FieldError } from '@credstream/domain-kernel';

/** How a secret is to be made: `length` characters of `alphabet`. */
export type SecretRecipe = Readonly<{ length: number; alphabet: string }>;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

/** Alphabets by name; any other text is taken as the characters themselves. */
export const alphabets: Readonly<Record<string, string>> = Object.freeze({
  __proto__: null as never,
  alphanumeric: letters + digits,
  hex: `${digits}abcdef`,
  base64url: `${letters}${digits}-_`,
  printable: `${letters}${digits}!#$%&()*+,-./:;<=>?@[]^_{|}~`,
});

const maxLength = 4_096;
const leastBits = 64;

const charactersOf = (alphabet: string): readonly string[] => [...(alphabets[alphabet] ?? alphabet)];

/** What is wrong with a recipe; nothing is, when a secret can be made from it. */
export const recipeErrors = ({ length, alphabet }: SecretRecipe): readonly FieldError[] => {
  const characters = charactersOf(alphabet);
  if (!Number.isInteger(length) || length < 1 || length > maxLength) {
    return [
      { path: 'length', rule: 'range', message: `length must be a whole number from 1 to ${maxLength}` },
    ];
  }
  if (/\p{C}/u.test(alphabet) || new Set(characters).size !== characters.length) {
    const message = 'alphabet must be different characters that can be printed';
    return [{ path: 'alphabet', rule: 'characters', message }];
  }
  if (characters.length < 2 || characters.length > 1_024) {
    return [{ path: 'alphabet', rule: 'size', message: 'alphabet must have 2 to 1024 characters' }];
  }
  const least = Math.ceil(leastBits / Math.log2(characters.length));
  if (length >= least) return [];
  const message = `length must be at least ${least} with this alphabet, or the secret could be guessed`;
  return [{ path: 'length', rule: 'strength', message }];
};

/** Each character as likely as the others. Throws `RangeError` for a recipe with errors. */
export const generateSecret = (recipe: SecretRecipe): string => {
  const [error] = recipeErrors(recipe);
  if (error) throw new RangeError(error.message);
  const characters = charactersOf(recipe.alphabet);
  return Array.from({ length: recipe.length }, () => characters[randomInt(characters.length)]).join('');
};
