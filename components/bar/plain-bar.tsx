import type { ReactNode } from "react";

/** The bar of pages without a quota: sign-in, not found, error. */
export function PlainBar({ children = null }: { children?: ReactNode }) {
  return (
    <header className="border-b border-line bg-panel">
      <div className="mx-auto flex h-12 max-w-[1440px] items-center justify-between px-3 sm:px-4">
        <span className="font-semibold">Gammagate</span>
        {children}
      </div>
    </header>
  );
}
