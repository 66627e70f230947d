"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { lookalikeIn } from "@/lib/contract/market/symbol-refusal";

/** Says what is wrong with the symbol in the address, when it has a letter that only looks right. */
export default function NotASymbolPage() {
  const lookalike = lookalikeIn(symbolIn(usePathname()));
  return (
    <div className="mx-auto mt-12 max-w-md">
      <h1 className="pb-1 text-lg font-semibold">Not a valid symbol</h1>
      {lookalike !== null && <p className="pb-1">In this address {lookalike}.</p>}
      <p className="pb-4 text-muted">
        Use up to ten letters and digits, such as SPY, BRK.B or SPX. No API call was made.
      </p>
      <Link href="/" className="text-accent underline underline-offset-2">
        Back to watchlist
      </Link>
    </div>
  );
}

/** `АAPL` of `/s/%D0%90APL/gamma`, or nothing when it cannot be decoded. */
function symbolIn(path: string): string {
  try {
    return decodeURIComponent(path.split("/")[2] ?? "");
  } catch {
    return "";
  }
}
