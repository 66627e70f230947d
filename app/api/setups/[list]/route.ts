import { callerRoute } from "@/app/api/_shared/caller-route";
import { readSnapshot, snapshotQuery } from "@/app/api/_shared/read-snapshot";
import { otherMethods } from "@/lib/http/route";

export const maxDuration = 90;

/** A list of symbols that the upstream chose: its top setups, or the result of one screener. */
export const GET = callerRoute(
  (ask, { list }: { list: string }) => readSnapshot(ask, "setups", list),
  snapshotQuery,
  { onSecondary: "copies" },
);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");
