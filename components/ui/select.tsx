/** A native select with its label before it. */
export function Select<Choice extends string>({
  label,
  value,
  choices,
  onChoose,
}: {
  label: string;
  value: Choice;
  choices: readonly { value: Choice; words: string }[];
  onChoose: (value: Choice) => void;
}) {
  return (
    <label className="inline-flex items-center gap-1.5 text-xs text-muted">
      {label}
      <select
        value={value}
        onChange={({ target }) => {
          const chosen = choices.find((choice) => choice.value === target.value);
          if (chosen) onChoose(chosen.value);
        }}
        className="h-11 rounded-md border border-control bg-panel px-2 text-sm text-text sm:h-8"
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.words}
          </option>
        ))}
      </select>
    </label>
  );
}
