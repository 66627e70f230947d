import { z } from "zod";

/** `GET /api/health` and `GET /api/ready`. */
export const healthSchema = z.object({ status: z.enum(["pass", "fail"]) });
export type Health = z.infer<typeof healthSchema>;
