import { type DomainError, MethodNotAllowed, RouteNotFound } from '@credstream/domain-kernel';

/** Which methods each address has, so that a wrong method is told from a wrong address. */
export class RouteTable {
  private readonly methodsByPattern = new Map<string, Set<string>>();

  add(pattern: string, methods: string | readonly string[]): void {
    const known = this.methodsByPattern.get(pattern) ?? new Set();
    for (const method of [methods].flat()) known.add(method);
    this.methodsByPattern.set(pattern, known);
  }

  /** Every address with each of its methods. */
  entries(): readonly Readonly<{ pattern: string; method: string }>[] {
    return [...this.methodsByPattern].flatMap(([pattern, methods]) =>
      [...methods].map((method) => ({ pattern, method })),
    );
  }

  /** Why there is no route for this address with the method that was used. */
  refuse(url: string): { refusal: DomainError; allow?: string } {
    const segments = url.split('?', 1)[0]?.split('/') ?? [];
    const methods = [...this.methodsByPattern].flatMap(([pattern, known]) =>
      fits(pattern.split('/'), segments) ? [...known] : [],
    );
    if (methods.length === 0) return { refusal: new RouteNotFound() };
    return { refusal: new MethodNotAllowed(), allow: [...new Set(methods)].join(', ') };
  }
}

const fits = (pattern: readonly string[], segments: readonly string[]): boolean =>
  pattern.length === segments.length &&
  !pattern.includes('*') &&
  pattern.every((part, index) => part.startsWith(':') || part === segments[index]);
