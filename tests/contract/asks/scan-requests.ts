import { scanCreatedSchema, scanSchema } from "@/lib/contract/scan/scan";
import type { Deployment } from "../../support/servers/deployment";
import type { Answer, Visitor } from "../../support/visitors/http-visitor";

export const START = "/api/scanner/scan-incremental";
export const ESTIMATE = "/api/scanner/estimate";
export const SCANS = "/api/scanner/scans";

/** `P0 P1 …`: symbols of one test alone. */
export const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

export const created = (answer: Answer) => scanCreatedSchema.parse(answer.body);

/** Requests about the scans of a deployment, of its one visitor unless another is named. */
export function scanRequests(opened: () => { site: Deployment; visitor: Visitor }) {
  return {
    start: async (symbols: readonly string[], by = opened().visitor) =>
      created(await by.post(START, { symbols })).scan,
    read: async (id: string, by = opened().visitor) =>
      scanSchema.parse((await by.get(`${SCANS}/${id}`)).body),
    callsFor: (prefix: string) =>
      opened()
        .site.upstream.arrivals()
        .filter(({ symbol }) => symbol?.startsWith(prefix)).length,
    address: (by = opened().visitor) => ({ port: opened().site.server.port, cookie: by.cookie() }),
  };
}
