import { createCallerLabels } from "@/lib/callers/caller-labels";
import type { AccessKeys } from "@/lib/callers/keys/access-keys";
import type { Signer } from "@/lib/callers/signer";
import { storeTime, systemClock } from "@/lib/clock";
import { laneOf } from "@/lib/contract/queue/priority";
import { mainOf, usedOf } from "@/lib/contract/quota/window-use";
import type { EndedCall } from "@/lib/desk/snapshots/execute-call";
import type { Environment } from "@/lib/environment/environment";
import { secretsOf } from "@/lib/environment/secrets";
import { goneDeployments } from "@/lib/fleet/gone-deployments";
import { shareUse } from "@/lib/gate/house-use";
import { createCallLog } from "@/lib/http/log/call-log";
import { systemLog } from "@/lib/http/log/system-log";
import { createAlerts } from "@/lib/metrics/alerts";
import { createMetricsLog } from "@/lib/metrics/metrics-log";
import { createRecorder, type Recorder } from "@/lib/metrics/recorder";
import { storePolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { MAIN_WINDOW } from "@/lib/upstream/port/windows";
import type { SeenStep } from "./observe-gate";

type Observed = {
  store: Store;
  keys: Keys;
  signer: Signer;
  accessKeys: Pick<AccessKeys, "nameOf">;
};

/** Builds what observes this process: counts, log and alerts. None of it is awaited. */
export function buildObservation(env: Environment, { store, keys, signer, accessKeys }: Observed) {
  let last: (SeenStep & { readAt: number }) | null = null;
  /** Estimated store time; before the first gate step, the local clock. */
  const now = () => storeTime(last, systemClock);
  const log = createMetricsLog({ store, keys });
  const recorder = createRecorder({ log, now, clock: systemClock, deployment: env.deployment });
  const alerts = createAlerts({
    url: env.alertWebhookUrl,
    store,
    keys,
    clock: systemClock,
    deployment: env.deployment.name,
    findGone: async () =>
      goneDeployments((await log.read({ hours: [], minutes: [] })).recent.deployments, now()),
  });
  /**
   * Alerts are sent with the counts, so that a call that the pump ends on its own sends its alerts.
   */
  const flush = () => recorder.flush().then(alerts.send);
  reportStoreTrouble(store, alerts);
  const logCall = createCallLog({ level: env.logLevel, secrets: secretsOf(env) });
  const nameCaller = createCallerLabels(signer, accessKeys.nameOf);

  return {
    log,
    recorder: { ...recorder, flush } satisfies Recorder,
    seeNewerSchema: reportNewerSchema(keys.gate, alerts),
    see(step: SeenStep): void {
      last = { ...step, readAt: systemClock.monotonic() };
      const view = {
        queueSize: step.summary.line.length,
        windows: Object.values(step.summary.windows),
      };
      recorder.look(view);
      const remaining = remainingIn(step);
      const isLow = remaining < mainOf(step.summary).limit / 4;
      const { window: windowMs, refusals: refusedKeys } = step.summary;
      const shares = shareUse(step).map(({ house, ...use }) => ({
        ...use,
        name: nameCaller(house).label,
      }));
      alerts.see({ ...view, isLow, now: step.now, windowMs, refusedKeys, shares });
    },
    ended(call: EndedCall): void {
      const { record, line, unreadable } = recordsOf(call);
      recorder.countCall(record, unreadable);
      // Not awaited here. The end of a response awaits it.
      void flush();
      logCall({
        ...line,
        caller: nameCaller(call.granted.caller).label,
        queueSize: last?.summary.line.length ?? 0,
        remainingQuota: last ? remainingIn(last) : 0,
      });
    },
  };
}

/** What is counted of a call, and what its line in the log has of it. */
function recordsOf({ granted, job, outcome, sentAt, latencyMs }: EndedCall) {
  const waitMs = Math.max(0, granted.grantedAt - granted.since);
  const ended = {
    endpoint: job.endpoint,
    lane: laneOf(granted.priority),
    waitMs,
    latencyMs,
    outcome: outcome.kind,
    requestId: granted.request,
  };
  const window = job.charges.at(-1)?.window ?? MAIN_WINDOW;
  const unreadable = "unreadable" in outcome ? outcome.unreadable : undefined;
  const named = job.endpoint === "setups" ? { list: job.symbol } : { symbol: job.symbol };
  return {
    record: { ...ended, symbol: job.symbol, at: sentAt, caller: granted.caller, window },
    line: { ...ended, ...named, ...(unreadable ? { unreadable } : {}) },
    unreadable,
  };
}

function reportStoreTrouble(store: Store, alerts: ReturnType<typeof createAlerts>): void {
  store.onTrouble((reason) => {
    const isFull = reason === "out-of-memory";
    systemLog().error(isFull ? "the store is full" : "the store cannot be used", { reason });
    alerts.seeStore(reason);
    void alerts.send();
  });
}

/**
 * Logs and alerts that the state was written by newer code, as often as other store faults. How to
 * resolve it: README, "Rolling back".
 */
function reportNewerSchema(key: string, alerts: ReturnType<typeof createAlerts>): () => void {
  let reportedAt = Number.NEGATIVE_INFINITY;
  const remedy = `Run the newer version, or stop it everywhere and delete the key ${key}. Calls start again 87s later.`;
  return () => {
    const now = systemClock.monotonic();
    if (now - reportedAt < storePolicy.troubleReportMs) return;
    reportedAt = now;
    systemLog().error("the gate state was written by a newer version, so no calls are made", {
      remedy,
    });
    alerts.seeStore("newer-schema", `The gate state was written by a newer version. ${remedy}`);
    void alerts.send();
  };
}

function remainingIn({ summary, now }: SeenStep): number {
  if (summary.fullUntil > now) return 0;
  return Math.max(0, mainOf(summary).limit - usedOf(mainOf(summary), now));
}
