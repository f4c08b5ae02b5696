/** Errors of the machine, in one line without Node's own words. */
import { toOneLine } from "../terms/oneLine";

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "not permitted",
  EADDRINUSE: "already in use",
  EEXIST: "there is something already",
  EISDIR: "a folder, not a file",
  ELOOP: "links that lead in a circle",
  EMFILE: "too many open files",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "no such file or folder",
  ENOSPC: "no space left",
  ENOTDIR: "a part of the path is no folder",
  EPERM: "not permitted",
  EROFS: "this disk is read-only",
};

/** `cannot write to FILE: no space left (ENOSPC)`; an error of any other kind says what it says, on one line. */
export function toErrorLine(error: unknown): string {
  return toOneLine(explain(error));
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, syscall, path, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  if (code === undefined || syscall === undefined) return error.message;
  const what = port === undefined ? (path ?? "standard output") : `port ${port}`;
  return `cannot ${VERBS[syscall] ?? syscall} ${what}: ${REASONS[code] ?? error.message} (${code})`;
}

const VERBS: Readonly<Record<string, string>> = {
  listen: "listen on",
  mkdir: "make",
  open: "open",
  read: "read",
  rename: "replace",
  scandir: "read",
  write: "write to",
};
