/** Names without what wrapping puts before them: `module.` (DataParallel), `state_dict.`, a detector's `backbone.`. */

export function prefixFreeNames(names: Iterable<string>): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  for (const name of names) {
    let short = name;
    for (;;) {
      const rest = /^(?:state_dict|model_state|model|module|_orig_mod|detector)\.(.+)$/.exec(short)?.[1];
      if (rest === undefined) break;
      short = rest;
    }
    if (short !== name && !aliases.has(short)) aliases.set(short, name);
    const inner = /^backbone\.(.+)$/.exec(short)?.[1];
    if (inner !== undefined && !aliases.has(inner)) aliases.set(inner, name);
  }
  return aliases;
}
