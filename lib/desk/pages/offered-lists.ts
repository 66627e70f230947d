import { SETUP_LISTS, type SetupList } from "@/lib/contract/values/resources";
import type { Services } from "@/lib/desk/base/services";

/** The lists of setups that the API in use offers; none on v1. Makes no call and reads no store. */
export function offeredLists({ upstream }: Pick<Services, "upstream">): readonly SetupList[] {
  return SETUP_LISTS.filter((symbol) => upstream.jobFor({ resource: "setups", symbol }) !== null);
}
