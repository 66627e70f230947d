"use client";

import { useEffect, useState } from "react";
import { useTab } from "@/lib/client/tab-provider";
import { watchAsks } from "@/lib/client/watch-asks";
import { askNews } from "./ask-news";

/** Tells a screen reader the start and the end of each ask, politely and once. */
export function AskAnnouncer() {
  const { tab } = useTab();
  const [news, setNews] = useState("");
  useEffect(
    () =>
      watchAsks(tab, (changes) => {
        const told = changes.flatMap((change) => askNews(change) ?? []);
        if (told.length > 0) setNews(told.join(" "));
      }),
    [tab],
  );
  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  );
}
