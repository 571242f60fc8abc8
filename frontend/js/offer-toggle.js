// The terms unfold by the address (#offer) alone; this adds the state for screen readers and folding by a second click.

export function init(root = document) {
  const link = root.querySelector('a[href="#offer"]');
  if (!link) {
    return;
  }
  const view = link.ownerDocument.defaultView;
  const isOpen = () => view.location.hash === "#offer";
  const show = () => link.setAttribute("aria-expanded", String(isOpen()));

  link.setAttribute("aria-controls", "offer");
  link.addEventListener("click", (event) => {
    if (isOpen()) {
      event.preventDefault();
      const place = view.scrollY;
      view.location.hash = ""; // only a navigation takes :target away; the typed values stay
      view.scrollTo(0, place);
    }
  });
  view.addEventListener("hashchange", show);
  show();
}
