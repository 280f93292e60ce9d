/** What differs between two plain objects, leaf by leaf, as paths that `--set` takes. Lists are leaves. */
import type { FieldChange, Json } from '../schema/diff-report-types.generated.ts';

/** In the order of the later object; what only the earlier one has stands behind what it followed. */
export function fieldChanges(before: unknown, after: unknown, path = ''): readonly FieldChange[] {
  if (hasFields(before ?? after) && hasFields(after ?? before)) {
    const [old, now] = [(before ?? {}) as Fields, (after ?? {}) as Fields];
    return mergedKeys(Object.keys(old), Object.keys(now)).flatMap((key) =>
      fieldChanges(old[key], now[key], path === '' ? key : `${path}.${key}`),
    );
  }
  // Lists are of numbers, so they are equal when they are written alike.
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [
    {
      path,
      ...(before === undefined ? {} : { before: before as Json }),
      ...(after === undefined ? {} : { after: after as Json }),
    },
  ];
}

type Fields = Readonly<Record<string, unknown>>;

function hasFields(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

function mergedKeys(old: readonly string[], now: readonly string[]): readonly string[] {
  const keys = [...now];
  old.forEach((key, i) => {
    if (!keys.includes(key)) keys.splice(i === 0 ? 0 : keys.indexOf(old[i - 1]!) + 1, 0, key);
  });
  return keys;
}
