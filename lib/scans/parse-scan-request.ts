import { type ScanRequest, storedRequestSchema } from "./scan-log";

/** Parses a stored scan request; null: unknown shape. */
export function parseScanRequest(text: unknown): ScanRequest | null {
  try {
    const parsed = storedRequestSchema.safeParse(JSON.parse(String(text)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
