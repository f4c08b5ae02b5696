import ignore, { type Ignore } from "ignore";

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
    .map(({ folder, text }): readonly [string, Ignore] => [folder === "" ? "" : `${folder}/`, ignore().add(text)])
    .sort(([one], [other]) => one.length - other.length);
  return (path) => {
    let isIgnored = false;
    for (const [folder, own] of rules) {
      if (!path.startsWith(folder) || path === folder) continue;
      const result = own.test(path.slice(folder.length));
      if (result.ignored) isIgnored = true;
      else if (result.unignored) isIgnored = false;
    }
    return isIgnored;
  };
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
