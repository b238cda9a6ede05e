/** Tables that sort and filter, and whose rows move the map. */
const Tables = (() => {
  const { element, isolated, byId } = Dom;
  const { word } = Data;
  const AT_ONCE = 100;

  /** A table on the page with what the reader has done to it. */
  class TableView {
    constructor(table) {
      this.table = table;
      this.sort = null;
      this.filter = "";
      this.limit = AT_ONCE;
      const first = table.subjects?.findIndex(Boolean) ?? -1;
      // The column of names stays in sight when the table is moved sideways.
      this.nameColumn = first < 0 ? -1 : this.linkColumn(first, table.subjects[first]);
      this.build();
      this.fill();
    }

    build() {
      const { table } = this;
      const titleId = `table-${table.id}-title`;
      this.heads = table.columns.map((column, i) => {
        const button = element("button", { type: "button", on: { click: () => this.sortBy(i) } }, isolated(column.heading), element("span", { class: "arrow", "aria-hidden": "true" }));
        return element("th", { scope: "col", class: this.classOf(i), "aria-sort": "none", "data-heading": column.heading }, button);
      });
      this.body = element("tbody");
      this.foot = element("tfoot");
      this.count = element("span", { class: "count" });
      this.left = element("p", { class: "paper-only left-out" });
      this.more = element("div", { class: "more" });
      const hasTools = table.rows.length > 1;
      this.box = element(
        "section",
        { class: `table-section${table.columns.length > 16 ? " widest" : ""}`, id: `table-${table.id}`, "aria-labelledby": titleId },
        element(
          "details",
          { open: true },
          element("summary", null, element("h3", { id: titleId }, isolated(table.title)), element("span", { class: "rows" }, word("rows", { n: table.rows.length - (table.totals ?? 0) }))),
          table.note ? element("p", { class: "note" }, isolated(table.note)) : null,
          hasTools ? this.tools() : null,
          element(
            "div",
            { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": titleId },
            element(
              "table",
              null,
              element("caption", { class: "unseen" }, isolated(table.title)),
              element("thead", null, element("tr", null, ...this.heads)),
              this.body,
              this.foot,
            ),
          ),
          this.left,
          this.more,
        ),
      );
    }

    classOf(column) {
      return this.table.columns[column].kind + (column === this.nameColumn ? " names" : "");
    }

    tools() {
      const id = `filter-${this.table.id}`;
      const input = element("input", {
        type: "text",
        id,
        autocomplete: "off",
        placeholder: word("filter-hint"),
        on: {
          input: () => {
            this.filter = input.value;
            this.limit = AT_ONCE;
            this.fill();
            Dom.announce(this.count.textContent);
          },
          keydown: (event) => {
            if (event.key !== "Escape" || !input.value) return;
            event.preventDefault();
            input.value = "";
            input.dispatchEvent(new Event("input"));
          },
        },
      });
      const copy = element("button", { type: "button", class: "small", on: { click: () => Copy.table(this.table, this.rows) } }, word("copy"));
      return element("div", { class: "tools" }, element("label", { for: id }, word("filter")), input, this.count, copy);
    }

    /** Another click on a header: rising, falling, as given. */
    sortBy(column) {
      const direction = this.sort?.column === column ? { 1: -1, "-1": 0 }[this.sort.direction] : 1;
      this.sort = direction ? { column, direction } : null;
      this.heads.forEach((head, i) => {
        const isSorted = this.sort?.column === i;
        head.setAttribute("aria-sort", !isSorted ? "none" : this.sort.direction > 0 ? "ascending" : "descending");
      });
      this.fill();
      const heading = this.table.columns[column].heading;
      Dom.announce(word(!this.sort ? "sorted-none" : direction > 0 ? "sorted-up" : "sorted-down", { heading }));
    }

    /** The cell of a row that leads to the map: the one with the subject's name, else the first text. */
    linkColumn(index, subject) {
      const cells = this.table.rows[index];
      const name = Data.nameOf(subject, State.now.service);
      const named = cells.findIndex((cell) => cell === name);
      if (named >= 0) return named;
      return Math.max(0, this.table.columns.findIndex((column, i) => column.kind === "text" && cells[i] !== null));
    }

    rowOf(index) {
      const { table } = this;
      const subject = table.subjects?.[index] ?? null;
      const linkColumn = subject ? this.linkColumn(index, subject) : -1;
      const row = element("tr");
      const choose = (from) => Details.choose(subject, from);
      table.columns.forEach((_, i) => {
        const content = Details.cellContent(table.rows[index][i] ?? null);
        const link = i === linkColumn && element("button", { type: "button", class: "link", title: word("show-on-map") }, content);
        row.append(element("td", { class: this.classOf(i) }, link || content));
      });
      if (subject) {
        row.className = "has-place";
        row.addEventListener("click", () => {
          // Text that the reader marks to copy is no wish to move the map.
          if (String(getSelection()) === "") choose(row.querySelector("button.link"));
        });
      }
      return row;
    }

    fill() {
      const { table } = this;
      this.rows = Order.rowsOf(table, this.sort, this.filter);
      const shown = this.rows.slice(0, this.limit);
      this.body.replaceChildren(...shown.map((row) => this.rowOf(row)));
      const body = table.rows.length - (table.totals ?? 0);
      this.foot.replaceChildren(...Array.from({ length: table.totals ?? 0 }, (_, i) => this.rowOf(body + i)));
      if (!shown.length) {
        this.body.append(element("tr", null, element("td", { colspan: table.columns.length, class: "quiet" }, word("nothing-found"))));
      }
      const left = this.rows.length - shown.length;
      this.count.textContent = this.rows.length < body || left ? word("rows-shown", { shown: shown.length, all: body }) : "";
      this.left.textContent = shown.length < body ? word("rows-left-out", { shown: shown.length, all: body }) : "";
      this.more.replaceChildren(...(left ? this.moreButtons(left) : []));
    }

    moreButtons(left) {
      const grow = (by) => () => {
        const first = this.limit;
        this.limit += by;
        this.fill();
        (this.body.rows[first]?.querySelector("button") ?? this.more.querySelector("button"))?.focus({ preventScroll: true });
      };
      const button = (label, by) => element("button", { type: "button", on: { click: grow(by) } }, label);
      const next = button(word("show-more", { n: Math.min(AT_ONCE, left) }), AT_ONCE);
      return left > AT_ONCE && left <= 5000 ? [next, button(word("show-all", { n: left }), left)] : [next];
    }
  }

  const sections = (tables) => (tables ?? [])
    .filter((table) => table.columns.length > 0 && table.rows.length > 0)
    .map((table) => new TableView(table).box);

  function fill(id, tables) {
    const boxes = sections(tables);
    byId(`${id}-body`).replaceChildren(...boxes);
    byId(id).hidden = boxes.length === 0;
  }

  function open() {
    fill("tables", Data.services[State.now.service]?.tables);
    fill("about", Data.all.tables);
    State.listen((parts) => { if ("service" in parts) fill("tables", Data.services[State.now.service]?.tables); });
  }

  return { open };
})();
