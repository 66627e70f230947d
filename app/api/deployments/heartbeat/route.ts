import { callerRoute } from "@/app/api/_shared/caller-route";
import { heartbeatSchema } from "@/lib/contract/admin/heartbeat";
import { emptyAnswer } from "@/lib/http/answer/answer";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { readJson } from "@/lib/http/request/body";
import { otherMethods } from "@/lib/http/route";

/** A secondary in use says that it runs. Takes a deployment key only. Free. */
export const POST = callerRoute(
  async ({ request, caller, count, noteHeartbeat }) => {
    if (caller.key?.role !== "deployment") {
      throw new ProblemError("forbidden", "A heartbeat needs an access key of a deployment.");
    }
    await count();
    await noteHeartbeat(caller.key.id, await readJson(request, heartbeatSchema));
    return emptyAnswer();
  },
  undefined,
  { onSecondary: "here" },
);

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
