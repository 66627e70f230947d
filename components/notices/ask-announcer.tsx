"use client";

import { useEffect, useState } from "react";
import { watchAsks } from "@/lib/client/asks/watch-asks";
import { useTab } from "@/lib/client/hooks/tab-provider";
import { askNews } from "./ask-news";

/** Announces the start and the end of each request to screen readers, politely and once. */
export function AskAnnouncer() {
  const { tab } = useTab();
  const [news, setNews] = useState("");
  useEffect(
    () =>
      watchAsks(tab, (changes) => {
        const sentences = changes.flatMap((change) => askNews(change) ?? []);
        if (sentences.length > 0) setNews(sentences.join(" "));
      }),
    [tab],
  );
  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  );
}
