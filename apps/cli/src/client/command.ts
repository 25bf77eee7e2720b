import type { paths } from '@credstream/sdk';
import type { Context } from './context.js';
import type { Watch } from './watch.js';

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A verb and a path of the OpenAPI document. */
export type Route = {
  [Path in keyof paths & string]: {
    [V in Verb]: [Exclude<paths[Path][V], undefined>] extends [never] ? never : `${Uppercase<V>} ${Path}`;
  }[Verb];
}[keyof paths & string];

/** Where a value goes in the request. */
export type Place = `path.${string}` | `query.${string}` | `body.${string}`;

/** How what is typed becomes what is sent. */
export type Kind =
  | 'text'
  | 'instant'
  | 'instant or never'
  | 'past instant'
  | 'number'
  | 'switch'
  | 'list'
  | 'token scopes'
  | 'rate'
  /** Each `name=value`, as texts. */
  | 'pairs'
  | 'settings'
  /** The contents of a file, `-` for what is piped in. */
  | 'file'
  /** As `file`, asked for on the terminal when it is not given. One line break at its end is not part of it. */
  | 'secret file';

/** Lists in which a name stands for an id. */
export type NamedList = 'keys' | 'credentials' | 'registries' | 'tokens' | 'users';

export type Option = Readonly<{
  /** As commander writes it: `--expires <when>`. */
  flags: string;
  help: string;
  /** Absent when the command reads it itself. */
  to?: Place;
  kind?: Kind;
  required?: true;
  choices?: readonly string[];
  /** A name is taken for the id of this list. */
  names?: NamedList;
}>;

export type Argument = Readonly<{
  /** As commander writes it: `<key>`, `[name]`, `<path...>`. */
  name: string;
  help: string;
  to?: Place;
  kind?: Kind;
  names?: NamedList;
  choices?: readonly string[];
}>;

type Declared = Readonly<{
  /** A noun and a verb: `keys create`. */
  name: string;
  summary: string;
  /** One line that works. */
  example: string;
  arguments?: readonly Argument[];
  options?: readonly Option[];
}>;

/** A command that is one call of the REST interface. */
export type CallCommand = Declared &
  Readonly<{
    route: Route;
    /** What is always sent. */
    body?: Readonly<Record<string, unknown>>;
    query?: Readonly<Record<string, string>>;
    /** What a table shows; all fields when absent. */
    columns?: readonly string[];
    /** The field of the answer that holds the list. */
    items?: string;
    /** Goes on with the next pages. */
    paged?: true;
    /** The field that is shown this once, or for the asking. */
    secret?: string;
    /** A field with a secret, which is shown only where `--field` or `--fields` names it; and how to get at one later. */
    withheld?: Readonly<{ field: string; advice?: string }>;
    /** What is asked before it is done, without the things it is done to: "Revoke". */
    confirm?: string;
    /** Takes `-` for the first argument: each line of standard input is one. */
    bulk?: true;
    /** A POST that sends nothing. */
    bodyless?: true;
    /** The answer is text. */
    text?: true;
    /** The secret of a credential is read from a file, standard input or the terminal, unless this field is sent. */
    secretFields?: true | Readonly<{ unless: string }>;
    /** What it starts goes on behind the answer; `--wait` waits for its end. */
    waits?: Readonly<{
      /** The command that shows how far it is. */
      look: string;
      load: () => Promise<Readonly<{ watch: Watch }>>;
    }>;
    /** Exit code 5 unless this holds for the answer. */
    passes?: (answer: Readonly<Record<string, unknown>>) => boolean;
  }>;

export type Typed = Readonly<{
  arguments: readonly (string | readonly string[] | undefined)[];
  options: Readonly<Record<string, unknown>>;
}>;

/** A command that does more than one call, or none. */
export type OwnCommand = Declared &
  Readonly<{
    /** Loaded when it is run. */
    load: () => Promise<Readonly<{ run: (context: Context, typed: Typed) => Promise<void> }>>;
    /** What it calls. */
    routes?: readonly Route[];
    /** Works without a server: the settings of a client are not read. */
    offline?: true;
    /** Speaks another program's protocol: no option for the form of the output. */
    bare?: true;
    /** May name a profile that is not there yet. */
    makesProfile?: true;
  }>;

export type CommandDeclaration = CallCommand | OwnCommand;

/** `--overlap-until <when>` is `overlapUntil`. */
export const optionName = (flags: string): string =>
  (/--([\w-]+)/.exec(flags)?.[1] ?? flags).replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
