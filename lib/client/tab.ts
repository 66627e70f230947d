import type { AskStore } from "./ask-store";
import type { Server } from "./call-server";
import type { Held } from "./held";
import type { PreferenceStore } from "./preference-store";
import type { ScanNewsDesk } from "./scan-news";

/** What one browser tab is made of; every act takes it. */
export type Tab = Server & {
  held: Held;
  asks: AskStore;
  preferences: PreferenceStore;
  scans: ScanNewsDesk;
  /** Follows the open tickets until each has ended; calling it again changes nothing. */
  follow(): void;
};
