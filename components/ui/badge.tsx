import clsx from "clsx";

export type BadgeShape = "full" | "half" | "hollow" | "broken";

export type BadgeProps = {
  shape: BadgeShape;
  word: string;
  title: string;
  amber?: boolean;
};

/** A word with a shape, so that it does not depend on color. */
export function Badge({ shape, word, title, amber = false }: BadgeProps) {
  return (
    <span
      title={title}
      className={clsx(
        "inline-flex items-center gap-1 text-xs",
        amber ? "text-stale" : "text-muted",
      )}
    >
      <svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true" fill="currentColor">
        {shape === "full" && <circle cx="4" cy="4" r="3.5" />}
        {shape === "half" && (
          <>
            <circle cx="4" cy="4" r="3" fill="none" stroke="currentColor" />
            <path d="M4 1a3 3 0 0 0 0 6z" />
          </>
        )}
        {shape === "hollow" && <circle cx="4" cy="4" r="3" fill="none" stroke="currentColor" />}
        {shape === "broken" && <path d="M4 .5 8 7.5H0z" />}
      </svg>
      {word}
    </span>
  );
}
