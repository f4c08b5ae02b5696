/** Tells the items of a list that have a key, in the list's order; looks through the list only once. */
export function createGrouping<T>(getKey: (item: T) => string): (key: string, items: readonly T[]) => readonly T[] {
  let grouped: readonly T[] | undefined;
  let groups: Map<string, T[]> = new Map();
  return (key, items) => {
    if (grouped !== items) {
      grouped = items;
      groups = new Map();
      for (const item of items) {
        const group = groups.get(getKey(item));
        if (group) group.push(item);
        else groups.set(getKey(item), [item]);
      }
    }
    return groups.get(key) ?? [];
  };
}
