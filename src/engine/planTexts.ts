/** The texts that a plan sends, in its document and in its question. */
import { listSentTexts, type SentText } from "../changes/sentTexts";
import type { Step } from "../changes/step";
import type { Tags } from "../organization/model";
import { toCode, toCodeBlock } from "../terms/markdown";
import type { Translate } from "../terms/translate";
import { formatTextDifference, limitLines, tellTextDifference, toReadableLines } from "./textDifference";

/** Whole, as parts of a document. */
export function formatSentTexts(step: Step, t: Translate): readonly string[] {
  return listSentTexts(step).flatMap((sent) => {
    if (sent.member === "tags") return [`${t("Tags")}: ${listTags(sent.tags).map(toCode).join(", ")}`, ""];
    return [...(sent.member === "content" ? formatContent(sent, t) : formatDescription(sent, t)), ""];
  });
}

type Sent<Member extends SentText["member"]> = Extract<SentText, { readonly member: Member }>;

function formatContent({ from, to }: Sent<"content" | "description">, t: Translate): readonly string[] {
  if (from === undefined) return [`${t("Text")}:`, "", ...toCodeBlock(toReadableLines(to), "json")];
  const lines = formatTextDifference(from, to);
  if (lines.every((line) => line === "…" || line.startsWith(" "))) return [t("Text: only its layout changes.")];
  return [`${t("Text")}:`, "", ...toCodeBlock(lines, "diff")];
}

function formatDescription({ from, to }: Sent<"content" | "description">, t: Translate): readonly string[] {
  const [before, after] = [from, to].map((text) => (text ? toCode(text) : t("none")));
  return [`${t("Description: {0}", after ?? "")}${from === undefined ? "" : ` (${t("before: {0}", before ?? "")})`}`];
}

/** In a few plain lines, for a question: what becomes other, or how a new text begins. */
export function tellSentTexts(step: Step, t: Translate): readonly string[] {
  return listSentTexts(step).flatMap((sent) => {
    if (sent.member === "tags") return [t("Tags: {0}", listTags(sent.tags).join(", "))];
    if (sent.member === "content") return tellContent(sent, t);
    const tell = (text: string) => (text === "" ? t("none") : `“${text}”`);
    const { from, to } = sent;
    return [t("Description: {0}", tell(to)), ...(from === undefined ? [] : [t("Before: {0}", tell(from))])];
  });
}

function tellContent({ from, to }: Sent<"content" | "description">, t: Translate): readonly string[] {
  if (from !== undefined) return tellTextDifference(from, to, t);
  return limitLines(
    toReadableLines(to).map((line) => `+ ${line}`),
    t,
  );
}

function listTags(tags: Tags): readonly string[] {
  return Object.entries(tags).map(([key, value]) => `${key}=${value}`);
}
