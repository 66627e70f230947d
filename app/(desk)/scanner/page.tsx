import type { Metadata, Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { Scanner } from "@/components/scanner/scanner";
import { runtime } from "@/lib/runtime/runtime";

export const metadata: Metadata = { title: "Scanner" };

/** Scans of many symbols. The address names the shown scan. Opening the page makes no upstream call. */
export default async function Page({ searchParams }: PageProps<"/scanner">) {
  const { callers, desk } = await runtime();
  if (!callers.identify(await headers()).admitted) {
    const { scan } = await searchParams;
    const path =
      typeof scan === "string" ? `/scanner?scan=${encodeURIComponent(scan)}` : "/scanner";
    redirect(`/enter?return=${encodeURIComponent(path)}` as Route);
  }
  return <Scanner lists={desk.offeredLists()} />;
}
