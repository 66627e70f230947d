import { createCallerLabels } from "@/lib/callers/caller-labels";
import type { Signer } from "@/lib/callers/signer";
import { systemClock } from "@/lib/clock";
import { laneOf } from "@/lib/contract/priority";
import type { EndedCall } from "@/lib/desk/execute-call";
import type { Environment } from "@/lib/environment";
import { secretsOf } from "@/lib/environment/secrets";
import { goneDeployments } from "@/lib/fleet/gone-deployments";
import { createCallLog } from "@/lib/http/call-log";
import { systemLog } from "@/lib/http/system-log";
import { createAlerts } from "@/lib/metrics/alerts";
import { createMetricsLog } from "@/lib/metrics/metrics-log";
import { createRecorder, type Recorder } from "@/lib/metrics/recorder";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import type { SeenStep } from "./observe-gate";

/** What sees and tells what happens here: counts, log and alerts. Nobody waits for any of it. */
export function buildObservation(
  env: Environment,
  { store, keys, signer }: { store: Store; keys: Keys; signer: Signer },
) {
  let last: (SeenStep & { at: number }) | null = null;
  /** The store's time as it must be by now; before the first step this process's own has to do. */
  const now = () =>
    last ? Math.round(last.now + systemClock.monotonic() - last.at) : systemClock.now();
  const log = createMetricsLog({ store, keys });
  const recorder = createRecorder({ log, now, clock: systemClock, deployment: env.deployment });
  const alerts = createAlerts({
    ...{ url: env.alertWebhookUrl, store, keys, clock: systemClock },
    deployment: env.deployment.name,
    findGone: async () =>
      goneDeployments((await log.read({ hours: [], minutes: [] })).recent.deployments, now()),
  });
  /** Alerts go wherever counts do, so that a call that ends by a pump alone sends its own. */
  const flush = () => recorder.flush().then(alerts.send);
  store.onTrouble((reason) => {
    systemLog().error("the store cannot be used", { reason });
    alerts.seeStore(reason);
    void alerts.send();
  });
  const tellCall = createCallLog({ level: env.logLevel, secrets: secretsOf(env) });
  const nameCaller = createCallerLabels(signer);

  return {
    log,
    recorder: { ...recorder, flush } satisfies Recorder,
    see(step: SeenStep): void {
      last = { ...step, at: systemClock.monotonic() };
      const view = {
        queueSize: step.summary.line.length,
        windows: Object.values(step.summary.windows),
      };
      recorder.look(view);
      const remaining = remainingIn(step);
      const isLow = remaining < step.summary.windows.account.limit / 4;
      alerts.see({ ...view, isLow, now: step.now, windowMs: step.summary.window });
    },
    ended({ granted, job, outcome, sentAt, latencyMs }: EndedCall): void {
      const named = { endpoint: job.resource, symbol: job.symbol, lane: laneOf(granted.priority) };
      const waitMs = Math.max(0, granted.grantedAt - granted.since);
      const ends = { waitMs, latencyMs, outcome: outcome.kind, requestId: granted.request };
      recorder.countCall({
        ...named,
        ...ends,
        at: sentAt,
        caller: granted.caller,
        window: job.window,
      });
      // Nobody waits for it here; whoever ends a response does.
      void flush();
      tellCall({
        ...{ ...named, ...ends, caller: nameCaller(granted.caller).label },
        queueSize: last?.summary.line.length ?? 0,
        remainingQuota: last ? remainingIn(last) : 0,
      });
    },
  };
}

function remainingIn({ summary, now }: SeenStep): number {
  const { limit } = summary.windows.account;
  if (summary.fullUntil > now) return 0;
  return Math.max(0, limit - summary.slots.filter(({ freesAt }) => freesAt > now).length);
}
