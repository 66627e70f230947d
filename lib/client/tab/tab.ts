import type { AskStore } from "./ask-store";
import type { Server } from "./call-server";
import type { LocalCache } from "./local-cache";
import type { PreferenceStore } from "./preference-store";
import type { ScanNewsChannel } from "./scan-news";

/** The parts of one browser tab. Every act takes it. */
export type Tab = Server & {
  cache: LocalCache;
  asks: AskStore;
  preferences: PreferenceStore;
  scans: ScanNewsChannel;
  /** Follows the open tickets until all have ended. Calling it again has no effect. */
  follow(): void;
};
