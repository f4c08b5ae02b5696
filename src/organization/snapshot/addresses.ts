/**
 * Other IP addresses for those of an organization. Networks stay networks of the same size, one that lies in another
 * stays in it, and a private one stays private, so that policies decide the same of them.
 */

const IPV4 = /(?<![\w.])(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2}))?(?![\w.])/g;
/** Texts on their own alone: a part of an ARN may look like one. */
const IPV6 = /(?<=")([0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?:\/(\d{1,3}))?(?=")/gi;

/** Blocks that are no one's, by their first bits: what follows changes. */
const BLOCKS: readonly (readonly [address: string, length: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
];
/** Of IPv6, the first bits tell what kind of address it is. */
const KIND = 8;

/** `seed`: a text that is not in the file that is shown. */
export function replaceAddresses(text: string, seed: string): string {
  return text
    .replaceAll(IPV4, (found, address: string, length: string | undefined) => {
      const parts = address.split(".").map(Number);
      if (parts.some((part) => part > 255)) return found;
      const bits = toBits(parts, 8);
      const block = BLOCKS.find(([start, size]) =>
        bits.startsWith(toBits(start.split(".").map(Number), 8).slice(0, size)),
      );
      const replaced = replaceBits(bits, block?.[1] ?? 0, Number(length ?? 32), seed);
      return `${toParts(replaced, 8).join(".")}${length === undefined ? "" : `/${length}`}`;
    })
    .replaceAll(IPV6, (found, address: string, length: string | undefined) => {
      const parts = readIPv6(address);
      if (!parts) return found;
      const replaced = replaceBits(toBits(parts, 16), KIND, Number(length ?? 128), seed);
      const written = toParts(replaced, 16)
        .map((part) => part.toString(16))
        .join(":");
      return `${written.replace(/(?:(?:^|:)0)+$/, "::")}${length === undefined ? "" : `/${length}`}`;
    });
}

/** Each bit as all before it decide: what two addresses have in common stays in common, and no more. */
function replaceBits(bits: string, kept: number, length: number, seed: string): string {
  let replaced = bits.slice(0, kept);
  for (let at = kept; at < bits.length; at++) {
    const flips = at < length && hash(`${seed} ${bits.slice(0, at)}`) % 2 === 1;
    replaced += flips ? (bits[at] === "0" ? "1" : "0") : (bits[at] ?? "0");
  }
  return replaced;
}

/** FNV-1a, its high bits folded into the low ones. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0;
  return (value ^ (value >>> 13) ^ (value >>> 7)) >>> 0;
}

function toBits(parts: readonly number[], width: number): string {
  return parts.map((part) => part.toString(2).padStart(width, "0")).join("");
}

function toParts(bits: string, width: number): readonly number[] {
  return Array.from({ length: bits.length / width }, (_, at) =>
    Number.parseInt(bits.slice(at * width, (at + 1) * width), 2),
  );
}

function readIPv6(text: string): readonly number[] | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const read = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const [before, after] = [read(head), read(tail ?? "")];
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const parts = [...before, ...Array.from({ length: missing }, () => 0), ...after];
  return parts.some(Number.isNaN) ? undefined : parts;
}
