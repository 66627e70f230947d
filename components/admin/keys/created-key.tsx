"use client";

import { useId } from "react";
import { showNotice } from "@/components/notices/notices";
import { Button } from "@/components/ui/button";
import type { CreatedKey } from "@/lib/contract/admin/keys";

/** Shows a new key, the only time that it can be seen. */
export function CreatedKeyPanel({ created, onDone }: { created: CreatedKey; onDone: () => void }) {
  const heading = useId();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(created.key);
      showNotice({ id: "copied", text: "Key copied" });
    } catch {
      showNotice({ id: "copied", text: "The browser did not allow copying", failed: true });
    }
  };
  return (
    <section
      aria-labelledby={heading}
      className="flex flex-col gap-2 rounded-md border border-accent bg-panel p-3"
    >
      <h2 id={heading} className="font-semibold">
        Key for {created.name}
      </h2>
      <p role="status" className="text-sm">
        Copy this key now. Gammagate does not store it and cannot show it again. Anyone who has it
        can use your quota.
      </p>
      <code className="rounded-md border border-line bg-bg px-2 py-2 text-sm break-all select-all">
        {created.key}
      </code>
      <div className="flex gap-2">
        <Button kind="primary" onPress={() => void copy()} className="h-11 sm:h-8">
          Copy
        </Button>
        <Button onPress={onDone} className="h-11 sm:h-8">
          Done
        </Button>
      </div>
    </section>
  );
}
