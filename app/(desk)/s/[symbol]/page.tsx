import type { Metadata } from "next";
import { openSymbol, symbolOf } from "@/app/(desk)/s/open-symbol";
import { SymbolPage } from "@/components/symbol/symbol-page";

export async function generateMetadata({ params }: PageProps<"/s/[symbol]">): Promise<Metadata> {
  return { title: symbolOf((await params).symbol) ?? "Not a valid symbol" };
}

/** The overview of a symbol, from cached data. Opening the page makes no upstream call. */
export default async function Page(props: PageProps<"/s/[symbol]">) {
  return <SymbolPage view={await openSymbol(props)} />;
}
