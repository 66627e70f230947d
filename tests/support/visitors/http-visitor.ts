import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { problemSchema } from "@/lib/contract/problem";

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The text as JSON. Null when it is not JSON. */
  body: unknown;
  tookMs: number;
};

type Headers = Record<string, string>;
export type ReceivedEvent = { event: string; data: unknown };
export type EventReader = {
  status: number;
  headers: IncomingHttpHeaders;
  /** Events until `isLast` returns true or the stream ends. */
  until(isLast: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent[]>;
  /** All bytes received so far. */
  raw(): string;
  leave(): void;
};

/** One browser: it keeps its cookies and sends its changes as same-origin. */
export type Visitor = {
  /** `target` is sent exactly as written. `body`: text unchanged, anything else as JSON. */
  send(method: string, target: string, headers?: Headers, body?: unknown): Promise<Answer>;
  get(target: string, headers?: Headers): Promise<Answer>;
  post(target: string, body: unknown, headers?: Headers): Promise<Answer>;
  events(target: string, headers?: Headers): Promise<EventReader>;
  cookie(): string;
};

/**
 * `hear` receives everything that comes back, including headers. `from`: the loopback address it
 * sends from, any of 127.0.0.0/8 (Linux has them all).
 */
export function createVisitor(
  port: number,
  onText: (text: string) => void = () => {},
  from = "127.0.0.1",
): Visitor {
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  function open(method: string, target: string, given: Headers, body: unknown) {
    const own: Headers = cookies.size > 0 ? { cookie: cookie() } : {};
    if (method !== "GET" && method !== "HEAD") own["sec-fetch-site"] = "same-origin";
    if (body !== undefined) own["content-type"] = "application/json";
    const headers = { ...own, ...given };
    const sockets = { host: "127.0.0.1", port, localAddress: from, agent: false } as const;
    const options = { ...sockets, method, path: target, headers };
    return new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(options, (response) => {
        onText(JSON.stringify(response.headers));
        for (const line of response.headers["set-cookie"] ?? []) keep(line);
        resolve(response);
      });
      sent.on("error", reject);
      if (body === undefined) sent.end();
      else sent.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  }

  function keep(line: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }

  async function send(method: string, target: string, headers: Headers = {}, body?: unknown) {
    const startedAt = performance.now();
    const response = await open(method, target, headers, body);
    let text = "";
    for await (const part of response.setEncoding("utf8")) text += part;
    onText(text);
    const { statusCode: status = 0 } = response;
    const tookMs = performance.now() - startedAt;
    return { status, headers: response.headers, text, body: parse(text), tookMs };
  }

  return {
    send,
    get: (target, headers) => send("GET", target, headers),
    post: (target, body, headers) => send("POST", target, headers, body),
    events: async (target, headers = {}) => {
      const accept = { accept: "text/event-stream", ...headers };
      return readEvents(await open("GET", target, accept, undefined), onText);
    },
    cookie,
  };
}

function readEvents(response: IncomingMessage, onText: (text: string) => void): EventReader {
  let raw = "";
  const parser = new EventSourceParserStream();
  const writer = parser.writable.getWriter();
  const reader = parser.readable.getReader();
  response.setEncoding("utf8").on("data", (part: string) => {
    raw += part;
    onText(part);
    void writer.write(part).catch(() => {});
  });
  response.on("close", () => void writer.close().catch(() => {}));
  response.on("error", () => {});
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    raw: () => raw,
    leave: () => response.destroy(),
    until: async (isLast) => {
      const received: ReceivedEvent[] = [];
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return received;
        const event = { event: value.event ?? "message", data: parse(value.data) };
        received.push(event);
        if (isLast(event)) return received;
      }
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The slug of a problem, after its schema, status and media type were checked. */
export function slugOf(answer: Answer): string {
  const problem = problemSchema.parse(answer.body);
  const isWhole =
    problem.status === answer.status &&
    answer.headers["content-type"] === "application/problem+json" &&
    problem.instance === `urn:uuid:${answer.headers["x-request-id"]}`;
  if (!isWhole) throw new Error(`Not a whole problem: ${answer.text}`);
  const retryAfter = answer.headers["retry-after"];
  if (retryAfter !== undefined && retryAfter !== String(problem.retryAfterSeconds)) {
    throw new Error(`Retry-After ${retryAfter} is not the body's: ${answer.text}`);
  }
  return problem.type.replace("/problems/", "");
}
