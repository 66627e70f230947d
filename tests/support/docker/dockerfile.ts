/** One line of a Dockerfile: `COPY --from=build a b` has the flag `from` and the words `a`, `b`. */
export type Instruction = {
  name: string;
  flags: Readonly<Record<string, string>>;
  /** What follows the flags. */
  text: string;
};

export type Stage = { image: string; name: string; instructions: Instruction[] };

/** Parses the Dockerfile's stages. ARG before the first FROM is filled in. Throws on an unknown line. */
export function parseDockerfile(source: string): Stage[] {
  const stages: Stage[] = [];
  const defaults: Record<string, string> = {};
  for (const { name, flags, text } of instructionsOf(source)) {
    const stage = stages.at(-1);
    if (name === "FROM") {
      const [image = "", , as = ""] = fillIn(text, defaults).split(/\s+/);
      stages.push({ image, name: as, instructions: [] });
    } else if (stage !== undefined) {
      stage.instructions.push({ name, flags, text });
    } else {
      if (name !== "ARG") throw new Error(`${name} before the first FROM`);
      Object.assign(defaults, pairsOf(text));
    }
  }
  return stages;
}

/** `A=1 B=2`, as ENV and ARG have them. */
export function pairsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(/\s+/).map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** The words of a command in its JSON form. Throws on the other form, which a shell would run. */
export function commandOf(text: string): string[] {
  const words: unknown = JSON.parse(text);
  if (!Array.isArray(words)) throw new Error(`Not a list of words: ${text}`);
  return words.map(String);
}

function instructionsOf(source: string): Instruction[] {
  const lines = source
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .join("\n")
    .replace(/\\\n\s*/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [, name = "", flags = "", text = ""] =
      /^([A-Z]+)\s+((?:--\S+\s+)*)(.*)$/.exec(line) ?? [];
    if (name === "") throw new Error(`Not an instruction: ${line}`);
    const given = flags.split(/\s+/).filter(Boolean).join(" ").replaceAll("--", "");
    return { name, flags: given === "" ? {} : pairsOf(given), text: text.trim() };
  });
}

function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/**
 * Whether a file of the checkout is in the build's context. Understands what `.dockerignore` uses: `*`
 * first, then `!name` for what is let in. Throws on any other line.
 */
export function isInContext(dockerIgnore: string, file: string): boolean {
  const [all, ...kept] = dockerIgnore.split("\n").filter((line) => line && !line.startsWith("#"));
  if (all !== "*" || kept.some((line) => !/^!\.?[\w.-]+$/.test(line))) {
    throw new Error("This form of .dockerignore is not understood");
  }
  return kept.includes(`!${file.split("/")[0]}`);
}
