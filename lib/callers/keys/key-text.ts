import { randomBytes, randomInt } from "node:crypto";

/** 32 bytes: a secret cannot be guessed. */
const SECRET_BYTES = 32;
const ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const ID_LENGTH = 8;

/** `gg_<id>_<secret>`: 8 lower-case letters and digits, then 32 bytes as base64url. */
const KEY = /^gg_([a-z0-9]{8})_([A-Za-z0-9_-]{43})$/;
const ID = /^[a-z0-9]{8}$/;

/** Stands in for the id of a malformed key, so that its refusal takes the same work. No key has it. */
export const NO_ID = "00000000";

/** Returns a new key's id, and the text to send: `gg_<id>_<secret>`. */
export function makeKeyText(): { id: string; text: string } {
  const id = makeId();
  return { id, text: `gg_${id}_${randomBytes(SECRET_BYTES).toString("base64url")}` };
}

/** Returns the id that a presented text names, or `NO_ID` if it is not a key. */
export function idOfText(text: string): string {
  return KEY.exec(text)?.[1] ?? NO_ID;
}

/** Whether this may be the id of a key. */
export function isKeyId(text: string): boolean {
  return ID.test(text) && text !== NO_ID;
}

function makeId(): string {
  const characters = Array.from({ length: ID_LENGTH }, () => ID_CHARACTERS[randomInt(36)] ?? "0");
  const id = characters.join("");
  return id === NO_ID ? makeId() : id;
}
