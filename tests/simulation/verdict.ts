import type { Row } from "./table";

/** Of the calls that the limit allows while a line stands. */
const USED_AT_LEAST = 0.99;

/** What the tables show to be wrong, as sentences; none when all is as promised. */
export function verdictOf(subject: Row, controls: Row[]): string[] {
  const { name, faults, line } = subject;
  const scenes = [faults, ...(line ? [line] : [])];
  const wrong = scenes.flatMap(({ over, broken }) => [
    ...over.map((seed) => `${name}, seed ${seed}: a window with an arrival too many`),
    ...broken.map(({ seed, sentence }) => `${name}, seed ${seed}: ${sentence}`),
  ]);
  const idle =
    line && line.pace.ideal < line.pace.took * USED_AT_LEAST
      ? [`${name} left more than 1 % of the limit unused while a line stood`]
      : [];
  // What nobody waited for was not measured.
  const unmeasured = line?.pace.took === 0 ? [`No line ever stood before ${name}`] : [];
  const missed = controls
    .filter((control) => control.faults.over.length === 0)
    .map((control) => `${control.name} was not caught in ${control.faults.seeds} seeds`);
  return [...wrong, ...idle, ...unmeasured, ...missed];
}
