import type { Caller } from "@/lib/callers/callers";
import { countRequest } from "@/lib/desk/answer/count-request";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { StoreFault } from "@/lib/store-fault";

/**
 * Where a page's data comes from: the store, or this process's last copies because the caller sent
 * too many requests (`flood`) or the store does not respond (`down`).
 */
export type PageReach = "store" | "flood" | "down";

/** Counts a page view against the flood limits, once. A page sets no cookie. */
export async function countPage(
  desk: Pick<Services, "callers" | "clock">,
  caller: Caller,
): Promise<PageReach> {
  const asked = { caller, isNewCookie: false };
  try {
    const flood = await countRequest(desk, asked, createStoreBudget(desk.clock));
    return flood ? "flood" : "store";
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    return "down";
  }
}
