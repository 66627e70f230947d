/**
 * One metric with its samples, as OpenMetrics groups them. For type `counter`, names get `_total`.
 */
export type MetricFamily = {
  name: string;
  type: "gauge" | "counter";
  help: string;
  samples: readonly { labels?: Readonly<Record<string, string>>; value: number }[];
};

export const OPEN_METRICS_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/** Formats OpenMetrics 1.0 text. */
export function openMetricsText(families: readonly MetricFamily[]): string {
  const lines = families.flatMap(({ name, type, help, samples }) => [
    `# TYPE ${name} ${type}`,
    `# HELP ${name} ${escaped(help)}`,
    ...samples.map(({ labels = {}, value }) => {
      const suffix = type === "counter" ? "_total" : "";
      return `${name}${suffix}${labelText(labels)} ${value}`;
    }),
  ]);
  return `${[...lines, "# EOF"].join("\n")}\n`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}
