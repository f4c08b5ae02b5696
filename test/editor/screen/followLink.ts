import type { Editor } from "./driver";

/** Follows the last link of these words in a report. */
export async function followLink({ page }: Editor, words: string): Promise<void> {
  await page
    .locator(".detected-link", { hasText: words })
    .last()
    .click({ modifiers: ["Control"] });
}
