// Taking text from the page: a drawn box (F8) or a click on a word; the server reads it as the field's kind.
import { unturn } from "../viewer/geometry.js";
import { get, withQuery } from "./api.js";

const STILL = 4;  // pixels: a click that moved no further is no drag

export function listenForPicks(viewer, { signal, url, field, taken, nothing }) {
  const ask = async (page, at) => {
    const card = field();
    if (!card) return;
    const read = await get(withQuery(url, { page, at: at.map((v) => v.toFixed(5)).join(","), kind: card.dataset.kind })).catch(() => null);
    if (read?.raw) taken(card, { ...read, page }); else nothing(card);
  };
  viewer.on("draw", (page, box) => ask(page, box));
  let start = null;
  viewer.stage.addEventListener("pointerdown", (event) => { start = event; }, { signal });
  viewer.stage.addEventListener("click", (event) => {
    // The stage captures the pointer to be moved by it, so the event names the stage: look what lies there instead.
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const page = under?.closest(".viewer-page");
    const moved = start && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > STILL;
    if (!page || moved || viewer.drawing || under.closest(".viewer-box")) return;
    const sheet = viewer.sheets.get(Number(page.dataset.page));
    ask(sheet.page.number, unturn(sheet.point(event), sheet.turn).map((v) => Math.min(1, Math.max(0, v))));
  }, { signal });
}
