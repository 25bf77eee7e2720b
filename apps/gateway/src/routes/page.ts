import { Answer, type MessageClass } from '@credstream/contracts';

type Page<Item> = Readonly<{ items: readonly Item[]; nextCursor?: string }>;

/** The class of a list, and what is shown of its reply: each item as `show` has it. */
export const pageOf = <Item extends object, Shown extends object>(
  name: string,
  item: MessageClass<Shown>,
  show: (each: Item) => object,
) => {
  class List {
    @Answer({ list: true, of: () => item }) items!: Shown[];
    @Answer({ optional: true, description: 'For the next page; absent on the last one' }) nextCursor?: string;
  }
  Object.defineProperty(List, 'name', { value: name });
  return {
    answer: List,
    show: ({ items, nextCursor }: Page<Item>) => ({ items: items.map(show), nextCursor }),
    unversioned: true,
  } as const;
};

/** The same for a list that always comes whole. */
export const wholeListOf = <Item extends object>(name: string, item: MessageClass<Item>) => {
  class List {
    @Answer({ list: true, of: () => item }) items!: Item[];
  }
  Object.defineProperty(List, 'name', { value: name });
  return {
    answer: List,
    show: ({ items }: Readonly<{ items: readonly Item[] }>) => ({ items }),
    unversioned: true,
  } as const;
};
