import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAdmin } from "@/lib/callers/admin";
import { createCallerLabels } from "@/lib/callers/caller-labels";
import { createSigner } from "@/lib/callers/signer";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { headersOf, keys, SECRET, sentBack } from "./setup";

const PASSWORD = "correct horse battery";
const signer = createSigner(SECRET);

let store: Store;
beforeEach(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterEach(() => store.close());

const adminOf = (password: string | null = PASSWORD, origin: string | null = null) =>
  createAdmin({ password, store, keys, signer, origin, clock: systemClock });

describe("the admin's session", () => {
  it("opens with its cookie, on every instance, until it is closed", async () => {
    const { session, setCookie } = await adminOf().open();
    const headers = headersOf(sentBack(setCookie));
    const elsewhere = adminOf();
    const checked = await elsewhere.check(headers);
    expect(checked).toMatchObject({ id: session.id, label: session.label, isChecked: true });
    expect(await elsewhere.isOpen(session)).toBe(true);
    await elsewhere.close(session);
    expect(await adminOf().check(headers)).toBeNull();
    expect(await adminOf().isOpen(session)).toBe(false);
  });

  it("is closed one by one: another of the same admin stays open", async () => {
    const [one, other] = [await adminOf().open(), await adminOf().open()];
    await adminOf().close(one.session);
    expect(await adminOf().check(headersOf(sentBack(other.setCookie)))).not.toBeNull();
  });

  it("refuses a missing, forged, doubled or member's cookie", async () => {
    const good = sentBack((await adminOf().open()).setCookie);
    const member = signer.sign("caller", `x.${Date.now().toString(36)}`);
    const bad = ["gg_admin=x.1.y", `${good}x`, `${good}; ${good}`, `gg_admin=${member}`];
    for (const cookie of [null, "", ...bad]) {
      expect(await adminOf().check(headersOf(cookie))).toBeNull();
    }
    expect(bad.every((cookie) => adminOf().isSent(headersOf(cookie)))).toBe(true);
    expect(adminOf().isSent(headersOf("gg_member=a"))).toBe(false);
  });

  it("ends with another password, and needs a password to exist", async () => {
    const headers = headersOf(sentBack((await adminOf().open()).setCookie));
    expect(await adminOf("another password").check(headers)).toBeNull();
    const off = adminOf(null);
    expect([off.isOn, off.checkPassword(""), off.checkPassword(PASSWORD)]).toEqual([
      false,
      false,
      false,
    ]);
    const forged = headersOf(sentBack((await off.open()).setCookie));
    expect(await off.check(forged)).toBeNull();
  });

  it("lives in the store for 12 hours; its key makes no cookie", async () => {
    const { session, setCookie } = await adminOf().open();
    const left = await store.redis.pttl(keys.adminSession(session.id));
    expect(left).toBeGreaterThan(12 * 3_600_000 - 10_000);
    expect(left).toBeLessThanOrEqual(12 * 3_600_000);
    expect(setCookie).not.toContain(session.id);
    expect(setCookie).toMatch(/Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it("on https its cookie is Secure and bound to the host", async () => {
    const { setCookie } = await adminOf(PASSWORD, "https://gate.example").open();
    expect(setCookie).toMatch(/^__Host-gg_admin=.*HttpOnly; SameSite=Strict; Secure$/);
  });

  it("only the password is the password", () => {
    const { checkPassword } = adminOf();
    expect(checkPassword(PASSWORD)).toBe(true);
    for (const input of ["", "correct horse", `${PASSWORD}\0`, [PASSWORD], null, 7]) {
      expect(checkPassword(input)).toBe(false);
    }
  });
});

describe("a caller's label", () => {
  const name = createCallerLabels(signer);

  it("is short and stable, and shows the kind but not the id", () => {
    expect(name("cAbCdEfGhIjKl")).toEqual(
      createCallerLabels(createSigner(SECRET))("cAbCdEfGhIjKl"),
    );
    expect(name("cAbCdEfGhIjKl").label).toMatch(/^Browser [0-9a-z]{6}$/);
    expect(name("aAbCdEfGhIjKl").label).toMatch(/^Address [0-9a-z]{6}$/);
    expect(JSON.stringify(name("cAbCdEfGhIjKl"))).not.toContain("AbCd");
    expect(name("everybody").label).toBe("Scripts without a session");
  });

  it("differs for a thousand callers", () => {
    const all = Array.from({ length: 1_000 }, (_, index) => name(`c${index}`).caller);
    expect(new Set(all).size).toBe(1_000);
  });
});
