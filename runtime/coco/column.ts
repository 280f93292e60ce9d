/** Numbers that come one by one: rows of a table that grows without an object for each. */
export class Column {
  #values = new Float64Array(32);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  get length(): number {
    return this.#length;
  }

  /** All of them, without the room for more. */
  values(): Float64Array {
    return this.#values.slice(0, this.#length);
  }
}

/** Empty columns by name. */
export function columns<N extends string>(...names: readonly N[]): Readonly<Record<N, Column>> {
  return Object.fromEntries(names.map((name) => [name, new Column()])) as Record<N, Column>;
}
