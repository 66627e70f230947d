"use client";

import { useEffect } from "react";
import { replayEarlyActs } from "@/lib/client/entry/early-acts";

/** Last in the layout, so that all of the page listens when what was done early is done again. */
export function EarlyActs() {
  useEffect(() => void replayEarlyActs(), []);
  return null;
}
