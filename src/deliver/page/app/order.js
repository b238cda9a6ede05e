/** Which rows of a table are shown, and in what order. Totals stay out of it: they stay at the bottom. */
const Order = (() => {
  const texts = new Intl.Collator(Data.all.language, { numeric: true });
  const VERDICTS = ["fail", "open", "pass", "none"];
  const searchable = new WeakMap();

  const plain = (text) => String(text).normalize("NFKC").toLowerCase();

  /** All text of a row, made once a table is first filtered. */
  function textsOf(table) {
    if (!searchable.has(table)) {
      searchable.set(table, table.rows.map((row) => plain(row.map(Data.cellText).join("\n"))));
    }
    return searchable.get(table);
  }

  /** What a cell is sorted by; `null` for none, which comes last in either direction. */
  function keyOf(cell, kind) {
    if (cell === null || cell === undefined) return null;
    if (kind === "number") {
      const number = Number(Data.cellText(cell));
      return Number.isNaN(number) ? null : number;
    }
    if (kind === "verdict" && Array.isArray(cell)) return VERDICTS.indexOf(cell[0]);
    return Data.cellText(cell);
  }

  /**
   * The numbers of the rows to show. `sort` is `null` (as given) or `{ column, direction: 1 | -1 }`;
   * `filter` is words that must all stand in the row.
   */
  function rowsOf(table, sort, filter) {
    const body = table.rows.length - (table.totals ?? 0);
    let rows = [...Array(body).keys()];
    const wanted = plain(filter).split(/\s+/).filter(Boolean);
    if (wanted.length) {
      const all = textsOf(table);
      rows = rows.filter((row) => wanted.every((one) => all[row].includes(one)));
    }
    if (!sort) return rows;
    const { kind } = table.columns[sort.column];
    const keys = new Map(rows.map((row) => [row, keyOf(table.rows[row][sort.column], kind)]));
    return rows.sort((a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      if (x === null || y === null) return (x === null) - (y === null) || a - b;
      const difference = typeof x === "string" ? texts.compare(x, String(y)) : x - y;
      return difference * sort.direction || a - b;
    });
  }

  return { rowsOf };
})();
