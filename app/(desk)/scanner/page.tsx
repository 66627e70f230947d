import type { Metadata, Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { Scanner } from "@/components/scanner/scanner";
import { runtime } from "@/lib/runtime";

export const metadata: Metadata = { title: "Scanner" };

/** Scans of many symbols. Which one is shown stands in the address; opening the page asks for nothing. */
export default async function Page({ searchParams }: PageProps<"/scanner">) {
  const { callers } = await runtime();
  if (!callers.identify(await headers()).admitted) {
    const { scan } = await searchParams;
    const path =
      typeof scan === "string" ? `/scanner?scan=${encodeURIComponent(scan)}` : "/scanner";
    redirect(`/enter?return=${encodeURIComponent(path)}` as Route);
  }
  return <Scanner />;
}
