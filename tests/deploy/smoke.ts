import { expect } from "vitest";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { createVisitor } from "../support/visitors/http-visitor";

/**
 * What a new demo deployment must do: report that it runs and is ready, load a snapshot, and serve a
 * page with everything that it names.
 */
export async function expectSmoke(port: number): Promise<void> {
  const visitor = createVisitor(port);
  for (const probe of ["/api/health", "/api/ready"]) {
    const { status, body } = await visitor.get(probe);
    expect([probe, status, body]).toEqual([probe, 200, { status: "pass" }]);
  }
  const loaded = await visitor.get("/api/gex/SPY", { prefer: "wait=30" });
  expect(loaded.status).toBe(200);
  const { symbol, quota } = snapshotSchema.parse(loaded.body);
  expect([symbol, quota.upstream]).toEqual(["SPY", "demo"]);
  const page = await visitor.get("/");
  expect(page.status).toBe(200);
  const named = [...page.text.matchAll(/(?:src|href)="(\/_next\/static\/[^"?]+)/g)].map(
    ([, address = ""]) => address,
  );
  expect(named.length).toBeGreaterThan(3);
  for (const address of [...new Set(named), "/screenshot.png"]) {
    expect([address, (await visitor.get(address)).status]).toEqual([address, 200]);
  }
}
