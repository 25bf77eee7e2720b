/** The numbers of the element types, by https://bsonspec.org/spec.html. */
export const elementTypes = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  int: 16,
  timestamp: 17,
  long: 18,
  maxKey: 127,
  minKey: 255,
} as const;

/** Types that nothing here calculates, compares or stores. */
export const refusedTypes: Readonly<Record<number, string>> = {
  6: 'undefined',
  12: 'dbPointer',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  19: 'decimal',
};

/** MongoDB's bound on documents and arrays inside each other. */
export const MAX_DEPTH = 100;
