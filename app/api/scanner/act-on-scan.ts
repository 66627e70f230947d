import { refusalError, uncountedRefusal } from "@/app/api/_shared/answer-snapshot";
import type { CallerContext } from "@/app/api/_shared/caller-context";
import { stayAwake } from "@/app/api/scanner/stay-awake";
import { emptyAnswer, jsonAnswer } from "@/lib/http/answer/answer";
import type { Runtime } from "@/lib/runtime/runtime";

type ScanAct = Parameters<Runtime["desk"]["actOnScan"]>[1];

/**
 * Pauses, resumes or retries one of the caller's scans. Answers with the scan, without its rows.
 * `maxDuration`: the function's limit, seconds.
 */
export async function actOnScan(
  ask: CallerContext<unknown>,
  id: string,
  act: ScanAct,
  maxDuration: number,
): Promise<Response> {
  const { desk, caller } = ask;
  const stayAwakeFor = stayAwake(ask, maxDuration);
  const owned = desk.findScan(id, caller);
  if ("kind" in owned) throw uncountedRefusal(owned);
  await ask.count();
  const reply = await desk.actOnScan(owned, act);
  if (reply.kind === "refused") throw refusalError(reply);
  stayAwakeFor(owned.id);
  return reply.kind === "deleted" ? emptyAnswer() : jsonAnswer(reply.scan);
}
