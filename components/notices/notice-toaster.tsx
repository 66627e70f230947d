"use client";

import { useEffect, useRef } from "react";
import { Toaster, toast } from "sonner";
import type { Notice } from "./notices";

/** Shows each notice once, including those from before it was loaded. */
export function NoticeToaster({ notices }: { notices: readonly Notice[] }) {
  const shown = useRef(0);
  useEffect(() => {
    for (const notice of notices.slice(shown.current)) show(notice);
    shown.current = notices.length;
  }, [notices]);
  return (
    <Toaster
      position="bottom-left"
      visibleToasts={3}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full font-sans items-center gap-3 rounded-md border border-line bg-panel px-3 py-2 text-sm text-text sm:w-[356px]",
          content: "flex-1",
          description: "text-xs text-muted",
          actionButton: "h-8 rounded-md px-2 font-medium text-accent hover:bg-bg",
          error: "border-l-4 border-l-stale",
        },
      }}
    />
  );
}

function show({ id, text, detail, failed = false, act }: Notice): void {
  const options = {
    id,
    ...(detail === undefined ? {} : { description: detail }),
    ...(act === undefined ? {} : { action: { label: act.label, onClick: act.press } }),
    icon: null,
  };
  if (failed) toast.error(text, options);
  else toast(text, options);
}
