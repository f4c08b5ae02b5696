/**
 * The candidate that a misspelt word most likely means: the least edits (swaps of neighbours count one), at most a
 * third of the word's length; a difference in case alone is nearest of all.
 */
export function findNearest(word: string, candidates: Iterable<string>): string | undefined {
  const folded = word.toLowerCase();
  const signs = getSigns(folded);
  let limit = Math.max(1, Math.floor(folded.length / 3));
  let best: string | undefined;
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    if (other === folded) return candidate;
    if (Math.abs(other.length - folded.length) > limit) continue;
    // An edit makes at most one sign come and one go; far quicker to count than edits are.
    if (countBits(signs ^ getSigns(other)) > 2 * limit) continue;
    const distance = measureDistance(folded, other, limit);
    if (distance > limit || (distance === limit && best !== undefined)) continue;
    best = candidate;
    limit = distance;
  }
  return best;
}

/**
 * As {@link findNearest}, for names of words in camel case: `GetObjct` may mean `GetObject`, while `AttachGateway` does
 * not mean `CreateGateway`, however long what they share is.
 */
export function findNearestName(name: string, candidates: Iterable<string>): string | undefined {
  const known = [...candidates];
  const nearest = findNearest(name, known);
  if (nearest !== undefined && measureDistance(name.toLowerCase(), nearest.toLowerCase(), 1) <= 1) return nearest;
  const fuller = findFuller(name, known);
  if (fuller.length === 1) return fuller[0];
  const isMeant = nearest !== undefined && mayMean(name, nearest, known);
  return isMeant && (fuller.length === 0 || fuller.includes(nearest)) ? nearest : findLonger(name, known);
}

/** Whether the words are like enough, and a verb that is one was not taken for another: no `Update…` is a `Create…`. */
function mayMean(name: string, nearest: string, known: readonly string[]): boolean {
  const [words, others] = [splitWords(name), splitWords(nearest)];
  const [verb = ""] = words;
  if (verb !== others[0] && known.some((candidate) => splitWords(candidate)[0] === verb)) return false;
  const isLike = (word: string, other = "") => {
    const limit = Math.max(1, Math.floor(Math.max(word.length, other.length) / 2));
    return measureDistance(word.toLowerCase(), other.toLowerCase(), limit) <= limit;
  };
  return words.length !== others.length || words.every((word, at) => isLike(word, others[at]));
}

/**
 * The names of the same verb that have all of the words in their order, and as few others as any: `GetSecret` is
 * `GetSecretValue`. More others than words of its own, the verb aside, make a name of something else.
 */
function findFuller(name: string, candidates: readonly string[]): readonly string[] {
  const words = splitWords(name);
  let most = words.length * 2 - 1;
  let found: string[] = [];
  for (const candidate of candidates) {
    if (!candidate.startsWith(words[0] ?? "")) continue;
    const others = splitWords(candidate);
    if (others.length > most || others[0] !== words[0] || !hasInOrder(others, words)) continue;
    if (others.length < most) found = [];
    most = others.length;
    found.push(candidate);
  }
  return found;
}

function hasInOrder(words: readonly string[], wanted: readonly string[]): boolean {
  let at = 0;
  for (const word of words) if (word === wanted[at]) at++;
  return at === wanted.length;
}

/** The one name of the same words, some of them cut short: `DeleteConfigRecorder` is `DeleteConfigurationRecorder`. */
function findLonger(name: string, candidates: readonly string[]): string | undefined {
  const words = splitWords(name);
  const longer = candidates.filter((candidate) => {
    if (!candidate.startsWith(words[0] ?? "")) return false;
    const others = splitWords(candidate);
    return others.length === words.length && words.every((word, at) => word.length > 2 && others[at]?.startsWith(word));
  });
  return longer.length === 1 ? longer[0] : undefined;
}

function splitWords(name: string): readonly string[] {
  return name.split(/(?=[A-Z])/);
}

/** Which signs a word has, one bit for each; signs that are no letters may share one. */
function getSigns(word: string): number {
  let signs = 0;
  for (let at = 0; at < word.length; at++) signs |= 1 << (word.charCodeAt(at) & 31);
  return signs;
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/** Edit distance with swaps, or more than `limit` as soon as it must be. */
function measureDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j - 1] ?? 0) + (same ? 0 : 1), (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}
