/** The chosen township, parcel or facility: its figures beside the map. */
const Details = (() => {
  const { element, isolated, byId } = Dom;
  const { word } = Data;
  let wayBack = null;

  /** A cell as it is shown everywhere: text, or a verdict as a badge with a sign, readable without colour. */
  function cellContent(cell) {
    if (!Array.isArray(cell)) return isolated(Data.cellText(cell));
    const sign = { pass: "✓", fail: "✗", open: "?" }[cell[0]] ?? "–";
    return element(
      "span",
      { class: `badge ${["pass", "fail", "open"].includes(cell[0]) ? cell[0] : "none"}` },
      element("span", { "aria-hidden": "true", class: "sign" }, sign),
      isolated(cell[1]),
    );
  }

  const close = () => {
    State.change({ subject: null });
    if (wayBack?.isConnected) goBack();
  };

  function goBack() {
    wayBack.scrollIntoView({ block: "center", behavior: Dom.calm() ? "auto" : "smooth" });
    wayBack.focus({ preventScroll: true });
  }

  const button = (label, handler) => element("button", { type: "button", class: "small", on: { click: handler } }, label);

  function shareBars(subject) {
    const { circles, parcels } = State.service();
    if (subject[0] !== "piece") return null;
    const bars = circles.map((circle, i) => {
      const share = parcels.shares[i]?.[subject[1]];
      if (typeof share !== "number") return null;
      const bar = element("span", { class: "share-bar" }, element("span"));
      bar.firstChild.style.width = `${Math.min(1, Math.max(0, share)) * 100}%`;
      return element("div", { class: "share", "aria-hidden": "true" }, element("span", null, isolated(circle.label)), bar);
    });
    return element("div", { class: "shares" }, ...bars);
  }

  function fill() {
    const { subject, service } = State.now;
    const box = byId("details");
    const chosen = byId("chosen");
    box.hidden = subject === null;
    chosen.hidden = subject === null;
    box.replaceChildren();
    chosen.replaceChildren();
    if (!subject) return;
    const name = Data.nameOf(subject, service);
    const kinds = Data.kindOf(subject, service);
    const figures = Data.figuresOf(subject, service);
    chosen.append(isolated(name), ` ${word("figures-below")}`);
    const township = subject[0] === "piece" ? Data.land.townships[subject[1]] : null;
    const definitions = figures?.columns.flatMap((column, i) => [
      element("dt", null, isolated(column.heading)),
      element("dd", { class: column.kind }, cellContent(figures.row[i] ?? null)),
    ]) ?? [];
    box.append(...[
      element("p", { class: "kind" }, isolated(kinds.join(" · "))),
      element("h3", { id: "details-title" }, isolated(name)),
      element(
        "div",
        { class: "actions" },
        button(word("move-there"), () => MapView.show(subject)),
        typeof township === "number" ? button(word("show-township"), () => choose(["township", township])) : null,
        wayBack?.isConnected ? button(word("go-back"), goBack) : null,
        button(word("close"), close),
      ),
      shareBars(subject),
      figures ? element("dl", null, ...definitions) : element("p", { class: "quiet" }, word("no-figures")),
    ].filter(Boolean));
    box.scrollTop = 0;
    Dom.announce(word("chosen", { name, kind: kinds.join(" ") }));
  }

  /** Chooses a subject from elsewhere (search, table, chart): the map moves there, and the focus to its figures. */
  function choose(subject, from) {
    wayBack = from ?? null;
    State.change({ subject });
    MapView.show(subject);
    const top = byId("map-section").getBoundingClientRect();
    if (top.top < 0 || top.top > window.innerHeight * 0.4) {
      byId("map-section").scrollIntoView({ block: "start", behavior: Dom.calm() ? "auto" : "smooth" });
    }
    byId("details").focus({ preventScroll: true });
  }

  function open() {
    State.listen((parts) => {
      if ("subject" in parts || "service" in parts) fill();
    });
    byId("map").addEventListener("click", () => { wayBack = null; }, true);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && State.now.subject) close();
    });
  }

  return { open, choose, cellContent };
})();
