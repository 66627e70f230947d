"use client";

import { Button } from "@/components/ui/button";
import type { ScanControl } from "@/lib/client/use-scan";
import type { Standing } from "./progress-words";
import { counted } from "./setup-words";

type ActsProps = { control: ScanControl; standing: Standing; failed: number };

/** What can be done with a scan, in one place of one width whatever its state. */
export function ScanActs({ control, standing, failed }: ActsProps) {
  const { acting, act, cancel } = control;
  const waiting = acting !== null;
  const press = "h-11 flex-1 sm:h-8 sm:flex-none";
  if (standing === "cancelled") return null;
  return (
    <div className="flex gap-2 max-sm:w-full">
      {standing === "ended" && failed > 0 && (
        <Button waiting={waiting} onPress={() => act("retry")} className={press}>
          {acting === "retry" ? "Asking…" : `Retry failed · ${counted(failed, "call")}`}
        </Button>
      )}
      {standing === "paused" && (
        <Button shortcut="pause" waiting={waiting} onPress={() => act("resume")} className={press}>
          Resume
        </Button>
      )}
      {(standing === "running" || standing === "resting") && (
        <Button shortcut="pause" waiting={waiting} onPress={() => act("pause")} className={press}>
          Pause
        </Button>
      )}
      {standing !== "ended" && (
        <Button waiting={waiting} onPress={cancel} className={press}>
          Cancel
        </Button>
      )}
    </div>
  );
}
