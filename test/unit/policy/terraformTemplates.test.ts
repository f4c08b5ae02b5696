import assert from "node:assert/strict";
import { applyTextEdits } from "../../../src/policy/edits";
import { findInterpolations } from "../../../src/policy/interpolations";
import { getLabels } from "./caret";
import { on } from "./seeded";
import { language } from "./language";

/** In these texts § stands for the dollar sign. */
const tell = (text: string) => text.replaceAll("§", "$");

const LOOPS = tell(String.raw`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DenyOutside",
      "Effect": "Deny",
      "NotAction": §{jsonencode(exempt_actions)},
      "Resource": "*",
      "Condition": {
        "StringNotEquals": {
          "aws:RequestedRegion": ["§{join("\", \"", allowed_regions)}"]
        },
        "ArnNotLike": {
          "aws:PrincipalArn": §{jsonencode([for id in accounts : "arn:aws:iam::§{id}:role/BreakGlass"])}
        },
        "StringNotLike": { "aws:PrincipalTag/team": "§§{aws:ResourceTag/team}" }
      }
    },
    {
      "Sid": "Tag§{title(name)}",
      "Effect": "Deny",
      "Action": [
        %{ for index, action in actions ~}
        "§{action}"%{ if index < length(actions) - 1 },%{ endif }
        %{ endfor ~}
      ],
      "Resource": [
%{ for b in buckets ~}
        "arn:§{partition}:s3:::§{b}",
        "arn:§{partition}:s3:::§{b}/*",
%{ endfor ~}
        "arn:aws:s3:::logs-§{account_id}"
      ]
    }
    %{ if deny_root ~}
    ,{
      "Sid": "Root",
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": { "StringLike": { "aws:PrincipalArn": "arn:§{data.aws_partition.current.partition}:iam::*:root" } }
    }
    %{ endif ~}
  ]
}
`);

const JOINS = tell(String.raw`{
  "Version": "2012-10-17",
  "Statement": [
    §{join(",\n", statements)},
    {
      "Effect": "Deny",
      "Action": [%{ for i, a in actions }§{i > 0 ? "," : ""}"§{a}"%{ endfor }],
      "Resource": "*",
      "Condition": {
        "StringNotEquals": {
          "aws:PrincipalOrgID": "§{org_id}",
          "aws:RequestedRegion": ["§{join("\",\"", [for r in regions : lower(r)])}"]
        }
        §{extra != "" ? ", \"Bool\": {\"aws:SecureTransport\": \"false\"}" : ""}
      }
    },
    {
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "StringNotEquals": {
          "aws:PrincipalAccount": §{
            jsonencode(
              concat(var.accounts, ["111122223333"])
            )
          }
        }
      }
    }
  ]
}
`);

const WHOLE = tell(String.raw`§{jsonencode({
  Version = "2012-10-17"
  Statement = [
    for a in actions : {
      Effect   = "Deny"
      Action   = a
      Resource = "*"
    }
  ]
})}
`);

const CHOICES = tell(String.raw`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "§{enabled ? "Deny" : "Allow"}",
      "Action": [%{ if strict }"s3:*",%{ endif } "ec2:*"],
      "Resource": ["§{bucket_arn}", "§{bucket_arn}/*"]
    },
    {
      "Effect": "§{enabled?"Deny":"Allow"}",
      "Action": "§{service}:*",
      "Resource": "*",
      "Condition": §{condition}
    },
    {
      "Effect": "Deny",
      "Action": "ec2:RunInstances",
      "Resource": "*",
      "Condition": {
        "§{operator}": { "ec2:InstanceType": §{jsonencode(types)} },
        "StringEquals": { "aws:PrincipalTag/§{lower("Team")}": "§{team}" },
        "Bool": { "aws:MultiFactorAuthPresent": "§{mfa}" },
        "DateGreaterThan": { "aws:CurrentTime": "§{timestamp()}" },
        "IpAddress": { "aws:SourceIp": §{jsonencode(cidrs)} }
      }
    }
    %{~ for s in extra ~}
    , §{jsonencode(s)}
    %{~ endfor ~}
  ]
}
`);

const TEMPLATES = { CHOICES, LOOPS, JOINS, WHOLE };

const find = (text: string) => language.getProblems(language.parse(text)).map(({ code }) => code);

describe("policies that Terraform's templatefile fills in", () => {
  for (const [name, text] of Object.entries(TEMPLATES)) {
    it(`have no false finding: ${name}`, () => assert.deepEqual(find(text), []));

    it(`keep their expressions, whatever is done to them: ${name}`, () => {
      const document = language.parse(text);
      const results = [language.format(text), language.minify(text), language.minify(text, ["duplicates", "merge"])];
      for (let offset = 0; offset < text.length; offset += 3) {
        for (const refactoring of language.getRefactorings(document, { start: offset, end: offset })) {
          results.push(applyTextEdits(text, refactoring.getEdits()));
        }
      }
      for (const result of results) assert.doesNotMatch(result, /\uE000/);
    });
  }

  it("still have their mistakes found, around the expressions", () => {
    assert.deepEqual(find(LOOPS.replace('"Resource": "*"', '"Resources": "*"')), ["unknown-element"]);
    assert.deepEqual(find(JOINS.replace('"s3:*"', '"s3:GetObjct"')), ["unknown-action"]);
  });

  for (const [name, text, before, typed, wanted] of [
    ["an action below expressions", LOOPS, '"Action": "*"', '"Action": "s3:GetObjectAc|"', "s3:GetObjectAcl"],
    ["an action beside directives", LOOPS, '"${action}"%{ if', '"kms:Decry|", "${action}"%{ if', "kms:Decrypt"],
    ["a key below a joined list", LOOPS, '"aws:PrincipalTag/team"', '"aws:PrincipalOr|"', "aws:PrincipalOrgID"],
    ["an action below a made list", JOINS, '"Action": "s3:*"', '"Action": "s3:GetObjectAc|"', "s3:GetObjectAcl"],
  ] as const) {
    it(`offer ${name}`, () => {
      const marked = text.replace(before, () => typed);
      assert.ok(marked.includes(typed));
      assert.ok(getLabels(marked).includes(wanted), getLabels(marked).slice(0, 5).join());
    });
  }

  it("offer nothing inside an expression", () => {
    assert.deepEqual(getLabels(LOOPS.replace("allowed_regions", "allowed_|regions")), []);
    assert.deepEqual(getLabels(LOOPS.replace("for b in buckets", "for b in buc|kets")), []);
  });

  it("do not take a variable that nobody closed for one", () => {
    for (const variable of ["${aws:username", "${aws:", "${", "${aws:username,", "${join("]) {
      const text = on(`"StringLike":{"aws:PrincipalTag/a":"${variable}","aws:PrincipalTag/b":"x"}`);
      assert.deepEqual(findInterpolations(text), [], variable);
    }
  });

  it("take time in proportion to their length, however many expressions never end", () => {
    for (const piece of ["${(", '"${join("', '%{ if x == "', "${[{"]) {
      const began = performance.now();
      findInterpolations(piece.repeat(200_000));
      assert.ok(performance.now() - began < 1000, piece);
    }
  });
});
