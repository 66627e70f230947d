import type { Signer } from "./signer";

/** A caller as an admin sees it. */
export type NamedCaller = { caller: string; label: string };

/** Names for the kinds of ids, by first letter. */
const KINDS: Readonly<Record<string, string>> = { c: "Browser", a: "Address", k: "Key" };
const CHARACTERS = 10;
const SHOWN = 6;

/** All callers without a cookie and without a known address count as one. */
const UNIDENTIFIED = "everybody";

/**
 * Labels callers for people. A label is short, stable, and reveals nothing: an id is part of its
 * cookie, so not even that is shown.
 */
export function createCallerLabels(signer: Signer): (id: string) => NamedCaller {
  return (id) => {
    if (id === UNIDENTIFIED) return { caller: id, label: "Scripts without a session" };
    const digest = signer.digest("caller-label", id).replace(/[^a-zA-Z0-9]/g, "0");
    const caller = digest.slice(0, CHARACTERS).toLowerCase();
    return { caller, label: `${KINDS[id.slice(0, 1)] ?? "Caller"} ${caller.slice(0, SHOWN)}` };
  };
}
