import { minifyJson } from "../format";
import { createFix, type Fixer, replaceSpan } from "./fix";

export const minifyPolicy: Fixer = function* ({ data }, { document: { text } }) {
  const minified = minifyJson(text);
  if (minified === text) return;
  const isEnough = Number(data.minified ?? Infinity) <= Number(data.allowed);
  yield createFix(
    "Remove white space ({count} characters)",
    { count: text.length - minified.length },
    replaceSpan({ start: 0, end: text.length }, minified),
    { isPreferred: isEnough },
  );
};
