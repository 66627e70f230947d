"use client";

import { showNotice } from "@/components/notices/notices";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { useTab } from "@/lib/client/hooks/tab-provider";
import { usePreferences } from "@/lib/client/hooks/use-preferences";
import { chooseTheme } from "./theme-choice";

const KEYS: readonly [keys: readonly string[], does: string][] = [
  [["/", "Ctrl K", "⌘ K"], "Search symbols"],
  [["j", "k"], "Next or previous row"],
  [["Enter"], "Open the row's symbol"],
  [["r"], "Refresh the row (may use 1 API call)"],
  [["x"], "Select the row"],
  [["a"], "Add a symbol"],
  [["s"], "Scanner"],
  [["p"], "Pause or resume the scan"],
  [["e"], "Edit the watchlist"],
  [["t"], "Theme: system, light, dark"],
  [["?"], "Show this help"],
  [["Esc"], "Close"],
];

/** Lists the keyboard shortcuts and this browser's preferences. */
export function PreferenceSheet({ onDone }: { onDone: () => void }) {
  const { preferences } = useTab().tab;
  const { shortcuts, statusReads } = usePreferences();
  const reset = () => {
    const before = preferences.latest();
    preferences.reset();
    chooseTheme("system");
    showNotice({
      id: "reset",
      text: "Watchlist and preferences reset",
      act: { label: "Undo", press: () => preferences.change(before) },
    });
    onDone();
  };
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 pb-4">
        {KEYS.map(([keys, does]) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="rounded-sm border border-control px-1.5 font-mono text-xs leading-5"
                >
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className={shortcuts ? undefined : "text-muted"}>{does}</dd>
          </div>
        ))}
      </dl>
      <div className="divide-y divide-line border-y border-line">
        <Switch
          label="Single-key shortcuts"
          detail="When off, only Ctrl K / ⌘ K works."
          on={shortcuts}
          onTurn={(on) => preferences.change({ shortcuts: on })}
        />
        <Switch
          label="Refresh the quota every minute"
          detail="While this tab is visible. Uses no API calls."
          on={statusReads}
          onTurn={(on) => preferences.change({ statusReads: on })}
        />
      </div>
      <div className="flex items-center justify-between gap-4 pt-4">
        <p className="text-xs text-muted">Saved in this browser only.</p>
        <Button onPress={reset} className="h-11 sm:h-8">
          Reset everything
        </Button>
      </div>
    </>
  );
}
