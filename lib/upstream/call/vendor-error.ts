import { z } from "zod";
import { upstreamPolicy } from "@/lib/policy";
import { parseJson } from "./parse-json";

/** The vendor's own error in a reply: a code and words, in lower case; empty: none. */
export type VendorError = {
  /** `error`: the body says that it is one. `message`: it has words only. `text`: it is no JSON. */
  kind: "error" | "message" | "text";
  code: string;
  words: string;
};

/**
 * The error that a body holds instead of data: `{"error": {"code", "message"}}`, `{"error": "…"}`,
 * `{"message": "…"}`, `{"detail": "…"}`, `{"Note": "…"}`, or plain text. Null for data, HTML and
 * long bodies. The words decide what the reply means and are never shown.
 */
export function readVendorError(body: string): VendorError | null {
  if (body.length > upstreamPolicy.errorCharactersMax) return null;
  const json = parseJson(body);
  if (json === undefined) return errorOfText(body);
  const read = errorSchema.safeParse(json);
  if (!read.success || read.data.data !== undefined) return null;
  const { error, code, data: _, ...texts } = read.data;
  const details = typeof error === "string" ? { code: error, message: error } : error;
  const words = [details?.message, ...Object.values(texts)].filter(Boolean).join(" ");
  const sent = details?.code ?? code;
  if (sent === undefined && words === "" && error === undefined) return null;
  const kind = error === undefined ? "message" : "error";
  return { kind, code: codeOf(sent), words: words.toLowerCase() };
}

/** Whether a reply is a page for people: what a guard or proxy in front of the API sends. */
export function isHtml(contentType: string | null, body: string): boolean {
  return (
    /^text\/html\b/i.test(contentType ?? "") || /^\s*<(?:!doctype|html|head|body)\b/i.test(body)
  );
}

const text = z.string().optional().catch(undefined);
const code = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);

/** A body with `data` is data. One of v1 has a ticker as its key, and none of these. */
const errorSchema = z.object({
  data: z.looseObject({}).optional().catch(undefined),
  error: z
    .union([z.string(), z.object({ code, message: text })])
    .optional()
    .catch(undefined),
  code,
  message: text,
  detail: text,
  Note: text,
  Information: text,
});

function errorOfText(body: string): VendorError | null {
  const words = body.trim().toLowerCase();
  return words === "" || isHtml(null, body) ? null : { kind: "text", code: "", words };
}

/** `rate_limited` and `Rate-Limited` are one code. Words with spaces are no code. */
function codeOf(sent: string | undefined): string {
  const normalized = (sent ?? "").trim().toLowerCase().replaceAll("-", "_");
  return /^[a-z0-9_]+$/.test(normalized) ? normalized : "";
}
