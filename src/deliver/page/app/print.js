/** Printing: map, charts and tables are fitted to the paper, in the light colours, and put back afterwards. */
const Paper = (() => {
  // A4 with margins of 12 mm at 96 pixels an inch: 186 mm upright, 273 mm sideways, where tables stand.
  const WIDTH = 700;
  const SIDEWAYS = 1028;
  let back = null;

  function before() {
    if (back) return;
    State.change({ printing: true });
    back = [MapView.toPaper(WIDTH)];
    Charts.drawAll(WIDTH);
    for (const table of document.querySelectorAll(".scroll > table")) fit(table);
  }

  /** A table wider than its paper is printed smaller as a whole, a much wider one in parts: no column is cut off. */
  function fit(table) {
    table.classList.add("on-paper");
    back.push(() => table.classList.remove("on-paper"));
    const wide = table.scrollWidth;
    if (wide > SIDEWAYS * 1.4) {
      const parts = Dom.element("div", { class: "paper-only" }, ...columnsByPart(table).map((columns) => partOf(table, columns)));
      table.classList.add("screen-only");
      table.after(parts);
      back.push(() => {
        parts.remove();
        table.classList.remove("screen-only");
      });
    } else if (wide > SIDEWAYS) {
      table.style.zoom = String(SIDEWAYS / wide);
      back.push(() => { table.style.zoom = ""; });
    }
  }

  /** The columns of each part: as many as fit, and the column of names in every part. */
  function columnsByPart(table) {
    const heads = [...table.tHead.rows[0].cells];
    const name = Math.max(0, heads.findIndex((head) => head.classList.contains("names")));
    const widths = heads.map((head) => head.offsetWidth);
    const parts = [];
    let room = 0;
    heads.forEach((_, i) => {
      if (!parts.length || (room < widths[i] && i !== name)) {
        parts.push(parts.length && name < i ? [name] : []);
        room = SIDEWAYS - widths[name];
      }
      const part = parts[parts.length - 1];
      part.push(i);
      if (i !== name) room -= widths[i];
    });
    return parts;
  }

  function partOf(table, columns) {
    const rowsOf = (section, rows) => Dom.element(section, null, ...[...rows].map((row) => Dom.element(
      "tr",
      null,
      ...columns.map((i) => row.cells[i]?.cloneNode(true)),
    )));
    return Dom.element(
      "table",
      { class: "paper-part" },
      rowsOf("thead", table.tHead.rows),
      rowsOf("tbody", table.tBodies[0].rows),
      rowsOf("tfoot", table.tFoot.rows),
    );
  }

  function after() {
    if (!back) return;
    State.change({ printing: false });
    for (const undo of back.reverse()) undo();
    back = null;
    Charts.drawAll();
  }

  function open() {
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
  }

  return { open };
})();
