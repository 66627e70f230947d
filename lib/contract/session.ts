import { z } from "zod";

/** Body of `POST /api/session`: entering with the members' passphrase. */
export const sessionRequestSchema = z.strictObject({ passphrase: z.string().min(1) });
