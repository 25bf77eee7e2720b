/** No call takes anything near as deep. */
export const deepestJson = 32;

/** Is this JSON nested deeper than that? Told without parsing, which would go as deep. */
export const isTooDeep = (json: string): boolean => {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (sign === '"') at = endOfString(json, at);
    else if (sign === '[' || sign === '{') {
      depth += 1;
      if (depth > deepestJson) return true;
    } else if (sign === ']' || sign === '}') depth -= 1;
  }
  return false;
};

/** Where the string that begins here ends; the end of the text when it does not. */
const endOfString = (json: string, begin: number): number => {
  for (let at = begin + 1; at < json.length; at += 1) {
    if (json[at] === '\\') at += 1;
    else if (json[at] === '"') return at;
  }
  return json.length;
};
