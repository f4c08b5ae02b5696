import type { Node } from "jsonc-parser";
import { type ConditionTest, getTests, getValueText } from "../conditionTests";
import { type Address, isInRange, parseAddressRange, writeAddress } from "../matching/addresses";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import type { Rule } from "./rule";

/** Ranges that no address on the internet lies in (RFC 1918, RFC 4193, loopback, link-local). */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "fc00::/7"].map(
  (text) => parseAddressRange(text),
);

const GUARDED = '"Bool":{"aws:ViaAWSService":"false"}';

export const privateAddress: Rule = {
  code: "private-address",
  title: "Private address where only public ones appear",
  severity: "warning",
  reach: "statements",
  messages: [
    "aws:SourceIp is an address of the internet, never one of the private range {value}. Within a VPC test aws:VpcSourceIp or aws:SourceVpc.",
  ],
  why: "`aws:SourceIp` holds the public address that a request comes from, and is absent where it comes through a VPC endpoint. A private range is never met: as an exemption it exempts nobody.",
  bad: showDenyWhen(`"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","10.0.0.0/8"]},${GUARDED}`),
  good: showDenyWhen(`"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},${GUARDED}`),
  source: "reference_policies_condition-keys",
  *check({ outline }) {
    for (const { test, node, range } of findRanges(outline.statements.flatMap(getTests))) {
      if (test.name !== "aws:sourceip") continue;
      const isPrivate = PRIVATE.some((other) => other && range.bits >= other.bits && isInRange(range.address, other));
      if (isPrivate) yield { span: getInnerSpan(node), data: { value: getValueText(node) } };
    }
  },
};

export const addressHostBits: Rule = {
  code: "address-host-bits",
  title: "Address range that does not begin where it says",
  severity: "info",
  reach: "statements",
  messages: ["{value} stands for {nearest}: the last {count} bits do not count."],
  why: "A range such as `203.0.113.7/24` is the whole of `203.0.113.0/24`. Whoever reads it may take it for the one address.",
  bad: showDenyWhen(`"NotIpAddress":{"aws:SourceIp":"203.0.113.7/24"},${GUARDED}`),
  good: showDenyWhen(`"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},${GUARDED}`),
  source: "access-analyzer-reference-policy-checks",
  *check({ outline }) {
    for (const { node, range } of findRanges(outline.statements.flatMap(getTests))) {
      const { address, bits } = range;
      const masked = address.map((byte, at) => byte & ((0xff << Math.min(8, Math.max(0, 8 - (bits - at * 8)))) & 0xff));
      if (masked.every((byte, at) => byte === address[at])) continue;
      const nearest = `${writeAddress(masked)}/${bits}`;
      yield {
        span: getInnerSpan(node),
        data: { value: getValueText(node), nearest, count: address.length * 8 - bits },
      };
    }
  },
};

interface WrittenRange {
  readonly test: ConditionTest;
  readonly node: Node;
  readonly range: { readonly address: Address; readonly bits: number };
}

function* findRanges(tests: readonly ConditionTest[]): Generator<WrittenRange> {
  for (const test of tests) {
    if (test.operator.facts.family !== "Ip") continue;
    for (const node of test.values) {
      const range = parseAddressRange(getValueText(node));
      if (range) yield { test, node, range };
    }
  }
}
