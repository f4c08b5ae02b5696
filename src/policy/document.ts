import type { Node } from "jsonc-parser";

/** A policy text, parsed once. `root` is absent only for a text without any value. */
export interface PolicyDocument {
  readonly text: string;
  readonly root: Node | undefined;
}
