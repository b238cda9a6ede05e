/** A table as tab-separated text on the clipboard, for a spreadsheet. */
const Copy = (() => {
  const { word } = Data;

  /** A cell of text that a spreadsheet would take for a formula is led by an apostrophe, as in the CSV files. */
  function harmless(text, kind) {
    const line = String(text).replace(/[\t\r\n]+/g, " ");
    const isNumber = kind === "number" && !Number.isNaN(Number(line));
    return !isNumber && /^[=+\-@＝＋－＠]/.test(line) ? `'${line}` : line;
  }

  function textOf(table, rows) {
    const body = table.rows.length - (table.totals ?? 0);
    const totals = Array.from({ length: table.totals ?? 0 }, (_, i) => body + i);
    const line = (cells) => cells.join("\t");
    return [
      line(table.columns.map((column) => harmless(column.heading, "text"))),
      ...[...rows, ...totals].map((row) => line(table.columns.map((column, i) => harmless(Data.cellText(table.rows[row][i] ?? null), column.kind)))),
    ].join("\n");
  }

  /** Copies the rows as they are now sorted and filtered, with the totals. */
  async function table(given, rows) {
    try {
      await navigator.clipboard.writeText(textOf(given, rows));
      Dom.announce(word("copied"));
      say(word("copied"));
    } catch {
      say(word("not-copied"));
    }
  }

  /** A short message at the edge of the window. */
  function say(text) {
    const box = Dom.element("div", { class: "toast" }, text);
    document.body.append(box);
    setTimeout(() => box.remove(), 2500);
  }

  return { table };
})();
