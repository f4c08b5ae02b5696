import assert from "node:assert/strict";
import fc from "fast-check";
import { isInRange, parseAddress, parseAddressRange } from "../../../src/policy/matching/addresses";
import { parseDate } from "../../../src/policy/matching/dates";

/** The same cases each time. */
const SEED = { seed: 20261124 };

describe("dates", () => {
  it("are the moments that the platform reads in them", () => {
    const dates = fc.date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        const seconds = parseDate(date.toISOString());
        assert.ok(seconds !== undefined && Math.abs(seconds - date.getTime() / 1000) < 1e-3);
      }),
      SEED,
    );
  });

  const readable: [string, string][] = [
    ["2026-11", "2026-11-01T00:00:00Z"],
    ["2026-11-24", "2026-11-24T00:00:00Z"],
    ["2026-11-24T10:30Z", "2026-11-24T10:30:00Z"],
    ["2026-11-24T10:30:00-05:00", "2026-11-24T15:30:00Z"],
    ["2024-02-29", "2024-02-29T00:00:00Z"],
  ];
  for (const [text, same] of readable) {
    it(`${text} is ${same}`, () => assert.equal(parseDate(text), Date.parse(same) / 1000));
  }
  it("epoch seconds are themselves", () => assert.equal(parseDate("1795514400"), 1795514400));
  for (const text of [
    "",
    "2026",
    "2026-13",
    "2026-02-29",
    "2026-11-24T10:30:00",
    "2026-11-24 10:30Z",
    "2026-11-24T24:00Z",
  ]) {
    it(`“${text}” is no date`, () => assert.equal(parseDate(text), undefined));
  }
});

describe("addresses", () => {
  const same: [string, string][] = [
    ["::", "0:0:0:0:0:0:0:0"],
    ["::1", "0:0:0:0:0:0:0:1"],
    ["2001:db8::", "2001:DB8:0:0:0:0:0:0"],
    ["1::8", "1:0:0:0:0:0:0:8"],
    ["::ffff:192.0.2.1", "::ffff:c000:201"],
  ];
  for (const [short, long] of same)
    it(`${short} is ${long}`, () => assert.deepEqual(parseAddress(short), parseAddress(long)));

  for (const text of [
    "",
    "1.2.3",
    "1.2.3.256",
    "1.2.3.4.5",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    "g::",
    ":::",
    "1:2:3:4:5:6:7::8",
  ]) {
    it(`“${text}” is no address`, () => assert.equal(parseAddress(text), undefined));
  }
  for (const text of ["1.2.3.4/33", "1.2.3.4/", "1.2.3.4/-1", "::/129", "1.2.3.4/8/8"]) {
    it(`“${text}” is no range`, () => assert.equal(parseAddressRange(text), undefined));
  }

  it("a range holds the addresses that share its leading bits", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const address = fc.tuple(octet, octet, octet, octet);
    const toNumber = (bytes: readonly number[]) => bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    fc.assert(
      fc.property(address, address, fc.integer({ min: 0, max: 32 }), (base, other, bits) => {
        const range = parseAddressRange(`${base.join(".")}/${bits}`);
        const found = parseAddress(other.join("."));
        assert.ok(range && found);
        const size = 2 ** (32 - bits);
        assert.equal(isInRange(found, range), Math.floor(toNumber(base) / size) === Math.floor(toNumber(other) / size));
      }),
      SEED,
    );
  });
});
