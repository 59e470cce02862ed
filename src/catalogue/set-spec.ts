/** `a`, `a:b` and `a:b:c` for `a:b:c`: a record in a set is in every set above it (OAI-PMH 2.0 §2.6). */
export const withAncestors = (setSpec: string): readonly string[] => {
  const parts = setSpec.split(':');
  return parts.map((_, index) => parts.slice(0, index + 1).join(':'));
};

/** Every set that a record with these leaf sets is in, each named once. */
export const allSetsOf = (leafSets: readonly string[]): ReadonlySet<string> => new Set(leafSets.flatMap(withAncestors));
