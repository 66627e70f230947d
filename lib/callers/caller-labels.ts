import type { Signer } from "./signer";

/** A caller as it is shown to an admin. */
export type NamedCaller = { caller: string; label: string };

/** How people call the kinds of ids: the first letter tells them apart. */
const KINDS: Readonly<Record<string, string>> = { c: "Browser", a: "Address", k: "Key" };
const CHARACTERS = 10;
const SHOWN = 6;

/** Everybody without a cookie where no address is known: one caller. */
const EVERYBODY = "everybody";

/**
 * Names callers for people: short, the same for the same caller, and nothing can be told from it. An
 * id is a part of its cookie, so not even that is shown.
 */
export function createCallerLabels(signer: Signer): (id: string) => NamedCaller {
  return (id) => {
    if (id === EVERYBODY) return { caller: id, label: "Everybody without a cookie" };
    const digest = signer.digest("caller-label", id).replace(/[^a-zA-Z0-9]/g, "0");
    const caller = digest.slice(0, CHARACTERS).toLowerCase();
    return { caller, label: `${KINDS[id.slice(0, 1)] ?? "Caller"} ${caller.slice(0, SHOWN)}` };
  };
}
