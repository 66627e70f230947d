import type { Metadata } from "next";
import { openSymbol, symbolOf } from "@/app/(desk)/s/open-symbol";
import { GammaPage } from "@/components/gamma/gamma-page";

type Props = PageProps<"/s/[symbol]/gamma">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${symbolOf((await params).symbol) ?? "Not a valid symbol"} gamma` };
}

/** When gamma expires, from cached data. Opening the page makes no upstream call. */
export default async function Page(props: Props) {
  return <GammaPage view={await openSymbol(props, "/gamma")} />;
}
