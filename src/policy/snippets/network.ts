import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { EXEMPT_ROLE } from "./exemption";
import type { Guardrail } from "./guardrail";

const SHARED = { theme: "network", type: SERVICE_CONTROL_POLICY } as const;

export const NETWORK_GUARDRAILS: readonly Guardrail[] = [
  {
    ...SHARED,
    id: "deny-internet-access",
    title: "Deny new ways to the internet",
    summary: "VPCs get no internet gateways, peerings or accelerators, but through the exempt role.",
    statements: [
      {
        Sid: "DenyInternetAccess",
        Effect: "Deny",
        Action: [
          "ec2:AcceptVpcPeeringConnection",
          "ec2:AttachInternetGateway",
          "ec2:CreateEgressOnlyInternetGateway",
          "ec2:CreateInternetGateway",
          "ec2:CreateVpcPeeringConnection",
          "globalaccelerator:Create*",
          "globalaccelerator:Update*",
        ],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "deny-default-vpc",
    title: "Deny default VPCs",
    summary: "Default VPCs and subnets stay away once deleted, but for the exempt role.",
    statements: [
      {
        Sid: "DenyDefaultVpc",
        Effect: "Deny",
        Action: ["ec2:CreateDefaultSubnet", "ec2:CreateDefaultVpc"],
        Resource: "*",
        Condition: EXEMPT_ROLE,
      },
    ],
  },
  {
    ...SHARED,
    id: "deny-public-load-balancers",
    title: "Deny internet-facing load balancers",
    summary: "Load balancers are internal, but those of the exempt role.",
    statements: [
      {
        Sid: "DenyPublicLoadBalancers",
        Effect: "Deny",
        Action: "elasticloadbalancing:CreateLoadBalancer",
        Resource: "*",
        Condition: { StringEquals: { "elasticloadbalancing:Scheme": "internet-facing" }, ...EXEMPT_ROLE },
      },
    ],
  },
];
