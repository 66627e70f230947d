"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

/** The link to the scanner. Not prefetched, because seeing the bar must not load the page. */
export function ScannerLink() {
  return (
    <Link
      href="/scanner"
      prefetch={false}
      data-key="scanner"
      aria-current={usePathname() === "/scanner" ? "page" : undefined}
      className="flex h-11 items-center rounded-md px-2 text-sm text-muted hover:text-text aria-[current=page]:font-medium aria-[current=page]:text-text lg:h-8"
    >
      Scanner
    </Link>
  );
}
