type Indexed = { readonly subject: string; readonly queue: string | undefined };

/** Who gets a message: every plain subscription, and one member of each queue group. Never changed once given. */
export type Matches<S> = Readonly<{ plain: readonly S[]; queues: readonly (readonly S[])[] }>;

type Node<S> = { children: Map<string, Node<S>>; subscriptions: Set<S> };

const emptyNode = <S>(): Node<S> => ({ children: new Map(), subscriptions: new Set() });

/** Request/reply uses each inbox once, so the cache fills with subjects that never come back. */
const cacheLimit = 4096;

/** Subscriptions by subject: a trie of tokens, and a cache from published subject to its matches. */
export class SubscriptionIndex<S extends Indexed> {
  readonly #root: Node<S> = emptyNode();
  readonly #cache = new Map<string, Matches<S>>();

  add(subscription: S): void {
    let node = this.#root;
    for (const token of subscription.subject.split('.')) {
      let next = node.children.get(token);
      if (next === undefined) {
        next = emptyNode();
        node.children.set(token, next);
      }
      node = next;
    }
    node.subscriptions.add(subscription);
    this.#forget(subscription.subject);
  }

  remove(subscription: S): void {
    const path: [Node<S>, string][] = [];
    let node = this.#root;
    for (const token of subscription.subject.split('.')) {
      const next = node.children.get(token);
      if (next === undefined) return;
      path.push([node, token]);
      node = next;
    }
    node.subscriptions.delete(subscription);
    for (const [parent, token] of path.reverse()) {
      const child = parent.children.get(token);
      if (child === undefined || child.subscriptions.size > 0 || child.children.size > 0) break;
      parent.children.delete(token);
    }
    this.#forget(subscription.subject);
  }

  match(subject: string): Matches<S> {
    const known = this.#cache.get(subject);
    if (known !== undefined) return known;
    const found = this.#search(subject);
    if (this.#cache.size >= cacheLimit) this.#cache.clear();
    this.#cache.set(subject, found);
    return found;
  }

  #forget(subject: string): void {
    if (/[*>]/.test(subject)) this.#cache.clear();
    else this.#cache.delete(subject);
  }

  #search(subject: string): Matches<S> {
    const plain: S[] = [];
    const queues = new Map<string, S[]>();
    const collect = (node: Node<S> | undefined): void => {
      for (const subscription of node?.subscriptions ?? []) {
        if (subscription.queue === undefined) {
          plain.push(subscription);
          continue;
        }
        const members = queues.get(subscription.queue);
        if (members === undefined) queues.set(subscription.queue, [subscription]);
        else members.push(subscription);
      }
    };

    const tokens = subject.split('.');
    const descend = (node: Node<S> | undefined, depth: number): void => {
      if (node === undefined) return;
      const token = tokens[depth];
      if (token === undefined) return collect(node);
      collect(node.children.get('>'));
      descend(node.children.get('*'), depth + 1);
      if (token !== '*' && token !== '>') descend(node.children.get(token), depth + 1);
    };
    if (!tokens.includes('')) descend(this.#root, 0);
    return { plain, queues: [...queues.values()] };
  }
}
