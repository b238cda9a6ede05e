/** Search by name over townships, facilities and parcels: a text box with a list of suggestions. */
const Search = (() => {
  const { element, isolated, byId } = Dom;
  const { word } = Data;
  const MOST = 12;
  let entries = [];
  let found = [];
  let active = -1;
  let input;
  let list;

  /** Names are compared without case, width and spaces. */
  const plain = (text) => String(text).normalize("NFKC").toLowerCase().replace(/\s+/g, "");

  function index() {
    const of = (kind, names) => names.flatMap((name, i) => (name ? [{ key: plain(name), subject: [kind, i] }] : []));
    entries = [
      ...of("township", Data.townships.names),
      ...of("facility", State.service()?.facilities.names ?? []),
      ...of("piece", Data.land.names),
    ];
  }

  /** The best entries: names that begin with the text, then those that hold it; townships, facilities, parcels. */
  function suggest(text) {
    const key = plain(text);
    if (!key) return [];
    const first = [];
    const later = [];
    for (const entry of entries) {
      const at = entry.key.indexOf(key);
      if (at === 0) first.push(entry);
      else if (at > 0 && later.length < MOST) later.push(entry);
      if (first.length >= MOST) break;
    }
    return [...first, ...later].slice(0, MOST);
  }

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
  }

  function mark(next) {
    active = next;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    const option = list.children[active];
    if (option?.id) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function take(i) {
    const entry = found[i];
    if (!entry) return;
    input.value = Data.nameOf(entry.subject, State.now.service).replace(/\s+/g, " ");
    show(false);
    Details.choose(entry.subject, input);
  }

  function fill() {
    found = suggest(input.value);
    const options = found.map((entry, i) => element(
      "li",
      { role: "option", id: `suggestion-${i}`, on: { mousedown: (event) => event.preventDefault(), click: () => take(i) } },
      isolated(Data.nameOf(entry.subject, State.now.service)),
      element("small", null, isolated(Data.kindOf(entry.subject, State.now.service).join(" · "))),
    ));
    const hasText = plain(input.value) !== "";
    if (hasText && !found.length) options.push(element("li", { class: "quiet" }, word("nothing-found")));
    list.replaceChildren(...options);
    show(hasText);
    mark(found.length ? 0 : -1);
    if (hasText) Dom.announce(word("suggestions", { n: found.length }));
  }

  function press(event) {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) return fill();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (found.length) mark((active + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isOpen) take(active);
      else fill();
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      show(false);
    }
  }

  function open() {
    input = element("input", {
      type: "text",
      id: "search-box",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
      "aria-expanded": "false",
      "aria-controls": "suggestions",
      "aria-autocomplete": "list",
      placeholder: word("search-hint"),
      on: { input: fill, keydown: press, blur: () => show(false) },
    });
    list = element("ul", { id: "suggestions", role: "listbox", "aria-label": word("search"), hidden: true });
    byId("search").append(element("label", { for: "search-box" }, word("search")), input, list);
    index();
    State.listen((parts) => { if ("service" in parts) index(); });
  }

  return { open };
})();
