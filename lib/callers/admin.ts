import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "@/lib/clock";
import { adminPolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { createDevices, type Devices } from "./devices";
import { isSameText, secretDigest } from "./same-text";
import { createSignedCookie } from "./signed-cookie";
import type { Signer } from "./signer";

/** 24 bytes: a session id cannot be guessed. */
const ID_BYTES = 24;
const LIFE_MS = adminPolicy.sessionHours * 3_600_000;

/**
 * A session that was found open in the store. Only this file creates one, so a verb that takes one
 * cannot be reached by an unchecked request.
 */
class CheckedSession {
  /** Makes the type nominal: no other object has it. */
  readonly #isChecked = true;
  constructor(
    /** A digest, from which the cookie cannot be derived. */
    readonly id: string,
    /** Name of the session in the audit log. */
    readonly label: string,
  ) {}
  get isChecked(): boolean {
    return this.#isChecked;
  }
}
export type AdminSession = CheckedSession;

/** Admin sessions. They live in the store, so closing one ends it everywhere. */
export type Admin = {
  /** False without a password: sign-in is then impossible. */
  isOn: boolean;
  /** Compares with the password in constant time. */
  checkPassword(input: unknown): boolean;
  /** Opens a session. Call it only after the password was correct. */
  open(): Promise<{ session: AdminSession; setCookie: string }>;
  /** Returns the request's open session, or null. A forged cookie costs no store operation. */
  check(headers: Headers): Promise<AdminSession | null>;
  /** Whether the session is still open, for long-lived holders. */
  isOpen(session: AdminSession): Promise<boolean>;
  /** Closes it everywhere. */
  close(session: AdminSession): Promise<void>;
  /** Whether the request has an admin cookie, valid or not. */
  isSent(headers: Headers): boolean;
  /** `Set-Cookie` that deletes the cookie. */
  clearedCookie(): string;
  /** Browsers that signed in before. */
  devices: Devices;
};

/** The cookie is signed for the password's digest, so a new password ends all sessions. */
export function createAdmin(parts: {
  password: string | null;
  store: Store;
  keys: Keys;
  signer: Signer;
  origin: string | null;
  clock: Pick<Clock, "now">;
}): Admin {
  const { password, store, keys } = parts;
  const cookie = createSignedCookie({
    ...parts,
    name: "gg_admin",
    purpose: `admin:${secretDigest(password)}`,
    days: adminPolicy.sessionHours / 24,
    sameSite: "Strict",
  });
  const isKept = async (id: string) => (await store.redis.exists(keys.adminSession(id))) === 1;

  return {
    isOn: password !== null,
    checkPassword: (input) => isSameText(input, password),
    open: async () => {
      const content = randomBytes(ID_BYTES).toString("base64url");
      const session = sessionOf(content);
      await store.redis.set(keys.adminSession(session.id), session.label, { px: LIFE_MS });
      return { session, setCookie: cookie.make(content) };
    },
    check: async (headers) => {
      const content = password === null ? null : cookie.read(headers);
      if (content === null) return null;
      const session = sessionOf(content);
      return (await isKept(session.id)) ? session : null;
    },
    isOpen: (session) => isKept(session.id),
    close: async (session) => {
      await store.redis.del(keys.adminSession(session.id));
    },
    isSent: cookie.isSent,
    clearedCookie: cookie.clear,
    devices: createDevices({ ...parts, door: "admin-login", secret: password }),
  };
}

function sessionOf(content: string): CheckedSession {
  const id = createHash("sha256").update(content).digest("base64url");
  return new CheckedSession(id, `s-${id.slice(0, 6)}`);
}
