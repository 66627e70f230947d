/** What repeats, by the name that its authors know. */
export type TimerKind = keyof typeof ADVICE;

/** One timer that fetches. */
export type TimerFinding = {
  /** Relative to the folder that was read, with `/`. */
  path: string;
  /** Counts from 1. */
  line: number;
  kind: TimerKind;
  /** ms when the source says it as a literal, else null. */
  intervalMs: number | null;
};

const PRESS_REFRESH =
  "Show saved data when the page opens, and load new data when a person presses Refresh.";

/** What to do instead: one sentence for each kind of timer. */
const ADVICE = {
  setInterval: PRESS_REFRESH,
  useInterval: PRESS_REFRESH,
  "recursive setTimeout": PRESS_REFRESH,
  "SWR refreshInterval": "Remove refreshInterval, and call mutate() from a Refresh button.",
  "SWR revalidateOnFocus": "Set revalidateOnFocus to false, once for all in SWRConfig.",
  "SWR revalidateOnReconnect": "Set revalidateOnReconnect to false, once for all in SWRConfig.",
  "SWR revalidateOnFocus and revalidateOnReconnect":
    "Set both to false, once for all in SWRConfig. They are on by default.",
  "React Query refetchInterval":
    "Remove refetchInterval, and call refetch() from a Refresh button.",
  "React Query refetchOnWindowFocus":
    "Set refetchOnWindowFocus to false in the defaultOptions of QueryClient. It is on by default.",
  "Streamlit st_autorefresh": 'Remove it, and load inside `if st.button("Refresh"):`.',
  "Streamlit run_every": 'Remove run_every, and load inside `if st.button("Refresh"):`.',
  "Streamlit rerun after sleep": 'Remove both, and load inside `if st.button("Refresh"):`.',
  "while True with sleep":
    "Run the script from cron when new data is due, and after a 429 wait for Retry-After.",
} as const;

/** The sentence that says what to do instead of this kind of timer. */
export function adviceFor(kind: TimerKind): string {
  return ADVICE[kind];
}
