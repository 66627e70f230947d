import { once } from "node:events";
import { systemClock } from "@/lib/clock";
import { createV2Upstream } from "@/lib/upstream/v2/v2";
import { findContender } from "./contenders/contenders";
import { keepAsking } from "./keep-asking";
import type { Casting, Cue, Said } from "./played";

// One process of `npm run bench:gate`, killed at the end. An error in it ends it and the bench.
const { contender, redisUrl, upstreamUrl, ...place }: Casting = JSON.parse(process.argv[3] ?? "");
const upstream = createV2Upstream({ baseUrl: upstreamUrl, key: "none" });
process.once("disconnect", () => process.exit());

await cue("load");
say({ did: "load" });
await cue("open");
const call = await findContender(contender).open({ redisUrl, upstream, rule: place.rule });
say({ did: "open" });
await cue("begin");
keepAsking({ ...place, clock: systemClock, call, report: (asked) => say({ asked }) });
say({ did: "begin" });

async function cue(awaited: Cue): Promise<void> {
  const [given] = await once(process, "message");
  if (given !== awaited) throw new Error(`${given} before ${awaited}`);
}

function say(said: Said): void {
  process.send?.(said);
}
