import { CommandError } from '../errors.js';

/** Whether a text holds a match. */
export type TextTest = (text: string) => boolean;

type CharTest = (code: number) => boolean;
type Place = Readonly<{ before: number; after: number; last: boolean }>;
type Assertion = (place: Place) => boolean;

type Node =
  | Readonly<{ kind: 'char'; test: CharTest }>
  | Readonly<{ kind: 'assert'; holds: Assertion }>
  | Readonly<{ kind: 'sequence'; parts: readonly Node[] }>
  | Readonly<{ kind: 'choice'; options: readonly Node[] }>
  | Readonly<{ kind: 'repeat'; node: Node; min: number; max: number }>;

type Step =
  | Readonly<{ op: 'char'; test: CharTest }>
  | Readonly<{ op: 'assert'; holds: Assertion }>
  | { op: 'split'; to: number; or: number }
  | Readonly<{ op: 'match' }>;

const MAX_STEPS = 5000;
const MAX_GROUPS_INSIDE = 50;
const NONE = -1;
const NEWLINE = 10;

const invalid = (why: string): CommandError =>
  new CommandError('Location51091', `Regular expression is invalid: ${why}`);

const within =
  (from: number, to: number): CharTest =>
  (code) =>
    code >= from && code <= to;
const any =
  (...tests: readonly CharTest[]): CharTest =>
  (code) =>
    tests.some((test) => test(code));
const not =
  (test: CharTest): CharTest =>
  (code) =>
    !test(code);

const digit = within(0x30, 0x39);
const word = any(digit, within(0x41, 0x5a), within(0x61, 0x7a), within(0x5f, 0x5f));
const space: CharTest = (code) => code === 32 || (code >= 9 && code <= 13);
const classes: Readonly<Record<string, CharTest>> = {
  d: digit,
  D: not(digit),
  w: word,
  W: not(word),
  s: space,
  S: not(space),
};
const controls: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, e: 27, a: 7 };

const isWord = (code: number): boolean => code !== NONE && word(code);
const atBoundary: Assertion = ({ before, after }) => isWord(before) !== isWord(after);

/** Reads a pattern of PCRE, as far as it can be matched in one pass over the text. */
class Reader {
  private readonly units: readonly string[];
  private at = 0;
  private inside = 0;

  constructor(
    source: string,
    private readonly flags: ReadonlySet<string>,
  ) {
    this.units = [...source];
  }

  pattern(): Node {
    const node = this.choice();
    if (this.at < this.units.length) throw invalid(`an unexpected ${this.units[this.at]}`);
    return node;
  }

  private peek(): string | undefined {
    return this.units[this.at];
  }

  private take(unit: string): boolean {
    if (this.peek() !== unit) return false;
    this.at++;
    return true;
  }

  private choice(): Node {
    const options = [this.sequence()];
    while (this.take('|')) options.push(this.sequence());
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  private sequence(): Node {
    const parts: Node[] = [];
    for (let unit = this.peek(); unit !== undefined && unit !== '|' && unit !== ')'; unit = this.peek()) {
      parts.push(this.repeated());
    }
    return { kind: 'sequence', parts };
  }

  private repeated(): Node {
    const node = this.atom();
    const bounds = this.bounds();
    if (bounds === undefined) return node;
    // Whether as little or as much as possible is taken makes no difference to whether there is a match.
    this.take('?');
    if (this.take('+') || this.bounds() !== undefined) throw invalid('nothing to repeat');
    return { kind: 'repeat', node, ...bounds };
  }

  private bounds(): Readonly<{ min: number; max: number }> | undefined {
    if (this.take('*')) return { min: 0, max: Infinity };
    if (this.take('+')) return { min: 1, max: Infinity };
    if (this.take('?')) return { min: 0, max: 1 };
    if (this.peek() !== '{') return undefined;
    const found = /^\{(\d{1,5})(,(\d{0,5}))?\}/.exec(this.units.slice(this.at, this.at + 14).join(''));
    if (found === null) return undefined;
    this.at += found[0].length;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === '' ? Infinity : Number(found[3]);
    if (max < min) throw invalid('numbers out of order in {}');
    return { min, max };
  }

  private atom(): Node {
    const unit = this.units[this.at++]!;
    switch (unit) {
      case '(':
        return this.group();
      case '[':
        return { kind: 'char', test: this.cased(this.set()) };
      case '.':
        return { kind: 'char', test: this.flags.has('s') ? () => true : (code) => code !== NEWLINE };
      case '^':
        return {
          kind: 'assert',
          holds: this.flags.has('m')
            ? ({ before }) => before === NONE || before === NEWLINE
            : ({ before }) => before === NONE,
        };
      case '$':
        return {
          kind: 'assert',
          holds: this.flags.has('m')
            ? ({ after }) => after === NONE || after === NEWLINE
            : ({ after, last }) => after === NONE || (last && after === NEWLINE),
        };
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        throw invalid('nothing to repeat');
      default:
        return { kind: 'char', test: this.literal(unit.codePointAt(0)!) };
    }
  }

  private group(): Node {
    if (++this.inside > MAX_GROUPS_INSIDE) throw invalid('too many groups inside each other');
    if (this.take('?') && !this.take(':')) throw invalid('only groups (?: ) are there in this server');
    const node = this.choice();
    if (!this.take(')')) throw invalid('a group has no end');
    this.inside--;
    return node;
  }

  private escape(): Node {
    const unit = this.peek();
    if (unit === 'b' || unit === 'B') {
      this.at++;
      return { kind: 'assert', holds: unit === 'b' ? atBoundary : (place) => !atBoundary(place) };
    }
    const escaped = this.escaped();
    return { kind: 'char', test: typeof escaped === 'number' ? this.literal(escaped) : escaped };
  }

  /** What stands behind a backslash: one character, or a class of them. */
  private escaped(): number | CharTest {
    const unit = this.units[this.at++];
    if (unit === undefined) throw invalid('a backslash at the end');
    if (Object.hasOwn(classes, unit)) return classes[unit]!;
    if (Object.hasOwn(controls, unit)) return controls[unit]!;
    if (unit === 'x') {
      const hex = this.units.slice(this.at, this.at + 2).join('');
      if (!/^[0-9a-f]{2}$/i.test(hex)) throw invalid('\\x needs two digits');
      this.at += 2;
      return parseInt(hex, 16);
    }
    if (/^[a-zA-Z0-9]$/.test(unit)) throw invalid(`\\${unit} is not there in this server`);
    return unit.codePointAt(0)!;
  }

  private set(): CharTest {
    const inverted = this.take('^');
    const tests: CharTest[] = [];
    for (let first = true; first || this.peek() !== ']'; first = false) {
      const from = this.member();
      if (typeof from === 'number' && this.peek() === '-' && this.units[this.at + 1] !== ']') {
        this.at++;
        const to = this.member();
        if (typeof to !== 'number' || to < from) throw invalid('a range out of order in a class');
        tests.push(within(from, to));
      } else {
        tests.push(typeof from === 'number' ? within(from, from) : from);
      }
    }
    this.at++;
    const test = any(...tests);
    return inverted ? not(this.cased(test)) : test;
  }

  private member(): number | CharTest {
    const unit = this.units[this.at++];
    if (unit === undefined) throw invalid('a class has no end');
    if (unit === '[' && this.peek() === ':') throw invalid('named classes are not there in this server');
    return unit === '\\' ? this.escaped() : unit.codePointAt(0)!;
  }

  private literal(code: number): CharTest {
    return this.cased(within(code, code));
  }

  private cased(test: CharTest): CharTest {
    if (!this.flags.has('i')) return test;
    return (code) => {
      if (test(code)) return true;
      const unit = String.fromCodePoint(code);
      return test(unit.toLowerCase().codePointAt(0)!) || test(unit.toUpperCase().codePointAt(0)!);
    };
  }
}

/** The steps of a machine that is in several places at once (Thompson's construction). */
const assemble = (root: Node): readonly Step[] => {
  const steps: Step[] = [];
  const push = (step: Step): number => {
    if (steps.length >= MAX_STEPS) throw invalid('it is too large');
    return steps.push(step) - 1;
  };
  const split = (): Extract<Step, { op: 'split' }> => {
    const step = { op: 'split' as const, to: steps.length + 1, or: steps.length + 1 };
    push(step);
    return step;
  };
  const add = (node: Node): void => {
    switch (node.kind) {
      case 'char':
        push({ op: 'char', test: node.test });
        return;
      case 'assert':
        push({ op: 'assert', holds: node.holds });
        return;
      case 'sequence':
        node.parts.forEach(add);
        return;
      case 'choice': {
        const ends = node.options.map((option, i) => {
          const fork = i < node.options.length - 1 ? split() : undefined;
          add(option);
          const end = split();
          if (fork !== undefined) fork.or = steps.length;
          return end;
        });
        for (const end of ends) end.to = end.or = steps.length;
        return;
      }
      case 'repeat': {
        for (let i = 0; i < node.min; i++) add(node.node);
        if (node.max === Infinity) {
          const loop = steps.length;
          const fork = split();
          add(node.node);
          const back = split();
          back.to = back.or = loop;
          fork.or = steps.length;
          return;
        }
        const forks = [];
        for (let i = node.min; i < node.max; i++) {
          forks.push(split());
          add(node.node);
        }
        for (const fork of forks) fork.or = steps.length;
      }
    }
  };
  add(root);
  push({ op: 'match' });
  return steps;
};

/** Follows all ways at once, so that the work is the length of the text times the size of the pattern, and no more. */
const run = (steps: readonly Step[], text: string): boolean => {
  const codes = Array.from(text, (unit) => unit.codePointAt(0)!);
  const seen = new Int32Array(steps.length).fill(-1);
  let current: number[] = [];
  for (let at = 0; at <= codes.length; at++) {
    const place: Place = {
      before: at === 0 ? NONE : codes[at - 1]!,
      after: at === codes.length ? NONE : codes[at]!,
      last: at === codes.length - 1,
    };
    const waiting: number[] = [];
    // A match may begin anywhere.
    const open = [0, ...current];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen[next] === at) continue;
      seen[next] = at;
      const step = steps[next]!;
      if (step.op === 'match') return true;
      if (step.op === 'split') open.push(step.to, step.or);
      else if (step.op === 'char') waiting.push(next);
      else if (step.holds(place)) open.push(next + 1);
    }
    current = [];
    for (const next of waiting) {
      const step = steps[next]!;
      if (step.op === 'char' && place.after !== NONE && step.test(place.after)) current.push(next + 1);
    }
  }
  return false;
};

/**
 * Compiles a pattern of PCRE without what needs going back: no references, no looking around. `flags` are of
 * `i`, `m` and `s`. @throws CommandError 51091
 */
export const compileLinear = (source: string, flags: ReadonlySet<string>): TextTest => {
  const steps = assemble(new Reader(source, flags).pattern());
  return (text) => run(steps, text);
};
