import type { ExpirationGroup } from "@/lib/contract/expirations-data";
import { alikeWords, GROUP_WORDS } from "./group-words";

type Props = { expiration: ExpirationGroup; alike: readonly ExpirationGroup[]; after?: boolean };

/** A group of expirations, with the other names of the same expiration. */
export function GroupName({ expiration, alike, after = false }: Props) {
  const name = GROUP_WORDS[expiration];
  return (
    <dt className="leading-4">
      {after && <span className="text-xs text-muted">after </span>}
      {after ? name.toLowerCase() : name}
      {alike.length > 0 && (
        <span className="block text-xs leading-4 text-muted">{alikeWords(alike)}</span>
      )}
    </dt>
  );
}
