import { type IncomingMessage, request } from "node:http";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { scanCreatedSchema } from "@/lib/contract/scan/scan";
import {
  type ScanEvent,
  type ScanEventName,
  scanEventSchemas,
} from "@/lib/contract/scan/scan-events";

export type ReceivedScanEvent = ScanEvent & { receivedAt: number };

/** A client's position in a stream. It can resume on any server. */
export type ScanReader = {
  /** All received events, in order, each parsed by the schema of its name. */
  received: ReceivedScanEvent[];
  lastEventId: string | null;
};

type Address = { port: number; cookie: string };

/** Sends a request as the page in this browser would. */
export function askScanner(
  { port, cookie }: Address,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<IncomingMessage> {
  const text = body === undefined ? null : JSON.stringify(body);
  const own: Record<string, string> = { cookie, "sec-fetch-site": "same-origin" };
  if (text !== null) own["content-type"] = "application/json";
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, method, path, agent: false };
    const sent = request({ ...options, headers: { ...own, ...headers } }, resolve);
    sent.on("error", reject);
    sent.end(text ?? undefined);
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of response.setEncoding("utf8")) text += part;
  return text;
}

/** Starts a scan and returns its id. */
export async function startScan(
  address: Address,
  symbols: readonly string[],
  more: object = {},
): Promise<string> {
  const body = { symbols, ...more };
  const response = await askScanner(address, "POST", "/api/scanner/scan-incremental", { body });
  return scanCreatedSchema.parse(JSON.parse(await readText(response))).scan;
}

export const newReader = (): ScanReader => ({ received: [], lastEventId: null });

/**
 * Follows a scan with one stream until it ends, or until `isCut` returns true after an event.
 * Resolves with the status: 204 when the end was received before, 0 without an answer.
 */
export async function followScan(
  address: Address,
  id: string,
  reader: ScanReader,
  isCut: (event: ReceivedScanEvent) => boolean = () => false,
): Promise<number> {
  const from: Record<string, string> =
    reader.lastEventId === null ? {} : { "last-event-id": reader.lastEventId };
  const headers = { accept: "text/event-stream", ...from };
  const path = `/api/scanner/scans/${id}/events`;
  const response = await askScanner(address, "GET", path, { headers }).catch(() => null);
  if (!response) return 0;
  await readScan(response, reader, isCut);
  return response.statusCode ?? 0;
}

/** Reads one stream. A cut ends the connection in the middle of the data. */
export async function readScan(
  response: IncomingMessage,
  reader: ScanReader,
  isCut: (event: ReceivedScanEvent) => boolean = () => false,
): Promise<void> {
  const parser = new EventSourceParserStream();
  const writer = parser.writable.getWriter();
  const events = parser.readable.getReader();
  response
    .setEncoding("utf8")
    .on("data", (part: string) => void writer.write(part).catch(() => {}));
  response.on("error", () => {});
  response.on("close", () => void writer.close().catch(() => {}));
  for (;;) {
    const { done, value } = await events.read();
    if (done) return;
    if (value.event === "reconnect") continue;
    const event = parseEvent(value.event ?? "", value.id ?? "", JSON.parse(value.data));
    reader.received.push(event);
    reader.lastEventId = event.id;
    if (!isCut(event)) continue;
    response.destroy();
    return;
  }
}

function parseEvent(name: string, id: string, data: unknown): ReceivedScanEvent {
  const schema = scanEventSchemas[name as ScanEventName];
  if (!schema) throw new Error(`No such event: ${name}`);
  // Type-safe, because the schema was chosen by the name.
  const event = { id, event: name, data: schema.parse(data) } as ScanEvent;
  return { ...event, receivedAt: performance.now() };
}

/** The stored events in order. Progress events are not stored. */
export function storyOf({ received }: ScanReader): ReceivedScanEvent[] {
  return received.filter(({ event }) => event !== "progress");
}

/** The symbols that ended, in the order received. */
export function endedSymbols({ received }: ScanReader): string[] {
  return received.flatMap(({ event, data }) =>
    (event === "completed" || event === "failed") && "symbol" in data ? [data.symbol] : [],
  );
}
