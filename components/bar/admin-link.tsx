"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

/** The link to Admin. Shown only where Admin is enabled. */
export function AdminLink() {
  return (
    <Link
      href="/admin"
      prefetch={false}
      aria-current={usePathname() === "/admin" ? "page" : undefined}
      className="flex h-11 items-center rounded-md px-2 text-sm text-muted hover:text-text aria-[current=page]:font-medium aria-[current=page]:text-text lg:h-8"
    >
      Admin
    </Link>
  );
}
