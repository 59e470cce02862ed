type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same fields without those that are `undefined`: in the catalogue optional means absent. */
export const present = <T extends object>(fields: T): Present<T> => {
  const kept: unknown = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return kept as Present<T>;
};
