import { z } from "zod";
import { parseWanted } from "@/app/api/_shared/parse-wanted";
import { deskRoute } from "@/app/api/_shared/route-to-desk";
import { answerAct } from "@/app/api/admin/answer-act";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { resourceSchema } from "@/lib/contract/market/resource";
import { expirySchema, spanSchema } from "@/lib/contract/market/wanted";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { otherMethods } from "@/lib/http/route";

const choice = z.object({ expiry: expirySchema.optional(), window: spanSchema.optional() });
type Path = { resource: string; symbol: string };

/** Drops one cached copy: the next request for it makes an API call. */
export const DELETE = deskRoute(async ({ request, requestId, query }, path: Path) => {
  const { controlRoom, session } = await guardAdmin(request);
  const resource = resourceSchema.safeParse(path.resource);
  if (!resource.success) throw new ProblemError("not-found", "Unknown resource.");
  const wanted = parseWanted(resource.data, path.symbol, query);
  return answerAct(await controlRoom.clearCache({ session, requestId }, wanted));
}, choice);
export const { GET, HEAD, POST, PUT, PATCH, OPTIONS } = otherMethods("DELETE");
