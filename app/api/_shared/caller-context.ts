import type { DeskContext } from "@/app/api/_shared/route-to-desk";
import type { Admitted } from "@/lib/http/request/admit";
import type { Runtime } from "@/lib/runtime/runtime";

type Caller = Parameters<Runtime["callers"]["countRequest"]>[0];

/** What a handler of `callerRoute` gets. */
export type CallerContext<Query> = DeskContext<Query> &
  Pick<Runtime, "desk" | "clock" | "noteHeartbeat"> &
  Omit<Admitted<Caller>, "headers"> & {
    /** Counts the request against the flood limits, if the desk does not. Throws too-many-requests. */
    count(): Promise<void>;
    /** Whether it was counted already. */
    isCounted: boolean;
    /** Whether only saved data may be the answer: a secondary cannot ask its primary. */
    isFromCopies: boolean;
  };
