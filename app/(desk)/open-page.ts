import { headers } from "next/headers";
import { cache } from "react";
import { type Runtime, runtime } from "@/lib/runtime";

type Opened = Runtime & {
  /** What the page is drawn from; null: whoever opens it has to give the passphrase first. */
  reach: Awaited<ReturnType<Runtime["desk"]["countPage"]>> | null;
};

/** Once a request, for its layout and its page together: who opens it is let in, and counted. */
export const openPage = cache(async (): Promise<Opened> => {
  const parts = await runtime();
  const { caller, admitted } = parts.callers.identify(await headers());
  return { ...parts, reach: admitted ? await parts.desk.countPage(caller) : null };
});
