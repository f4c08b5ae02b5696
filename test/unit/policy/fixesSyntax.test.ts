import { DENY, policy, testFixes } from "./fixCases";

describe("quick fixes of what is no JSON", () => {
  testFixes([
    [
      "two lists under one key as one",
      '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Action":["ec2:*","iam:*"],"Resource":"*"}}',
      "duplicate-key",
      "Merge into the first Action",
      '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["s3:*", "ec2:*", "iam:*"],"Resource":"*"}}',
    ],
    [
      "two blocks of an operator as one",
      policy(
        `{${DENY},"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}`,
      ),
      "duplicate-key",
      "Merge into the first StringEquals",
      policy(
        `{${DENY},"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5","aws:RequestedRegion":"eu-west-1"}}}`,
      ),
    ],
    [
      "the statements of a second policy in the first",
      `${policy(`{${DENY}}`)}\n\n{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ec2:*","Resource":"*"}}\n`,
      "second-document",
      "Move its statements into the first policy",
      `${policy(`{${DENY}}`, '{"Effect":"Deny","Action":"ec2:*","Resource":"*"}')}\n`,
    ],
    [
      "a comma where it is missing",
      `{"Version":"2012-10-17"\n"Statement":[]}`,
      "json-syntax",
      "Insert the missing comma",
      `{"Version":"2012-10-17",\n"Statement":[]}`,
    ],
    [
      "a closing quote before the comma",
      `{"Version":"2012-10-17,\n"Statement":[]}`,
      "json-syntax",
      "Insert the closing quote",
      `{"Version":"2012-10-17",\n"Statement":[]}`,
    ],
    [
      "double quotes for single ones",
      `{"Version":'2012-10-17',"Statement":[]}`,
      "json-syntax",
      "Put it in double quotes",
      `{"Version":"2012-10-17","Statement":[]}`,
    ],
    [
      "double quotes for all single ones, as Python writes them",
      `{'Version': '2012-10-17', 'Statement': [{'Sid': 'Don\\'t', 'Effect': "Deny", 'Action': 's3:*', 'Resource': None}]}`,
      "json-syntax",
      "Put all texts in double quotes",
      `{"Version": "2012-10-17", "Statement": [{"Sid": "Don't", "Effect": "Deny", "Action": "s3:*", "Resource": null}]}`,
    ],
    [
      "double quotes for names that have none, as JavaScript writes them",
      `{Version: "2012-10-17", Statement: [{Effect: 'Deny', Action: ["s3:*"], Resource: "*"}]}`,
      "json-syntax",
      "Put all texts in double quotes",
      `{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": ["s3:*"], "Resource": "*"}]}`,
    ],
    [
      "the right bracket for the wrong one, without the comma before it",
      policy('{"Effect":"Deny","Action":["s3:*",},"Resource":"*"}'),
      "json-syntax",
      "Write ] instead",
      policy('{"Effect":"Deny","Action":["s3:*"],"Resource":"*"}'),
    ],
    [
      "the bracket that is missing before another",
      policy('{"Effect":"Deny","Resource":"*","Action":["s3:*",}'),
      "json-syntax",
      "Insert the missing ]",
      policy('{"Effect":"Deny","Resource":"*","Action":["s3:*"]}'),
    ],
    [
      "what closes all that is open",
      `{"Version":"2012-10-17","Statement":[{${DENY}`,
      "json-syntax",
      "Close what is open",
      policy(`{${DENY}}`),
    ],
    [
      "a text without its comment of YAML",
      `{\n  # why\n  "Version": "2012-10-17"\n}`,
      "json-comment",
      "Remove the comment",
      `{\n  "Version": "2012-10-17"\n}`,
    ],
    [
      "a text without the bracket too many",
      `${policy(`{${DENY}}`)}}`,
      "json-syntax",
      "Remove the bracket",
      policy(`{${DENY}}`),
    ],
    [
      "a comma for a semicolon",
      `{"Version":"2012-10-17";"Statement":[{${DENY}}]}`,
      "json-syntax",
      "Write a comma",
      policy(`{${DENY}}`),
    ],
    [
      "a colon for an equals sign",
      `{"Version"="2012-10-17","Statement":[{${DENY}}]}`,
      "json-syntax",
      "Write a colon",
      policy(`{${DENY}}`),
    ],
    [
      "straight quotes for typographic ones",
      `{"Version":“2012-10-17”,"Statement":[{${DENY}}]}`,
      "json-syntax",
      "Put it in double quotes",
      policy(`{${DENY}}`),
    ],
    [
      "a text without its comment line",
      `{\n  // why\n  "Version": "2012-10-17"\n}`,
      "json-comment",
      "Remove the comment",
      `{\n  "Version": "2012-10-17"\n}`,
    ],
  ]);
});
