"use client";

import { Button } from "@/components/ui/button";
import type { ScanControl } from "@/lib/client/hooks/use-scan";
import type { Standing } from "./progress-words";
import { counted } from "./setup-words";

type ActsProps = { control: ScanControl; standing: Standing; failed: number };

/** The buttons of a scan. Their place and width are the same in every state. */
export function ScanActs({ control, standing, failed }: ActsProps) {
  const { acting, act, cancel } = control;
  const waiting = acting !== null;
  const press = "h-11 sm:h-8";
  if (standing === "cancelled") return null;
  return (
    <div className="flex shrink-0 gap-2">
      {standing === "ended" && failed > 0 && (
        <Button waiting={waiting} onPress={() => act("retry")} className={press}>
          Retry failed · {counted(failed, "API call")}
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
