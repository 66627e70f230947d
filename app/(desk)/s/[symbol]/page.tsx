import type { Metadata } from "next";
import { openSymbol, symbolOf } from "@/app/(desk)/s/open-symbol";
import { SymbolPage } from "@/components/symbol/symbol-page";

export async function generateMetadata({ params }: PageProps<"/s/[symbol]">): Promise<Metadata> {
  return { title: symbolOf((await params).symbol) ?? "Not a symbol" };
}

/** One symbol as it stands in the cache: opening it makes no upstream call. */
export default async function Page(props: PageProps<"/s/[symbol]">) {
  return <SymbolPage view={await openSymbol(props)} />;
}
