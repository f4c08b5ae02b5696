/** Builds a read-only document line by line: indented, so that it folds, with words that lead somewhere. */
import type { TextLink } from "../language/generatedTexts";
import type { CommandId } from "../contributions";

export interface LinkedCommand {
  /** The words of the line that are the link, the last of them. */
  readonly words: string;
  readonly command: CommandId;
  readonly args: readonly unknown[];
}

export class TextReport {
  readonly #lines: string[] = [];
  readonly #links: TextLink[] = [];

  /** `level` counts indents. */
  add(level: number, text: string, link?: LinkedCommand): void {
    const line = "  ".repeat(level) + text.replaceAll(/\s*\n\s*/g, " ");
    const start = link ? line.lastIndexOf(link.words) : -1;
    if (link && start >= 0) {
      const { command, args, words } = link;
      this.#links.push({ line: this.#lines.length, start, end: start + words.length, command, args });
    }
    this.#lines.push(line);
  }

  /** An empty line; never two of them. */
  skip(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== "") this.#lines.push("");
  }

  get text(): string {
    return `${this.#lines.join("\n").trimEnd()}\n`;
  }

  get links(): readonly TextLink[] {
    return this.#links;
  }
}
