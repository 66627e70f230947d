import { isPersonOfKey } from "./key-caller";
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
 * cookie, so not even that is shown. A key has its name, if `nameOf` knows it; the people of a
 * deployment key are told apart by a number after it.
 */
export function createCallerLabels(
  signer: Signer,
  nameOf: (id: string) => string | null = () => null,
): (id: string) => NamedCaller {
  return (id) => {
    if (id === UNIDENTIFIED) return { caller: id, label: "Scripts without a session" };
    const digest = signer.digest("caller-label", id).replace(/[^a-zA-Z0-9]/g, "0");
    const caller = digest.slice(0, CHARACTERS).toLowerCase();
    const number = caller.slice(0, SHOWN);
    const name = nameOf(id);
    if (name !== null) return { caller, label: isPersonOfKey(id) ? `${name} ${number}` : name };
    return { caller, label: `${KINDS[id.slice(0, 1)] ?? "Caller"} ${number}` };
  };
}
