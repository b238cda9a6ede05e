/** What the reader has chosen. Every part of the page reads it here and is told when it changes. */
const State = (() => {
  const listeners = [];
  const now = {
    service: 0,
    circle: 0,
    theme: 0,
    layers: { fill: true, land: true, uncovered: true, area: true, borders: true, facilities: true, labels: true },
    subject: null,
    printing: false,
  };

  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => change({}));

  /** Paper is white: printing takes the light colours whatever the screen has. */
  const isDark = () => dark.matches && !now.printing;

  /** Sets parts of the state and tells everyone which parts were set. */
  function change(parts) {
    Object.assign(now, parts);
    for (const listener of listeners) listener(parts);
  }

  /** Calls `listener` with the parts that were set, at every change. */
  const listen = (listener) => listeners.push(listener);

  const service = () => Data.mapServices[now.service];
  const circle = () => service()?.circles[now.circle] ?? null;
  const theme = () => service()?.themes[now.theme] ?? null;

  /** Another circle; what townships are coloured by follows where it is the same figure of the old circle. */
  function chooseCircle(index) {
    const ending = (minutes) => `-${minutes}`;
    const from = circle()?.minutes;
    const to = service().circles[index]?.minutes;
    const id = theme()?.id ?? "";
    const wanted = id.endsWith(ending(from)) ? id.slice(0, -ending(from).length) + ending(to) : id;
    const follows = service().themes.findIndex((one) => one.id === wanted);
    change({ circle: index, theme: follows < 0 ? now.theme : follows });
  }

  /** Another service, as far as possible with the same circle; a chosen facility is of the old one. */
  function chooseService(index) {
    const minutes = circle()?.minutes;
    const circles = Data.mapServices[index].circles;
    const same = circles.findIndex((one) => one.minutes === minutes);
    const subject = now.subject?.[0] === "facility" ? null : now.subject;
    change({ service: index, circle: Math.max(same, 0), theme: 0, subject });
  }

  const chooseLayer = (id, isOn) => change({ layers: { ...now.layers, [id]: isOn } });

  return { now, isDark, change, listen, service, circle, theme, chooseCircle, chooseService, chooseLayer };
})();
