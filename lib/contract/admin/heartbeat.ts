import { z } from "zod";

export const deploymentRoleSchema = z.enum(["primary", "secondary"]);

const shortText = z
  .string()
  .regex(/^[\x20-\x7e]{1,60}$/, "Use 1 to 60 printable ASCII characters.");

/** Body of `POST /api/deployments/heartbeat`: what another deployment says of itself. */
export const heartbeatSchema = z.strictObject({
  name: shortText,
  role: deploymentRoleSchema,
  version: shortText,
  region: shortText,
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;
