/** An IP address as bytes: 4 or 16. */
export type Address = readonly number[];

interface AddressRange {
  readonly address: Address;
  /** Leading bits that count. */
  readonly bits: number;
}

/** `203.0.113.0/24`, `2001:db8::/32`, or a plain address, which is a range of one. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const slash = text.indexOf("/");
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (!address) return undefined;
  const width = address.length * 8;
  if (slash < 0) return { address, bits: width };
  const bits = parseDecimal(text.slice(slash + 1), width);
  return bits === undefined ? undefined : { address, bits };
}

export function parseAddress(text: string): Address | undefined {
  return text.includes(":") ? parseVersion6(text) : parseVersion4(text);
}

/** As people write it: of IPv6 the longest run of zeros, the first of equal ones, is `::` (RFC 5952). */
export function writeAddress(address: Address): string {
  if (address.length === 4) return address.join(".");
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((address[at * 2] ?? 0) << 8) | (address[at * 2 + 1] ?? 0)).toString(16),
  );
  const zeros = Array.from(groups.join(":").matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g), ([run]) => run);
  const longest = zeros.reduce((so, run) => (run.length > so.length ? run : so), "");
  if (longest === "") return groups.join(":");
  // With a colon at either end the run stands between two, wherever it lies.
  const text = `:${groups.join(":")}:`;
  const at = text.indexOf(`:${longest}:`);
  return `${text.slice(1, Math.max(at, 1))}::${text.slice(at + longest.length + 2, -1)}`;
}

/** Addresses of the other version lie outside. */
export function isInRange(address: Address, range: AddressRange): boolean {
  if (address.length !== range.address.length) return false;
  const whole = range.bits >> 3;
  for (let at = 0; at < whole; at++) if (address[at] !== range.address[at]) return false;
  const rest = range.bits & 7;
  if (rest === 0) return true;
  const mask = (0xff << (8 - rest)) & 0xff;
  return ((address[whole] ?? 0) & mask) === ((range.address[whole] ?? 0) & mask);
}

function parseVersion4(text: string): Address | undefined {
  const bytes = text.split(".").map((part) => parseDecimal(part, 255));
  return bytes.length === 4 && bytes.every((byte) => byte !== undefined) ? bytes : undefined;
}

/** Eight groups of four hexadecimal digits; `::` stands for the groups of zeros, the last two may be an IPv4 address. */
function parseVersion6(text: string): Address | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const left = parseGroups(head);
  const right = tail === undefined ? [] : parseGroups(tail);
  if (!left || !right) return undefined;
  const missing = 16 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...left, ...Array<number>(missing).fill(0), ...right];
}

function parseGroups(text: string): readonly number[] | undefined {
  if (text === "") return [];
  const bytes: number[] = [];
  const groups = text.split(":");
  for (const [at, group] of groups.entries()) {
    const embedded = group.includes(".") && at === groups.length - 1 ? parseVersion4(group) : undefined;
    if (embedded) bytes.push(...embedded);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    } else return undefined;
  }
  return bytes;
}

function parseDecimal(text: string, max: number): number | undefined {
  if (!/^\d{1,3}$/.test(text)) return undefined;
  const value = Number(text);
  return value <= max ? value : undefined;
}
