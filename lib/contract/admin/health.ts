import { z } from "zod";

/** `GET /api/health` and `GET /api/ready`. */
export const healthSchema = z.object({
  status: z.enum(["pass", "fail"]),
  output: z.string().optional().meta({ description: "Why the server is not ready" }),
});
