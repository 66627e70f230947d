import { expect, test, vi } from "vitest";
import { StoreFault } from "@/lib/store-fault";

test("a fault thrown by another copy of the module is recognized", async () => {
  vi.resetModules();
  const copy = await import("@/lib/store-fault");
  expect(copy.StoreFault).not.toBe(StoreFault);
  expect(new copy.StoreFault("timeout")).toBeInstanceOf(StoreFault);
  expect(new StoreFault("timeout")).toBeInstanceOf(copy.StoreFault);
});

test("another error is no store fault, whatever its name", () => {
  const other = Object.assign(new Error("no"), { name: "StoreFault" });
  expect(other instanceof StoreFault).toBe(false);
  expect({ name: "StoreFault" } instanceof StoreFault).toBe(false);
});
