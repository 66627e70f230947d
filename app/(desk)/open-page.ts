import { headers } from "next/headers";
import { cache } from "react";
import { type Runtime, runtime } from "@/lib/runtime/runtime";

type Opened = Runtime & {
  /** The data of the page. Null: the visitor must enter the passphrase first. */
  reach: Awaited<ReturnType<Runtime["desk"]["countPage"]>> | null;
};

/** Checks access and counts the visit, once per request: layout and page share the result. */
export const openPage = cache(async (): Promise<Opened> => {
  const parts = await runtime();
  const { caller, admitted } = parts.callers.identify(await headers());
  return { ...parts, reach: admitted ? await parts.desk.countPage(caller) : null };
});
