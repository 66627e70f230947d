import { expect, test } from "vitest";
import { gateSnapshotOf } from "@/lib/gate/gate-snapshot";
import { houseUse, shareUse } from "@/lib/gate/house-use";
import { detailOf } from "@/lib/gate/quote/detail";
import { ask } from "../support/store/gate-probe";
import { createGateRig } from "./gate-rig";

const rig = createGateRig();

test("counts each house's calls, jobs and share", async () => {
  const key = Array.from({ length: 5 }, (_, at) =>
    ask(`K${at}`, "c-key", { house: "k-key", share: 4 }),
  );
  await rig.gate().step({ enter: [...key, ask("A", "c-a")] });
  for (let calls = 0; calls < 3; calls += 1) {
    await rig.claim();
    rig.time.now += 250;
  }
  const reply = await rig.gate().step({ detail: true });
  const snapshot = gateSnapshotOf(reply, 0);
  expect(houseUse({ ...snapshot, detail: detailOf(reply.detail, snapshot) })).toEqual([
    { house: "k-key", used: 3, waitingFor: ["v2:/tickets/K3", "v2:/tickets/K4"], share: 4 },
    { house: "c-a", used: 0, waitingFor: ["v2:/tickets/A"], share: 0 },
  ]);
  expect(shareUse(snapshot)).toEqual([{ house: "k-key", used: 3, share: 4 }]);
  // Every call has left the window by then.
  const later = { ...snapshot, now: snapshot.now + 120_000 };
  expect(shareUse(later)).toEqual([{ house: "k-key", used: 0, share: 4 }]);
});
