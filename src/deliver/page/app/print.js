/** Printing: the map and the charts are drawn anew at the width of the paper, in the light colours. */
const Paper = (() => {
  // A4 upright with margins of 12 mm: 186 mm at 96 pixels an inch.
  const WIDTH = 700;
  let back = null;

  function before() {
    if (back) return;
    State.change({ printing: true });
    back = MapView.toPaper(WIDTH);
    Charts.drawAll(WIDTH);
    for (const table of document.querySelectorAll(".scroll > table")) shrink(table);
  }

  /** A table wider than its paper is made smaller as a whole, so that no column is cut off. */
  function shrink(table) {
    const isUpright = table.closest(".narrow") !== null;
    const room = isUpright ? WIDTH : 1025;
    table.classList.add("on-paper");
    const wide = table.scrollWidth;
    if (wide > room) table.style.zoom = String(room / wide);
  }

  function after() {
    if (!back) return;
    for (const table of document.querySelectorAll(".scroll > table")) {
      table.style.zoom = "";
      table.classList.remove("on-paper");
    }
    State.change({ printing: false });
    back();
    back = null;
    Charts.drawAll();
  }

  function open() {
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
  }

  return { open };
})();
