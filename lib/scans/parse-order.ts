import { type ScanOrder, scanOrderSchema } from "./story";

/** What a scan was asked to do, from the store; null: of no known form. */
export function parseOrder(text: unknown): ScanOrder | null {
  try {
    const parsed = scanOrderSchema.safeParse(JSON.parse(String(text)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
