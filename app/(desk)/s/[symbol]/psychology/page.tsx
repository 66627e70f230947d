import type { Metadata } from "next";
import { openSymbol, symbolOf } from "@/app/(desk)/s/open-symbol";
import { PsychologyPage } from "@/components/psychology/psychology-page";

type Props = PageProps<"/s/[symbol]/psychology">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${symbolOf((await params).symbol) ?? "Not a valid symbol"} psychology` };
}

/** The traps, calculated from cached data. Opening the page makes no upstream call. */
export default async function Page(props: Props) {
  return <PsychologyPage view={await openSymbol(props, "/psychology")} />;
}
