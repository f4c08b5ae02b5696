import { matchesRuns } from "./pathGlob";

/** A `.gitignore`: the folder it stands in, `""` for the outermost, with `/` and none at the end; and its text. */
export interface GitIgnoreFile {
  readonly folder: string;
  readonly text: string;
}

/** What git ignores beside the `.gitignore` files of a repository (gitignore documentation), the weakest first. */
export interface GitIgnoreSettings {
  /** The text of the person's own file: `core.excludesFile`, `~/.config/git/ignore` by default. */
  readonly own?: string | undefined;
  /** The text of the repository's `.git/info/exclude`. */
  readonly exclude?: string | undefined;
}

/**
 * Tells what git ignores by the `.gitignore` files of a repository, and by what else it looks at. Paths are relative to
 * the outermost folder, with `/`.
 */
export function createGitIgnore(
  files: readonly GitIgnoreFile[],
  { own = "", exclude = "" }: GitIgnoreSettings = {},
): (path: string) => boolean {
  // The innermost has the last word; of those of the outermost folder, the repository's own.
  const rules = [{ folder: "", text: own }, { folder: "", text: exclude }, ...files]
    .map(({ folder, text }): readonly [string, Judge] => [folder === "" ? "" : `${folder}/`, createJudge(text)])
    .sort(([one], [other]) => one.length - other.length);
  return (path) => {
    let isIgnored = false;
    for (const [folder, judge] of rules) {
      if (path.startsWith(folder) && path !== folder) isIgnored = judge(path.slice(folder.length)) ?? isIgnored;
    }
    return isIgnored;
  };
}

/** Whether a path is ignored by one file's patterns; `undefined` where they say nothing of it. */
type Judge = (path: string) => boolean | undefined;

/** Enough for any file that people keep; what stands behind it is not read, so that no workspace makes this slow. */
const MAX_TEXT = 200_000;
const MAX_PATTERN = 500;

function createJudge(text: string): Judge {
  const patterns = text
    .slice(0, MAX_TEXT)
    .split(/\r?\n/)
    .flatMap((line) => readPattern(line) ?? []);
  const folders = new Map<string, boolean>();

  /** What lies in an ignored folder cannot be taken back. */
  function isInIgnored(names: readonly string[]): boolean {
    if (names.length < 2) return false;
    const above = names.slice(0, -1);
    const key = above.join("/");
    const known = folders.get(key);
    if (known !== undefined) return known;
    const answer = isInIgnored(above) || judge(above, true) === true;
    folders.set(key, answer);
    return answer;
  }

  function judge(names: readonly string[], isFolder: boolean): boolean | undefined {
    const last = patterns.findLast((pattern) => (isFolder || !pattern.isOfFolders) && matchesNames(pattern, names));
    return last && !last.isNegated;
  }

  return (path) => {
    if (patterns.length === 0) return undefined;
    const names = path.toLowerCase().split("/");
    return isInIgnored(names) || judge(names, false);
  };
}

/** One character of a name: itself, any by `?` or `[a-z]`, or a run of them by `*`. */
type Piece = string | ((character: string) => boolean);

interface Pattern {
  readonly isNegated: boolean;
  readonly isOfFolders: boolean;
  /** From the file's folder down; `"folders"` for any number of them. */
  readonly names: readonly ("folders" | readonly Piece[])[];
}

function readPattern(line: string): Pattern | undefined {
  if (line.startsWith("#") || line.length > MAX_PATTERN) return undefined;
  const isNegated = line.startsWith("!");
  // A blank at the end counts behind a backslash alone.
  const written = line.slice(isNegated ? 1 : 0).replace(/(?<!\\) +$/, "");
  const isOfFolders = written.endsWith("/");
  const path = isOfFolders ? written.slice(0, -1) : written;
  const parts = path.replace(/^\//, "").split("/");
  if (path === "" || path === "/") return undefined;
  const names = parts.map((part) => (part === "**" ? "folders" : readName(part)));
  if (names.includes(undefined)) return undefined;
  const known = names.filter((name) => name !== undefined);
  // Without a slash but at its end it speaks of any folder below; `a/**` of what is in the folder, not of itself.
  const isAnywhere = parts.length === 1 && !path.startsWith("/");
  const isOfContents = parts.at(-1) === "**";
  return {
    isNegated,
    isOfFolders,
    names: [...(isAnywhere ? (["folders"] as const) : []), ...known, ...(isOfContents ? [["run"] as const] : [])],
  };
}

/** `undefined` for a text that git takes for no pattern: a bracket or a backslash that nothing follows. */
function readName(text: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === "*") {
      if (pieces.at(-1) !== "run") pieces.push("run");
    } else if (sign === "?") pieces.push(() => true);
    else if (sign === "[") {
      const [whole, negation, set] = /^\[([!^]?)(\]?(?:\\.|[^\]\\])*)\]/.exec(text.slice(at)) ?? [];
      if (whole === undefined) return undefined;
      pieces.push(readSet(set ?? "", negation !== ""));
      at += whole.length - 1;
    } else if (sign === "\\") {
      if (++at === text.length) return undefined;
      pieces.push(text.charAt(at).toLowerCase());
    } else pieces.push(sign.toLowerCase());
  }
  return pieces;
}

/** The characters between brackets, with ranges. */
function readSet(set: string, isNegated: boolean): (character: string) => boolean {
  const ranges = Array.from(set.matchAll(/(\\.|[^\\])(?:-(\\.|[^\\]))?/g), ([, first = "", last = first]) => [
    first.slice(-1),
    last.slice(-1),
  ]);
  const has = (character: string) => ranges.some(([first = "", last = ""]) => first <= character && character <= last);
  return (character) => (has(character) || has(character.toUpperCase())) !== isNegated;
}

function matchesNames({ names }: Pattern, path: readonly string[]): boolean {
  return matchesRuns(
    names,
    path,
    (name) => name === "folders",
    (pieces, name) => pieces !== "folders" && matchesRuns(pieces, name.split(""), isRun, matchesPiece),
  );
}

function isRun(piece: Piece): boolean {
  return piece === "run";
}

function matchesPiece(piece: Piece, character: string): boolean {
  return typeof piece === "string" ? piece === character : piece(character);
}

/** The value of `core.excludesFile` in the text of a git configuration file; the last one counts. */
export function readExcludesFile(config: string): string | undefined {
  let isCore = false;
  let found: string | undefined;
  for (const line of config.split(/\r?\n/)) {
    const section = /^\s*\[\s*([^\]"\s]+)\s*("[^"]*")?\s*\]/.exec(line);
    if (section) isCore = section[1]?.toLowerCase() === "core" && section[2] === undefined;
    const value = /^\s*excludesfile\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;#]*))/i.exec(line.slice(section?.[0].length ?? 0));
    if (isCore && value) found = value[1]?.replace(/\\(.)/g, "$1") ?? value[2]?.trim();
  }
  return found;
}
