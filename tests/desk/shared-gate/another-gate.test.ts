import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { findTicket } from "@/lib/desk/tickets/find-ticket";
import { readTicket } from "@/lib/desk/tickets/follow-ticket";
import { createStore } from "@/lib/redis/create-store";
import { createKeys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { probeConfiguration } from "../../support/store/gate-probe";
import { asked, caller, createDeskRig, type DeskRig } from "../desk-rig";

let store: Store;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());

/** Creates a deployment of a quota group. All sign with the same secret. */
function deployment(quotaGroup: string): DeskRig {
  const keys = createKeys({ prefix: "test", quotaGroup });
  return createDeskRig(store, 1_000, probeConfiguration.windowMs, systemClock, keys);
}

test("refuses a ticket of another gate with the reason", async () => {
  const older = deployment("older");
  await older.desk.pump.snapshot();
  const younger = deployment("younger");
  // IDs begin with the time at which a gate starts, so these are higher than the older gate's IDs.
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      requestSnapshot(younger.desk, asked(`S${index}`, { waitMs: 0 })),
    ),
  );
  const ids = replies.flatMap((reply) => (reply.kind === "queued" ? reply.ticket.ticket : []));
  expect(ids.length).toBeGreaterThan(10);
  for (const id of ids) {
    const owned = findTicket(older.desk, id, caller());
    if (!("kind" in owned)) await readTicket(older.desk, owned, 0, new AbortController().signal);
    expect(owned).toMatchObject({ kind: "refused", slug: "not-found" });
    expect(owned).toMatchObject({ detail: expect.stringContaining("another API quota") });
    expect(findTicket(younger.desk, id, caller())).toMatchObject({ content: { caller: "c-me" } });
  }
  expect((await older.desk.pump.snapshot()).summary.fullUntil).toBe(0);
  await Promise.all([older.desk.pump.idle(), younger.desk.pump.idle()]);
});
