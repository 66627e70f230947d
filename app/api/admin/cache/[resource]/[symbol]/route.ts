import { z } from "zod";
import { answerAct } from "@/app/api/admin/answer-act";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { parseSymbol } from "@/lib/contract/parse-symbol";
import { resourceSchema } from "@/lib/contract/resource";
import { expirySchema, nameWanted, spanSchema } from "@/lib/contract/wanted";
import { ProblemError } from "@/lib/http/problem-error";
import { otherMethods, route } from "@/lib/http/route";

const choice = z.object({ expiry: expirySchema.optional(), window: spanSchema.optional() });
type Path = { resource: string; symbol: string };

/** Forgets one copy: the next ask for it calls again. */
export const DELETE = route(async ({ request, requestId, query }, path: Path) => {
  const { controlRoom, session } = await guardAdmin(request);
  const resource = resourceSchema.safeParse(path.resource);
  const symbol = parseSymbol(path.symbol);
  if (!resource.success) throw new ProblemError("not-found", "There is no such resource.");
  const wanted = symbol === null ? null : nameWanted(resource.data, symbol, query);
  if (!wanted) throw new ProblemError("invalid-request", "This is not a ticker symbol.");
  return answerAct(await controlRoom.clearCache({ session, requestId }, wanted));
}, choice);
export const { GET, HEAD, POST, PUT, PATCH, OPTIONS } = otherMethods("DELETE");
