import { describe, expect, it } from "vitest";
import { createDevices } from "@/lib/callers/devices";
import { createSigner } from "@/lib/callers/signer";
import { systemClock } from "@/lib/clock";
import { headersOf, SECRET, sentBack } from "./setup";

type Door = Parameters<typeof createDevices>[0];
const devicesAt = (changes: Partial<Door> = {}) =>
  createDevices({
    door: "admin-login",
    secret: "the password",
    origin: null,
    clock: systemClock,
    signer: createSigner(SECRET),
    ...changes,
  });
const devices = devicesAt();

describe("a browser that signed in before", () => {
  it("is the same device each time, also after another sign-in", () => {
    const first = devices.read(headersOf(sentBack(devices.remember(null))));
    expect(first).toMatch(/^[\w-]{12}$/);
    expect(devices.read(headersOf(sentBack(devices.remember(first))))).toBe(first);
    expect(devices.read(headersOf(sentBack(devices.remember(null))))).not.toBe(first);
  });

  it("is unknown elsewhere, after a new secret and by forgery", () => {
    const cookie = sentBack(devices.remember(null));
    const value = cookie.slice(cookie.indexOf("=") + 1);
    expect(devices.read(headersOf(cookie))).not.toBeNull();
    const other = devicesAt({ door: "login" });
    for (const name of ["gg_member_device", "gg_admin_device"]) {
      expect(other.read(headersOf(`${name}=${value}`))).toBeNull();
    }
    expect(devicesAt({ secret: "a new password" }).read(headersOf(cookie))).toBeNull();
    expect(devices.read(headersOf(`${cookie.slice(0, -1)}~`))).toBeNull();
    expect(devices.read(headersOf(null))).toBeNull();
  });

  it("keeps its cookie from scripts, other sites and other hosts", () => {
    expect(devices.remember(null)).toMatch(/; HttpOnly; SameSite=Strict$/);
    const secure = devicesAt({ origin: "https://gate.example" }).remember(null);
    expect(secure).toMatch(/^__Host-gg_admin_device=.*; Secure$/);
  });
});
