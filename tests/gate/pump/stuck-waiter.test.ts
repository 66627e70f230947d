import { expect, test } from "vitest";
import { gateSnapshotOf } from "@/lib/gate/gate-snapshot";
import { Watch } from "@/lib/gate/pump/watch";
import { holdTime } from "@/lib/gate/script/hold-time";
import { gatePolicy } from "@/lib/policy";
import { ask, KIND, probeConfiguration } from "../../support/store/gate-probe";
import { virtualClock } from "../../support/store/virtual-time";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();

/** A waiter whose call has no known time, while another instance has the turn. */
test("takes the usual steps when its waiters have no known wait", async () => {
  const gate = rig.gate();
  const wanted = ask("STUCK", "c", { kind: "v1:/gex/latest" });
  const reply = await gate.step({ enter: [wanted, ask("A"), ask("B")], room: 6 });
  const [place] = reply.entered;
  if (!place || !("job" in place)) throw new Error("no place");
  const look = gateSnapshotOf(reply, rig.time.now);
  expect(look.quotes.get(place.job)?.landsInMs).toBe(Number.POSITIVE_INFINITY);
  const watch = new Watch(virtualClock(rig.time), holdTime(probeConfiguration.upstreamTimeoutMs));
  watch.add(place, wanted, () => undefined, look);
  expect(watch.staysMs()).toBe(gatePolicy.staysMostMs);
  rig.time.now += 100;
  // Another instance of the same maker has the turn, so this instance becomes the deputy.
  const other = rig.another({ kinds: [KIND] });
  const { sleepUntil, now } = await other.step({ room: 6, stays: watch.staysMs() });
  expect(sleepUntil).toBeGreaterThan(now);
});
