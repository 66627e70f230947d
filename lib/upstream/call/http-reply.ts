import type { IncomingMessage } from "node:http";
import { upstreamPolicy } from "@/lib/policy";
import { decodeBody } from "./decode-body";

export type HttpReply = {
  kind: "replied";
  status: number;
  /** `Retry-After` and `Date` as sent. */
  retryAfter: string | null;
  date: string | null;
  contentType: string | null;
  /** Whether a guard in front of the upstream says that it answered instead (`cf-mitigated`). */
  isMitigated: boolean;
  /**
   * The part of the body that was read, decoded, as UTF-8. Empty when its encoding cannot be decoded.
   */
  body: string;
  bodyEnd: "whole" | "too-large" | "broken" | "aborted";
};

/**
 * Reads a reply to its end, its size limit or `signal`. `reset` drops the connection of an
 * incomplete one.
 */
export async function readReply(
  response: IncomingMessage,
  signal: AbortSignal,
  reset: () => void,
): Promise<HttpReply> {
  const { headers } = response;
  const read = await readBytes(response, signal, reset);
  const decoded =
    read.bodyEnd === "whole"
      ? await decodeBody(read.bytes, headers["content-encoding"])
      : { bytes: read.bytes, isTooLarge: false };
  return {
    kind: "replied",
    status: response.statusCode ?? 0,
    retryAfter: headers["retry-after"] ?? null,
    date: headers.date ?? null,
    contentType: headers["content-type"] ?? null,
    isMitigated: headers["cf-mitigated"] !== undefined,
    // A byte-order mark stays, so that the body can be passed on as sent.
    body: new TextDecoder("utf-8", { ignoreBOM: true }).decode(decoded.bytes),
    bodyEnd: decoded.isTooLarge ? "too-large" : read.bodyEnd,
  };
}

async function readBytes(
  response: AsyncIterable<Buffer>,
  signal: AbortSignal,
  reset: () => void,
): Promise<{ bytes: Buffer; bodyEnd: HttpReply["bodyEnd"] }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const end = (bodyEnd: HttpReply["bodyEnd"]) => {
    if (bodyEnd !== "whole") reset();
    return { bytes: Buffer.concat(chunks), bodyEnd };
  };
  try {
    for await (const chunk of response) {
      bytes += chunk.length;
      // The rest is never read.
      if (bytes > upstreamPolicy.bodyBytesMax) return end("too-large");
      chunks.push(chunk);
    }
    return end("whole");
  } catch {
    return end(signal.aborted ? "aborted" : "broken");
  }
}
