import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { upstreamPolicy } from "@/lib/policy";

type Decoded = { bytes: Buffer; isTooLarge: boolean };

const NOTHING: Decoded = { bytes: Buffer.alloc(0), isTooLarge: false };

type Decode = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const DECODERS: ReadonlyMap<string, Decode> = new Map([
  ["gzip", promisify(gunzip)],
  ["x-gzip", promisify(gunzip)],
  ["br", promisify(brotliDecompress)],
  ["deflate", promisify(inflate)],
]);

/**
 * A whole body without its `Content-Encoding`. We ask for none, but servers in between compress all
 * the same. Stops at the limit of a body, so that a small one cannot fill the memory. Empty when it
 * cannot be decoded.
 */
export async function decodeBody(bytes: Buffer, encoding: string | undefined): Promise<Decoded> {
  const names = (encoding ?? "").toLowerCase().split(",");
  const steps = names.map((name) => name.trim()).filter((name) => name && name !== "identity");
  let decoded = bytes;
  for (const name of steps.reverse()) {
    const decode = DECODERS.get(name);
    if (decode === undefined) return NOTHING;
    try {
      decoded = await decode(decoded, { maxOutputLength: upstreamPolicy.bodyBytesMax });
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      return { ...NOTHING, isTooLarge: code === "ERR_BUFFER_TOO_LARGE" };
    }
  }
  return { bytes: decoded, isTooLarge: false };
}
