import type { Caller } from "@/lib/callers/callers";
import { countRequest } from "./count-request";
import type { DeskParts } from "./parts";
import { createStoreBudget, isStoreFault } from "./store-budget";

/**
 * What a page is drawn from: the store, or what this instance saw last, because too many requests
 * came from its caller (`flood`) or the store does not answer (`down`).
 */
export type PageReach = "store" | "flood" | "down";

/** Counts the opening of a page against floods, once. A page sets no cookie. */
export async function countPage(desk: DeskParts, caller: Caller): Promise<PageReach> {
  const asked = { caller, isNewCookie: false };
  try {
    const flood = await countRequest(desk, asked, createStoreBudget(desk.clock));
    return flood ? "flood" : "store";
  } catch (error) {
    if (!isStoreFault(error)) throw error;
    return "down";
  }
}
