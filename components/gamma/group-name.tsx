import { dayWords } from "@/components/charts/history-day";
import type { ExpirationGroup } from "@/lib/contract/market/expirations-data";
import { alikeWords, GROUP_WORDS } from "./group-words";

type Props = {
  expiration: ExpirationGroup;
  /** `YYYY-MM-DD`. Null: unknown, or several dates. */
  date: string | null;
  alike: readonly ExpirationGroup[];
  after?: boolean;
};

/** A group of expirations, with its date and the other names of the same expiration. */
export function GroupName({ expiration, date, alike, after = false }: Props) {
  const name = GROUP_WORDS[expiration];
  const words = [date === null ? "" : dayWords(date), alike.length === 0 ? "" : alikeWords(alike)];
  const detail = words.filter(Boolean).join(", ");
  return (
    <dt className="leading-4">
      {after && <span className="text-xs text-muted">after </span>}
      {after ? name.toLowerCase() : name}
      {detail !== "" && <span className="block text-xs leading-4 text-muted">{detail}</span>}
    </dt>
  );
}
