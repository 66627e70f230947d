import { refusalError, uncountedRefusal } from "@/app/api/_shared/answer-snapshot";
import { callerRoute } from "@/app/api/_shared/caller-route";
import { actOnScan } from "@/app/api/scanner/act-on-scan";
import { stayAwake } from "@/app/api/scanner/stay-awake";
import { quotaHeaders } from "@/lib/http/answer/answer";
import { streamedJsonAnswer } from "@/lib/http/answer/stream-json";
import { isPassive } from "@/lib/http/request/passive";
import { otherMethods } from "@/lib/http/route";

export const maxDuration = 90;

/** One of the caller's scans with all rows. Each read keeps the scan running for a minute. */
export const GET = callerRoute(async (ask, { id }: { id: string }) => {
  const { request, desk, caller } = ask;
  const stayAwakeFor = stayAwake(ask, maxDuration);
  const owned = desk.findScan(id, caller);
  if ("kind" in owned) throw uncountedRefusal(owned);
  await ask.count();
  const reply = await desk.readScan(owned, !isPassive(request));
  if (reply.kind === "refused") throw refusalError(reply);
  stayAwakeFor(owned.id);
  return streamedJsonAnswer(reply.scan, { headers: quotaHeaders(reply.scan.quota) });
});

/** Deletes the scan with its results, and cancels its tickets. */
export const DELETE = callerRoute((ask, { id }: { id: string }) =>
  actOnScan(ask, id, "delete", maxDuration),
);

export const HEAD = GET;
export const { POST, PUT, PATCH, OPTIONS } = otherMethods("GET, HEAD, DELETE");
