"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { useDashboard } from "./room-context";

export const READ_ONLY_ID = "read-only";

/**
 * A button that opens its own confirmation. While Admin is read-only, it says so and opens nothing.
 */
export function ActButton({
  children,
  className = "h-11 sm:h-8",
  confirm,
}: {
  children: ReactNode;
  className?: string;
  confirm: (close: () => void) => ReactNode;
}) {
  const { isReadOnly } = useDashboard();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        waiting={isReadOnly}
        {...(isReadOnly ? { describedBy: READ_ONLY_ID } : {})}
        onPress={() => setIsOpen(true)}
        className={className}
      >
        {children}
      </Button>
      {isOpen && confirm(() => setIsOpen(false))}
    </>
  );
}
