import { problemSchema } from "@/lib/contract/problem";

/** The vendor's own codes, for its clients. Any other problem has its own name. */
const CODES: Readonly<Record<string, string>> = {
  "too-many-requests": "rate_limited",
  "queue-full": "rate_limited",
  "unknown-symbol": "not_found",
  "not-offered": "not_found",
  "not-cached": "not_found",
};

/**
 * Turns a problem into an error as the upstream sends it, with the same status and headers: v2
 * `{"error": {"code", "message"}}`, v1 `{"detail"}`. Any other response stays as it is.
 */
export async function inVendorsForm(response: Response, version: "v1" | "v2"): Promise<Response> {
  if (response.headers.get("content-type") !== "application/problem+json") return response;
  const { type, detail: message, status } = problemSchema.parse(await response.json());
  const slug = type.slice(type.lastIndexOf("/") + 1);
  const code = CODES[slug] ?? slug.replaceAll("-", "_");
  const body = version === "v2" ? { error: { code, message } } : { detail: message };
  const headers = new Headers(response.headers);
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify(body), { status, headers });
}
