import type { Gate } from "@/lib/gate/create-gate";
import type { Grant } from "@/lib/gate/step";
import { landed } from "../../support/store/gate-probe";
import type { VirtualTime } from "../../support/store/virtual-time";

const LATENCY_MS = 500;

export type Granted = { key: string; caller: string; at: number };

/** An instance and its calls in flight. */
export type Running = {
  gate: Gate;
  time: VirtualTime;
  flights: (Grant & { endsAt: number })[];
};

/** Runs an instance until `until`. It claims at each wake and settles after the usual latency. */
export async function runQueue(
  { gate, time, flights }: Running,
  until: number,
): Promise<Granted[]> {
  const granted: Granted[] = [];
  const settle = () => {
    const over = flights.filter(({ endsAt }) => endsAt <= time.now);
    for (const flight of over) flights.splice(flights.indexOf(flight), 1);
    return over.map((grant) => landed(grant, time.now));
  };
  while (time.now <= until) {
    const reply = await gate.step({ settle: settle(), room: 6 - flights.length });
    for (const grant of reply.grants) {
      granted.push({ key: grant.key, caller: grant.caller, at: time.now });
      flights.push({ ...grant, endsAt: time.now + LATENCY_MS });
    }
    const wakes = flights.map(({ endsAt }) => endsAt);
    if (reply.sleepUntil > 0) wakes.push(reply.sleepUntil);
    if (wakes.length === 0) break;
    time.now = Math.max(time.now + 1, Math.min(...wakes, until + 1));
  }
  return granted;
}
