import { z } from "zod";

/** A passphrase or password as it may be typed. */
export const secretSchema = z
  .string()
  .min(1)
  .max(1_024)
  .regex(/^[^\0]*$/);

/** Body of `POST /api/session`: sign-in with the members' passphrase. */
export const sessionRequestSchema = z.strictObject({ passphrase: secretSchema });
