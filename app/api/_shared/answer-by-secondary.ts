import type { CallerContext } from "@/app/api/_shared/caller-context";
import { CALLER_HEADER, ROLE_HEADER } from "@/lib/contract/values/deployment-headers";
import { ProblemError } from "@/lib/http/answer/problem-error";
import type { Runtime } from "@/lib/runtime/runtime";
import { refusalError } from "./answer-snapshot";
import { askPrimary } from "./ask-primary";

type Asked = Omit<CallerContext<unknown>, "isCounted" | "isFromCopies"> & {
  primary: NonNullable<Runtime["primary"]>;
};

type How = Pick<CallerContext<unknown>, "isCounted" | "isFromCopies">;

/**
 * Answers a request to a secondary: counted against its own flood limits, then by the primary. If
 * that is not possible, `fromCopies` answers where `hasCopies`. Throws ProblemError.
 */
export async function answerBySecondary(
  asked: Asked,
  hasCopies: boolean,
  fromCopies: (how: How) => Promise<Response> | Response,
): Promise<Response> {
  const isCounted = await asked.count().then(
    () => true,
    (error: unknown) => {
      if (error instanceof ProblemError || !hasCopies) throw error;
      // The store failed. What this process still knows is shown, and nothing is asked unchecked.
      return false;
    },
  );
  const answer = isCounted ? await askPrimary(asked, hasCopies) : null;
  if (answer !== null) return answer;
  if (hasCopies) return fromCopies({ isCounted, isFromCopies: true });
  throw refusalError(asked.desk.noPrimary());
}

/**
 * Refuses a request of another secondary, before anything else: passed on, it could come back here
 * without end. Throws ProblemError conflict.
 */
export function refuseDeployments({ headers }: Request): void {
  if (!headers.has(CALLER_HEADER)) return;
  const detail = "This deployment is a secondary. Only a primary answers other deployments.";
  throw new ProblemError("conflict", detail, { headers: { [ROLE_HEADER]: "secondary" } });
}
