/**
 * Does the pattern reach the name? `*` stands for any run of characters, `/` included: `team/*` reaches `team/a/b` and
 * not `teamx/a`. Takes time in proportion to the two lengths at worst, however many `*` there are.
 */
export const patternReaches = (pattern: string, name: string): boolean => {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < name.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern;
      resumeAt = at;
      inPattern += 1;
    } else if (pattern[inPattern] === name[at]) {
      at += 1;
      inPattern += 1;
    } else if (star >= 0) {
      resumeAt += 1;
      at = resumeAt;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
};
