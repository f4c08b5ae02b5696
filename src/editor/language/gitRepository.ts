/** What git ignores in a folder of the workspace: by all files that git itself would look at. */
import { homedir } from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { createGitIgnore, type GitIgnoreFile, readExcludesFile } from "../../engine/gitIgnore";

/** `within` are the `.gitignore` files of the folder and of those below it. */
export async function readGitIgnore(
  folder: vscode.Uri,
  within: readonly vscode.Uri[],
): Promise<(uri: vscode.Uri) => boolean> {
  const repository = await findRepository(folder);
  const { root } = repository;
  const uris = [...repository.above.map((uri) => vscode.Uri.joinPath(uri, ".gitignore")), ...within];
  const [own, exclude, ...files] = await Promise.all([
    folder.scheme === "file" ? readOwn() : undefined,
    repository.git && readText(vscode.Uri.joinPath(repository.git, "info/exclude")),
    ...uris.map(async (uri): Promise<GitIgnoreFile> => {
      const text = (await readText(uri)) ?? "";
      return { folder: getPathWithin(root, vscode.Uri.joinPath(uri, "..")), text };
    }),
  ]);
  const isIgnored = createGitIgnore(files, { own, exclude });
  return (uri) => isIgnored(getPathWithin(root, uri));
}

interface Repository {
  readonly root: vscode.Uri;
  /** Its `.git` folder; of a worktree that of the repository it belongs to. */
  readonly git: vscode.Uri | undefined;
  /** The folders from the root to the one that was asked for, without the latter. */
  readonly above: readonly vscode.Uri[];
}

/** A folder outside of any repository counts as one of its own: its `.gitignore` files mean what they say. */
async function findRepository(folder: vscode.Uri): Promise<Repository> {
  const above: vscode.Uri[] = [];
  for (let root = folder; ; root = vscode.Uri.joinPath(root, "..")) {
    const git = vscode.Uri.joinPath(root, ".git");
    const type = await vscode.workspace.fs.stat(git).then(
      (found) => found.type,
      () => undefined,
    );
    if (type === vscode.FileType.Directory) return { root, git, above };
    if (type === vscode.FileType.File) return { root, git: await findSharedFolder(git), above };
    if (root.path === vscode.Uri.joinPath(root, "..").path) return { root: folder, git: undefined, above: [] };
    if (root !== folder) above.push(root);
  }
}

/** Of a worktree or a submodule `.git` is a file that names the folder (gitrepository-layout). */
async function findSharedFolder(file: vscode.Uri): Promise<vscode.Uri | undefined> {
  const named = /^gitdir:\s*(.+?)\s*$/m.exec((await readText(file)) ?? "")?.[1];
  if (named === undefined) return undefined;
  const own = file.with({ path: path.posix.resolve(path.posix.dirname(file.path), toPath(named)) });
  const shared = (await readText(vscode.Uri.joinPath(own, "commondir")))?.trim();
  return shared === undefined ? own : own.with({ path: path.posix.resolve(own.path, toPath(shared)) });
}

/** `C:\repo` → `/C:/repo`, as URIs have it. */
function toPath(name: string): string {
  return /^[A-Za-z]:/.test(name) ? `/${name.replaceAll("\\", "/")}` : name;
}

/**
 * The text of the person's own file of what git is to ignore everywhere (git-config, `core.excludesFile`). A repository
 * could name one too, but a repository may be a stranger's, and is not to choose what is read elsewhere.
 */
async function readOwn(): Promise<string | undefined> {
  const home = vscode.Uri.file(homedir());
  const { XDG_CONFIG_HOME, GIT_CONFIG_GLOBAL } = process.env;
  const settings = XDG_CONFIG_HOME
    ? vscode.Uri.joinPath(vscode.Uri.file(XDG_CONFIG_HOME), "git")
    : vscode.Uri.joinPath(home, ".config/git");
  // The later ones win.
  const configs = GIT_CONFIG_GLOBAL
    ? [vscode.Uri.file(GIT_CONFIG_GLOBAL)]
    : [vscode.Uri.joinPath(settings, "config"), vscode.Uri.joinPath(home, ".gitconfig")];
  const named = (await Promise.all(configs.map(readText))).map((text) => text && readExcludesFile(text));
  const file = named.filter((name) => name !== undefined && name !== "").at(-1);
  if (file === undefined) return readText(vscode.Uri.joinPath(settings, "ignore"));
  return readText(vscode.Uri.file(path.resolve(homedir(), file.replace(/^~[\\/]/, ""))));
}

/** `undefined` for what is not there, or not ours to read. */
async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

function getPathWithin(root: vscode.Uri, uri: vscode.Uri): string {
  return uri.path.slice(root.path.replace(/\/$/, "").length + 1);
}
