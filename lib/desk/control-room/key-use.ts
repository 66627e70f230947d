import type { Dashboard } from "@/lib/contract/admin/dashboard";
import { type KeyUse, shareLevel } from "@/lib/contract/admin/key-use";
import type { DetailedGateSnapshot } from "@/lib/gate/gate-snapshot";
import type { HouseUse } from "@/lib/gate/house-use";
import { nameJob } from "./admin-line";
import type { AdminParts } from "./admin-parts";

/** How many waiting jobs a row names. */
const NAMED = 5;

/** Lists the keys that have a call or a job, the largest use first, then everyone else in one row. */
export function keyUseOf(
  parts: Pick<AdminParts, "desk" | "houseUse" | "nameCaller">,
  gateSnapshot: DetailedGateSnapshot,
): Dashboard["keyUse"] {
  const houses = parts.houseUse(gateSnapshot);
  const isKey = ({ house }: HouseUse) => house.startsWith("k");
  const rows = houses.filter(isKey).map((one) => rowOf(parts, one, parts.nameCaller(one.house)));
  const others = houses.filter((one) => !isKey(one));
  if (others.length === 0) return rows;
  const together = {
    house: "",
    used: others.reduce((sum, { used }) => sum + used, 0),
    waitingFor: others.flatMap(({ waitingFor }) => waitingFor),
    share: 0,
  };
  return [...rows, rowOf(parts, together, { caller: "others", label: "Without a key" })];
}

function rowOf(
  parts: Pick<AdminParts, "desk">,
  { used, share, waitingFor }: HouseUse,
  named: Pick<KeyUse, "caller" | "label">,
): KeyUse {
  return {
    ...named,
    used,
    share,
    level: shareLevel(used, share),
    waiting: waitingFor.length,
    waitingFor: waitingFor.slice(0, NAMED).map((key) => nameJob(parts, key)),
  };
}
