/** Where a test's own wait ends in vain: what the screen showed then, and a picture of it. */
import type { afterEach } from "mocha";
import { readScreen } from "./dom";
import type { Screen } from "./screen";

const watched = new Set<Screen>();

export function tellOnFailure(screen: Screen): void {
  watched.add(screen);
  screen.page.once("close", () => watched.delete(screen));
}

// Pictures for the README are taken without tests.
(globalThis as { afterEach?: typeof afterEach }).afterEach?.(async function () {
  const { state, title, err } = this.currentTest ?? {};
  // Waits of the driver's have said it already.
  if (state !== "failed" || title === undefined || err?.message.includes("On the screen:")) return;
  for (const screen of watched) {
    await screen.screenshot(`failed-${title.replaceAll(/\W+/g, "-").slice(0, 60)}`);
    console.log(`      On the screen: ${await readScreen(screen.page)}`);
  }
});
