import { worstWindow } from "../../support/fake-upstream/fake-arrivals";
import { groupBy } from "../../support/measures";
import type { Wish } from "../instance";
import type { RefusedCall } from "./refused-calls";

/** A process frozen for this long could not renew a lease in time, ms. */
const LEASE_LAPSES_MS = 45_000;
/** Calls that a refused key may cost in this time. */
const REFUSED_KEY_MOST = 2;
const REFUSED_KEY_MS = 600_000;

/** The broken promises to the callers of a run, as sentences. */
export function brokenWishes(wishes: Wish[]): string[] {
  return [...notReportedOnce(wishes), ...givenUp(wishes), ...refusedForAnother(wishes)];
}

const named = ({ key, process, caller }: Wish) => `${key} for ${caller} at ${process.name}`;

/** Whether an end is still due: the process is alive and can make the call. */
export function isOpen({ process, ends, state }: Wish): boolean {
  const { isRefused } = process.deployment;
  // With a refused key the job waits for another deployment, and its caller may wait as long as it
  // watches.
  return ends === 0 && state !== "unanswered" && process.isAlive() && !isRefused;
}

/** Requests whose end was not reported exactly once. */
function notReportedOnce(wishes: Wish[]): string[] {
  const unhappy = wishes.filter((wish) => wish.ends > 1 || isOpen(wish));
  return unhappy.map(({ key, state, ends, process }) => {
    return `${key} of ${process.name} is ${state}, with ${ends} reported ends`;
  });
}

/**
 * Requests whose ticket was canceled although their caller watched and did not cancel it.
 */
function givenUp(wishes: Wish[]): string[] {
  const left = new Set(
    wishes
      .filter(({ state, cancels }) => state === "left" && cancels)
      .map(({ key, caller }) => `${key} ${caller}`),
  );
  return wishes
    .filter(
      ({ why, key, caller, process, askedAt }) =>
        why === "gone" &&
        !left.has(`${key} ${caller}`) &&
        process.longestAbsence(askedAt) < LEASE_LAPSES_MS,
    )
    .map((wish) => `${named(wish)} is informed that its ticket was canceled`);
}

const ANOTHERS = ["upstream-auth", "not-offered", "credentials", "not-allowed"];

/**
 * Callers informed of a refused key or a missing endpoint although their own deployment is correct.
 */
function refusedForAnother(wishes: Wish[]): string[] {
  return wishes
    .filter(({ why, process }) => ANOTHERS.includes(why) && !process.deployment.isRefused)
    .map((wish) => `${named(wish)} receives ${wish.why}, which concerns another deployment`);
}

/**
 * Checks the number of calls with a refused key. A deployment must stop when its refusal is known,
 * unless the store lost that knowledge. Of the calls granted before the key could be suspected, only
 * the first counts: if they charged a specific window, one proves as much as all. Calls for the first
 * symbol count once until another symbol is refused, because the symbol may be at fault.
 */
export function brokenByRefusals(calls: RefusedCall[]): string[] {
  const epochs = [...groupBy(calls, ({ epoch }) => String(epoch)).values()];
  const most = Math.max(0, ...epochs.map((epoch) => worstWindow(counted(epoch), REFUSED_KEY_MS)));
  return most > REFUSED_KEY_MOST ? [`${most} calls with a refused key in ten windows`] : [];
}

function counted(calls: RefusedCall[]): number[] {
  const first = calls.find(({ isUnsuspected }) => isUnsuspected);
  const others = calls.findIndex(({ key }) => key !== calls[0]?.key);
  const repeats = new Set(calls.slice(1, others === -1 ? calls.length : others));
  return calls
    .filter((call) => (!call.isUnsuspected || call === first) && !repeats.has(call))
    .map(({ at }) => at);
}
