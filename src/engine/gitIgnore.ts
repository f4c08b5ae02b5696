import ignore, { type Ignore } from "ignore";

/** A `.gitignore`: the folder it stands in, `""` for the outermost, with `/` and none at the end; and its text. */
export interface GitIgnoreFile {
  readonly folder: string;
  readonly text: string;
}

/**
 * Tells by the `.gitignore` files of a folder what git ignores in it. Paths are relative to the outermost folder, with
 * `/`. What a person's own git configuration ignores besides is not known here.
 */
export function createGitIgnore(files: readonly GitIgnoreFile[]): (path: string) => boolean {
  // The innermost has the last word.
  const rules = files
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
