import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { GET as scanEvents } from "@/app/api/scanner/scans/[id]/events/route";
import { GET as ticketEvents } from "@/app/api/tickets/[id]/events/route";
import { systemClock } from "@/lib/clock";

// Outside Next no platform waits for work after the answer.
vi.mock("next/server", () => ({ after: () => undefined }));

const RUNTIME = Symbol.for("gammagate.runtime");
const holder = globalThis as typeof globalThis & { [RUNTIME]?: unknown };

const gone = { kind: "refused", slug: "gone", detail: "It ended." };
const flooded = { kind: "refused", slug: "too-many-requests", detail: "Too many." };

/** A runtime whose every caller is new, and whose every stream is refused. */
function refusing(refusal: object) {
  return {
    origin: null,
    clock: systemClock,
    callers: {
      identify: () => ({ caller: {}, setCookie: "gg_caller=new", admitted: true }),
      countRequest: async () => ({ allowed: true }),
    },
    desk: {
      findTicket: () => ({}),
      findScan: () => ({ id: "scan" }),
      streamTicket: async () => refusal,
      streamScan: async () => refusal,
    },
  };
}

const request = () =>
  new Request("http://localhost/api/x", { headers: { accept: "text/event-stream" } });
const context = { params: Promise.resolve({ id: "some" }) };

describe.each([
  ["a ticket", ticketEvents],
  ["a scan", scanEvents],
])("the refused event stream of %s", (_name, GET) => {
  beforeEach(() => {
    holder[RUNTIME] = Promise.resolve(refusing(gone));
  });
  afterEach(() => {
    delete holder[RUNTIME];
  });

  test("keeps the cookie of a counted request", async () => {
    const answer = await GET(request(), context);
    expect(answer.status).toBe(410);
    expect(answer.headers.get("set-cookie")).toBe("gg_caller=new");
  });

  test("sets no cookie when the request was one too many", async () => {
    holder[RUNTIME] = Promise.resolve(refusing(flooded));
    const answer = await GET(request(), context);
    expect(answer.status).toBe(429);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });
});
