import { readFileSync } from "node:fs";

/**
 * The text of the catalogue that ships beside the bundle (3 MB, ASCII). It is read at once, on first need: a look-up
 * answers while someone types, and 1 ms of reading is less than what waiting would cost everywhere.
 */
export function readCatalogueFile(path: string): string {
  // Latin-1 keeps ASCII at one byte a character and needs no decoding.
  return readFileSync(path, "latin1");
}
